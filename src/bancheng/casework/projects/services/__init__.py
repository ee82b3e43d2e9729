"""The verbs of projects, one file per matter."""

from bancheng.casework.projects.services.attaching import attach, set_stage, take_in_stages, urge
from bancheng.casework.projects.services.changing import cancel, change
from bancheng.casework.projects.services.connecting import ForgedResult, take_result
from bancheng.casework.projects.services.problems import answer_node, close_problem, open_problem, watch
from bancheng.casework.projects.services.registering import (
    accept,
    begin,
    discard,
    give_back,
    save,
    submit,
)
from bancheng.casework.projects.services.utilities import begin_utilities

__all__ = [
    "ForgedResult",
    "accept",
    "answer_node",
    "attach",
    "begin",
    "begin_utilities",
    "cancel",
    "change",
    "close_problem",
    "discard",
    "give_back",
    "open_problem",
    "save",
    "set_stage",
    "submit",
    "take_in_stages",
    "take_result",
    "urge",
    "watch",
]
