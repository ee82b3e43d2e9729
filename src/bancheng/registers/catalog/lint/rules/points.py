"""审查要点: each rests on a provision and can be judged alike by two people (FLW-29)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bancheng.registers.catalog.lint.findings import POINT_BASIS, POINT_OPEN
from bancheng.registers.catalog.lint.rules.bases import founded
from bancheng.registers.catalog.types import Fault, LintSubject

# Words that leave the measure to whoever looks: a rule that names them has no two readers of one mind.
_OPEN = re.compile(
    "(?:基本|大致|比较|较为|适当|恰当|充分|必要的|足够的?)"
    "|(?<![不])(?:合理|良好|整洁|明显|显著)"
    "|(?:较|很|过)[大小多少高低好差长短]|(?:一定|适量|若干|相应)(?:的|数量|规模|条件)"
)


def points(subject: LintSubject) -> Iterator[Fault]:
    """A point without a basis blocks; one whose words leave its measure open is warned of, unless bounds give the measure."""
    for index, point in enumerate(subject.body.points):
        if not founded(point.basis):
            sentence = f"审查要点“{point.text}”没有写明依据，不能作为审查的标准"
            yield POINT_BASIS.at(f"points.{index}.basis", sentence, phrase=point.text)
        found = _OPEN.search(point.text) if point.kind == "yes_no" else None
        if found:
            sentence = f"审查要点“{point.text}”中的“{found.group()}”因人而异，请写明以什么为准"
            yield POINT_OPEN.at(f"points.{index}.text", sentence, phrase=found.group())
