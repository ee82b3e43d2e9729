"""The words of projects: states, kinds, stages, nodes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

STATES: Mapping[str, str] = MappingProxyType(
    {
        "draft": "草稿",
        "submitted": "待受理",
        "returned": "退回修改",
        "registered": "已赋码",
        "cancelled": "已撤销",
    }
)
KINDS: Mapping[str, str] = MappingProxyType({"approve": "审批", "ratify": "核准", "file": "备案"})
"""How the state handles a project: government investment is approved, what is on the list is ratified, the rest is filed."""
STAGES: Mapping[str, str] = MappingProxyType(
    {
        "land": "立项用地规划许可",
        "works": "工程建设许可",
        "build": "施工许可",
        "finish": "竣工验收",
    }
)
"""The four stages of the approval of construction projects (国办发〔2019〕11号)."""
BESIDE = "并行推进"
"""Where an approval stands that no stage waits for."""
NODES: Mapping[str, str] = MappingProxyType({"study": "研究", "feedback": "反馈", "settle": "解决"})
NODE_ACTS: Mapping[str, str] = MappingProxyType({"study": "研究意见", "feedback": "反馈情况", "settle": "解决情况"})
OUTCOMES: Mapping[str, str] = MappingProxyType({"accepted": "已受理", "granted": "准予", "refused": "不予"})
"""What a department's own system may say of its approval."""
INDUSTRIES: Mapping[str, str] = MappingProxyType(
    {
        "A": "农、林、牧、渔业",
        "B": "采矿业",
        "C": "制造业",
        "D": "电力、热力、燃气及水生产和供应业",
        "E": "建筑业",
        "F": "批发和零售业",
        "G": "交通运输、仓储和邮政业",
        "H": "住宿和餐饮业",
        "I": "信息传输、软件和信息技术服务业",
        "J": "金融业",
        "K": "房地产业",
        "L": "租赁和商务服务业",
        "M": "科学研究和技术服务业",
        "N": "水利、环境和公共设施管理业",
        "O": "居民服务、修理和其他服务业",
        "P": "教育",
        "Q": "卫生和社会工作",
        "R": "文化、体育和娱乐业",
        "S": "公共管理、社会保障和社会组织",
        "T": "国际组织",
    }
)
"""门类 of GB/T 4754-2017."""
