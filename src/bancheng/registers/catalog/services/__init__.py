"""The only writers of the catalogue: keyword-only verbs, each in one transaction with its journal entry.

A refusal is `ground.law.Refused` (code, sentence); `GuideRefused.faults` and `DraftConflict.theirs/.yours/.revision` tell more.
"""

from bancheng.registers.catalog.services.basic import (
    assign_codes,
    cancel_basic_item,
    create_basic_item,
    mint_basic_code,
)
from bancheng.registers.catalog.services.drafts import drop_draft, save_draft
from bancheng.registers.catalog.services.importing import run_import, start_import, upload_import
from bancheng.registers.catalog.services.indexing import index_entries, unlist_entries
from bancheng.registers.catalog.services.items import (
    cancel_item,
    create_item,
    edit_item,
    resume_item,
    suspend_item,
)
from bancheng.registers.catalog.services.listing import reindex, take_effect
from bancheng.registers.catalog.services.natures import add_nature, edit_nature, remove_nature
from bancheng.registers.catalog.services.publishing import publish, withdraw
from bancheng.registers.catalog.services.seeding import take_in_dictionaries, take_in_guides

__all__ = [
    "add_nature",
    "assign_codes",
    "cancel_basic_item",
    "cancel_item",
    "create_basic_item",
    "create_item",
    "drop_draft",
    "edit_item",
    "edit_nature",
    "index_entries",
    "mint_basic_code",
    "publish",
    "reindex",
    "remove_nature",
    "resume_item",
    "run_import",
    "save_draft",
    "start_import",
    "suspend_item",
    "take_effect",
    "take_in_dictionaries",
    "take_in_guides",
    "unlist_entries",
    "upload_import",
    "withdraw",
]
