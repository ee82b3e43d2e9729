"""Lists as files, as the frame writes them for all doors."""

from bancheng.doors.frame.tables import FORMS, Table, download

__all__ = ["FORMS", "Table", "download"]
