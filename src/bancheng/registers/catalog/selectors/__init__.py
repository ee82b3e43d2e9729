"""Questions put to the catalogue. Public ones see published guides only; staff ones are scoped by the actor's grants."""

from bancheng.registers.catalog.dictionaries import elements
from bancheng.registers.catalog.rules import in_order, limit_text, term_of
from bancheng.registers.catalog.selectors.dictionaries import (
    elements_of,
    hot_words,
    material_types,
    natures,
    synonyms,
    vocabulary,
)
from bancheng.registers.catalog.selectors.guides import exemptions, guide, guide_document, pin, provide_exemptions
from bancheng.registers.catalog.selectors.imports import (
    import_preview,
    import_report,
    import_report_csv,
    import_report_xlsx,
    import_row,
    import_run,
    import_runs,
    may_start_import,
)
from bancheng.registers.catalog.selectors.searches import facet_words, find, hot, published_total, suggest
from bancheng.registers.catalog.selectors.situations import situation
from bancheng.registers.catalog.selectors.staff import (
    basic_items,
    draft,
    implementation,
    staff_item,
    staff_items,
    version_of,
)
from bancheng.registers.catalog.services.checking import examine

__all__ = [
    "basic_items",
    "draft",
    "elements",
    "elements_of",
    "examine",
    "exemptions",
    "facet_words",
    "find",
    "guide",
    "guide_document",
    "hot",
    "hot_words",
    "implementation",
    "in_order",
    "limit_text",
    "import_preview",
    "import_report",
    "import_report_csv",
    "import_report_xlsx",
    "import_row",
    "import_run",
    "import_runs",
    "may_start_import",
    "material_types",
    "natures",
    "pin",
    "provide_exemptions",
    "published_total",
    "situation",
    "staff_item",
    "staff_items",
    "suggest",
    "synonyms",
    "term_of",
    "version_of",
    "vocabulary",
]
