"""The only writers of the catalogue: keyword-only verbs, each in one transaction with its journal entry.

A refusal is `ground.law.Refused` (code, sentence); `GuideRefused.faults` and `DraftConflict.theirs/.yours/.revision` tell more.
"""

from bancheng.registers.catalog.changes.recording import record_change
from bancheng.registers.catalog.changes.withdrawing import withdraw_change
from bancheng.registers.catalog.inheritance.basics import edit_basic_item, take_over_basic
from bancheng.registers.catalog.inheritance.reviews import close_review, raise_reviews
from bancheng.registers.catalog.inheritance.uniformity import compare_every_province, start_uniformity
from bancheng.registers.catalog.inheritance.upstream import enter_upstream, link_upstream, mark_upstream
from bancheng.registers.catalog.services.basic import (
    assign_codes,
    cancel_basic_item,
    create_basic_item,
    mint_basic_code,
)
from bancheng.registers.catalog.services.batches import publish_batch, start_batch
from bancheng.registers.catalog.services.channels import (
    add_channel,
    issue_channel_key,
    note_fetch,
    revoke_channel_key,
    switch_channel,
    take_in_channels,
)
from bancheng.registers.catalog.services.drafts import drop_draft, save_draft
from bancheng.registers.catalog.services.editions import upload_upstream
from bancheng.registers.catalog.services.elements import enter_element
from bancheng.registers.catalog.services.exceptions import except_item
from bancheng.registers.catalog.services.importing import run_import, start_import, upload_import
from bancheng.registers.catalog.services.indexing import index_entries, unlist_entries
from bancheng.registers.catalog.services.interchange import (
    export_catalogue,
    export_national,
    import_archive,
    preview_archive,
    sweep_interchange,
    take_archive,
    upload_archive,
    write_catalogue,
)
from bancheng.registers.catalog.services.items import (
    cancel_item,
    create_item,
    edit_item,
    resume_item,
    suspend_item,
)
from bancheng.registers.catalog.services.linting import start_lint
from bancheng.registers.catalog.services.listing import provide_entries, reindex, take_effect
from bancheng.registers.catalog.services.misses import note_miss, settle_miss, sweep_misses
from bancheng.registers.catalog.services.natures import add_nature, edit_nature, remove_nature
from bancheng.registers.catalog.services.publishing import publish, withdraw
from bancheng.registers.catalog.services.restoring import restore_version
from bancheng.registers.catalog.services.retiring import retire_unfounded
from bancheng.registers.catalog.services.seeding import take_in_dictionaries, take_in_guides
from bancheng.registers.catalog.services.synonyms import (
    add_synonym,
    edit_synonym,
    remove_synonym,
    split_means,
    upload_synonyms,
)
from bancheng.registers.catalog.services.volumes import keep_volumes
from bancheng.registers.catalog.submissions.submitting import recall_draft, return_draft, submit_draft

__all__ = [
    "enter_element",
    "recall_draft",
    "return_draft",
    "submit_draft",
    "export_catalogue",
    "export_national",
    "import_archive",
    "preview_archive",
    "take_archive",
    "write_catalogue",
    "sweep_interchange",
    "upload_archive",
    "add_channel",
    "add_synonym",
    "edit_synonym",
    "remove_synonym",
    "split_means",
    "upload_synonyms",
    "note_miss",
    "settle_miss",
    "sweep_misses",
    "issue_channel_key",
    "note_fetch",
    "revoke_channel_key",
    "switch_channel",
    "take_in_channels",
    "add_nature",
    "assign_codes",
    "cancel_basic_item",
    "cancel_item",
    "close_review",
    "compare_every_province",
    "create_basic_item",
    "create_item",
    "drop_draft",
    "edit_basic_item",
    "edit_item",
    "edit_nature",
    "except_item",
    "enter_upstream",
    "index_entries",
    "keep_volumes",
    "link_upstream",
    "mark_upstream",
    "mint_basic_code",
    "provide_entries",
    "publish",
    "publish_batch",
    "start_batch",
    "raise_reviews",
    "record_change",
    "reindex",
    "remove_nature",
    "restore_version",
    "resume_item",
    "retire_unfounded",
    "run_import",
    "save_draft",
    "start_import",
    "start_lint",
    "start_uniformity",
    "suspend_item",
    "take_effect",
    "take_in_dictionaries",
    "take_in_guides",
    "take_over_basic",
    "unlist_entries",
    "upload_import",
    "upload_upstream",
    "withdraw",
    "withdraw_change",
]
