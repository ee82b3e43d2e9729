"""The demonstration's scanner: finds the harmless test file that every scanner knows (EICAR), and nothing else."""

from __future__ import annotations

from typing import BinaryIO

# In two parts, so that no scanner takes this very file for infected.
SIGNATURE = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
FOUND = "EICAR-Test-File"
_BLOCK = 64 * 1024


class DemoScanner:
    """Looks for the test signature anywhere in the bytes, also where two blocks meet."""

    key = "demo"
    label = "演示查毒（只认识测试样本）"
    demo = True

    def scan(self, file: BinaryIO) -> str:
        """`EICAR-Test-File` or nothing; never down."""
        file.seek(0)
        tail = b""
        while block := file.read(_BLOCK):
            if SIGNATURE in tail + block:
                return FOUND
            tail = block[-len(SIGNATURE) :]
        return ""

    def check(self) -> str:
        """Always there."""
        return ""
