"""What the counts of a run are called."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

COUNTS: Mapping[str, str] = MappingProxyType(
    {
        "regions": "区划",
        "organisations": "机构",
        "natures": "事项性质",
        "elements": "数据元",
        "materials": "材料目录",
        "words": "分类词",
        "synonyms": "同义词",
        "basics": "基本目录事项",
        "items": "实施清单事项",
        "versions": "指南版本",
        "attachments": "附件",
        "items_added": "新增事项",
        "items_known": "已有事项",
        "items_refused": "未导入事项",
        "versions_added": "新增指南版本",
        "versions_known": "已有指南版本",
        "versions_refused": "未导入指南版本",
        "exported": "已导出事项",
        "not_exported": "不能导出事项",
        "shortened": "缩短的内容",
    }
)
"""In an import the parts count what was added; the others say it themselves."""
