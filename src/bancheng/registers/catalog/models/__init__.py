"""The catalogue: dictionaries, items, guide versions, their changes, the search index, imports, examinations, channels."""

from bancheng.registers.catalog.models.changes import ItemChange, ItemReview, UpstreamEntry
from bancheng.registers.catalog.models.channels import Channel, ChannelFetch
from bancheng.registers.catalog.models.dictionaries import Element, Facet, MaterialType, Nature, Synonym
from bancheng.registers.catalog.models.guides import GuideVersion, PublishedIsFinal
from bancheng.registers.catalog.models.importing import ImportRow, ImportRun
from bancheng.registers.catalog.models.interchange import Interchange
from bancheng.registers.catalog.models.items import BasicItem, CodeSeries, ImplementationItem
from bancheng.registers.catalog.models.linting import LintRow, LintRun
from bancheng.registers.catalog.models.searching import SearchEntry, SearchFacet, SearchMiss
from bancheng.registers.catalog.models.submissions import Submission
from bancheng.registers.catalog.models.uniformity import UniformityRow, UniformityRun

__all__ = [
    "BasicItem",
    "Channel",
    "ChannelFetch",
    "CodeSeries",
    "Element",
    "Facet",
    "GuideVersion",
    "ImplementationItem",
    "ImportRow",
    "ImportRun",
    "Interchange",
    "ItemChange",
    "ItemReview",
    "LintRow",
    "LintRun",
    "MaterialType",
    "Nature",
    "PublishedIsFinal",
    "SearchEntry",
    "SearchFacet",
    "SearchMiss",
    "Submission",
    "Synonym",
    "UniformityRow",
    "UniformityRun",
    "UpstreamEntry",
]
