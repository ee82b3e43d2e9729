"""Traditional script (繁體) of a Chinese sentence, the same for the interface and for the contents it shows."""

from __future__ import annotations

from functools import lru_cache

from opencc import OpenCC

# Where the converter takes 准 (to permit) for 準 (exact), and 复 (again) for 複 (double): the words of this field.
WORDS = (
    ("複議", "復議"),
    ("準予", "准予"),
    ("準營", "准營"),
    ("準辦", "准辦"),
    ("獲準", "獲准"),
    ("批準", "批准"),
    ("覈準", "核准"),
    ("核準", "核准"),
)


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("s2tw")


@lru_cache(maxsize=8192)
def traditional(text: str) -> str:
    """The text in traditional script, standard forms of common use (群 裡 核對); not for names of persons and places."""
    converted: str = _converter().convert(text)
    for wrong, right in WORDS:
        converted = converted.replace(wrong, right)
    return converted
