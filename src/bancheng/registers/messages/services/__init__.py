"""The verbs of messages. A message is itself the record of having told; the journal keeps what it tells about."""

from bancheng.registers.messages.services.notices import notify, notify_role, notify_several
from bancheng.registers.messages.services.outgoing import deliver, send_code, sweep
from bancheng.registers.messages.services.reading import mark_all_read, mark_read
from bancheng.registers.messages.services.subscribing import subscribe, unsubscribe

__all__ = [
    "deliver",
    "mark_all_read",
    "mark_read",
    "notify",
    "notify_role",
    "notify_several",
    "send_code",
    "subscribe",
    "sweep",
    "unsubscribe",
]
