from __future__ import annotations

from bancheng.ground.jobs import reacts_to
from bancheng.ground.jobs.events import JobCancelled, JobFailed
from bancheng.registers.documents import work


@reacts_to(JobFailed, title="文书制作失败的登记")
def note_failure(event: JobFailed) -> None:
    """A rendering that was given up is seen at the paper itself, not only in the list of jobs."""
    if event.task == work.render_document.path and event.subject is not None:
        work.give_up(int(event.subject.key))


@reacts_to(JobCancelled, title="文书制作取消的登记")
def note_cancelling(event: JobCancelled) -> None:
    """A paper whose job was taken out of the queue would else wait for ever."""
    if event.task == work.render_document.path and event.subject is not None:
        work.give_up(int(event.subject.key))
