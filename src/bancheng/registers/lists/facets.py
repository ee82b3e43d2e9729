"""By what of this room the catalogue desk is narrowed: 办理模式 and 星级."""

from __future__ import annotations

from bancheng.registers.catalog.selectors import provide_facet
from bancheng.registers.lists.types import MODES

STARS = {str(n): f"{n} 星" for n in range(6)}

provide_facet("mode", label="办理模式", path="once_mode__mode", words=lambda: MODES)
provide_facet("stars", label="星级", path="depth__stars", words=lambda: STARS)
