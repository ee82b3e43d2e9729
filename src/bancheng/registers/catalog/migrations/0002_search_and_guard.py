"""What the two databases do for the catalogue themselves: the index of the search, and the guard of published guides.

What narrows and ranks a search lies in two narrow indexes on SQLite: a frequent word (许可, 登记) ranks a third of all
entries, and is not walked over the wide rows. PostgreSQL keeps what ranks an entry together and the long words of it
apart: with terms and cards inline that is a walk over the whole table, with these out of line one over a third of its
pages, and no term is fetched that the index has answered for already. The texts stay: a longer word is looked up in each
of its candidates. And its planner learns that kind and code of a facet go together: taken as independent, audience and
online seemed to find a hundredth of what they do.
"""

from django.db import migrations

SQLITE = [
    # The content stays in the table; the index holds only which entry has which term (detail=none).
    """
    CREATE VIRTUAL TABLE catalog_searchindex USING fts5(
        terms, content='catalog_searchentry', content_rowid='id', tokenize='ascii', detail='none', columnsize=0
    )
    """,
    """
    CREATE TRIGGER catalog_searchindex_in AFTER INSERT ON catalog_searchentry BEGIN
        INSERT INTO catalog_searchindex(rowid, terms) VALUES (new.id, new.terms);
    END
    """,
    """
    CREATE TRIGGER catalog_searchindex_out AFTER DELETE ON catalog_searchentry BEGIN
        INSERT INTO catalog_searchindex(catalog_searchindex, rowid, terms) VALUES ('delete', old.id, old.terms);
    END
    """,
    """
    CREATE TRIGGER catalog_searchindex_change AFTER UPDATE OF id, terms ON catalog_searchentry BEGIN
        INSERT INTO catalog_searchindex(catalog_searchindex, rowid, terms) VALUES ('delete', old.id, old.terms);
        INSERT INTO catalog_searchindex(rowid, terms) VALUES (new.id, new.terms);
    END
    """,
    """
    CREATE TRIGGER catalog_guide_final BEFORE UPDATE ON catalog_guideversion
    WHEN old.state <> 'draft' AND (
        new.state = 'draft' OR (old.state = 'withdrawn' AND new.state <> 'withdrawn')
        OR new.item_id <> old.item_id OR new.number <> old.number OR new.body IS NOT old.body
        OR new.document IS NOT old.document OR new.digest <> old.digest
        OR new.effective_from IS NOT old.effective_from OR new.published_at IS NOT old.published_at
        OR new.published_by <> old.published_by
    )
    BEGIN
        SELECT RAISE(ABORT, 'a published guide version is final');
    END
    """,
    """
    CREATE INDEX search_ranking ON catalog_searchentry
        (id, kind, region_code, audience, lighter, signs, title, title_text)
    """,
    "CREATE INDEX search_by_place ON catalog_searchentry (region_code, lighter, id, kind, audience, signs)",
]
SQLITE_BACK = [
    "DROP INDEX search_by_place",
    "DROP INDEX search_ranking",
    "DROP TRIGGER catalog_guide_final",
    "DROP TRIGGER catalog_searchindex_change",
    "DROP TRIGGER catalog_searchindex_out",
    "DROP TRIGGER catalog_searchindex_in",
    "DROP TABLE catalog_searchindex",
]
POSTGRESQL = [
    # array_to_tsvector takes the terms as they are: no parser, no dictionary, no locale in between.
    """
    ALTER TABLE catalog_searchentry ADD COLUMN terms_index tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(terms, ' '))) STORED
    """,
    "CREATE INDEX search_terms ON catalog_searchentry USING gin (terms_index)",
    """
    CREATE FUNCTION catalog_guide_final() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF old.state <> 'draft' AND (
            new.state = 'draft' OR (old.state = 'withdrawn' AND new.state <> 'withdrawn')
            OR (new.item_id, new.number, new.body, new.document, new.digest, new.effective_from, new.published_at,
                new.published_by)
            IS DISTINCT FROM
               (old.item_id, old.number, old.body, old.document, old.digest, old.effective_from, old.published_at,
                old.published_by)
        ) THEN
            RAISE EXCEPTION 'a published guide version is final' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN new;
    END
    $$
    """,
    """
    CREATE TRIGGER catalog_guide_final BEFORE UPDATE ON catalog_guideversion
        FOR EACH ROW EXECUTE FUNCTION catalog_guide_final()
    """,
    """
    ALTER TABLE catalog_searchentry
        ALTER title SET STORAGE MAIN, ALTER title_text SET STORAGE MAIN, ALTER text SET STORAGE MAIN,
        ALTER syllables SET STORAGE MAIN, ALTER initials SET STORAGE MAIN,
        ALTER key SET STORAGE PLAIN, ALTER kind SET STORAGE PLAIN,
        ALTER region_code SET STORAGE PLAIN, ALTER audience SET STORAGE PLAIN
    """,
    "ALTER TABLE catalog_searchentry SET (toast_tuple_target = 128)",
    "CREATE STATISTICS search_facet_pairs (ndistinct, dependencies, mcv) ON kind, code FROM catalog_searchfacet",
]
POSTGRESQL_BACK = [
    "DROP STATISTICS search_facet_pairs",
    "ALTER TABLE catalog_searchentry RESET (toast_tuple_target)",
    """
    ALTER TABLE catalog_searchentry
        ALTER title SET STORAGE EXTENDED, ALTER title_text SET STORAGE EXTENDED, ALTER text SET STORAGE EXTENDED,
        ALTER syllables SET STORAGE EXTENDED, ALTER initials SET STORAGE EXTENDED,
        ALTER key SET STORAGE EXTENDED, ALTER kind SET STORAGE EXTENDED,
        ALTER region_code SET STORAGE EXTENDED, ALTER audience SET STORAGE EXTENDED
    """,
    "DROP TRIGGER catalog_guide_final ON catalog_guideversion",
    "DROP FUNCTION catalog_guide_final()",
    "DROP INDEX search_terms",
    "ALTER TABLE catalog_searchentry DROP COLUMN terms_index",
]


def forwards(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
