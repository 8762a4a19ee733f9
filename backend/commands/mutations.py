"""The register of what a phone may ask for: names on the wire, and the same commands that forms end in."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from backend.commands import agreements, assignments, cv, decisions, goals, joblog, jobs, meetings, wishes
from backend.commands.write import Overwritten, Write
from backend.domain.errors import DomainError, Invalid
from backend.domain.time import with_a_date
from backend.store.sync_writing import SyncWriting
from sync.server.commands import Commands, Made, Refusal

ArgsT = TypeVar("ArgsT")


def phone_commands(fresh_id: Callable[[], str]) -> Commands[SyncWriting]:
    """Every mutation a citizen's phone may send; `fresh_id` names audit rows."""
    register = _Register(fresh_id)
    register.add("job.apply", jobs.Apply, jobs.apply)
    register.add("job.decline", jobs.Decline, jobs.decline)
    register.add("job.reopen", jobs.Reopen, jobs.reopen)
    register.add("joblog.add", joblog.Add, joblog.add)
    register.add("joblog.edit", joblog.Edit, joblog.edit)
    register.add("joblog.remove", joblog.Remove, joblog.remove)
    register.add("joblog.step", joblog.Take, joblog.step)
    register.add("joblog.unstep", joblog.Take, joblog.unstep)
    register.add("joblog.archive", joblog.Archive, joblog.archive)
    register.add("joblog.copied", joblog.Copied, joblog.copied)
    register.add("assignment.complete", assignments.Complete, assignments.complete)
    register.add("assignment.annotate", assignments.Annotate, assignments.annotate)
    register.add("meeting.ready", meetings.Ready, meetings.ready)
    register.add("meeting.come", meetings.Come, meetings.come)
    register.add("wish.make", wishes.Make, wishes.make)
    register.add("wish.withdraw", wishes.Withdraw, wishes.withdraw)
    register.add("agreement.complete", agreements.Complete, agreements.complete)
    register.add("decision.answer", decisions.Answer, decisions.answer)
    register.add("goal.set", goals.Set, goals.set_goal)
    register.add("goal.move", goals.Move, goals.move)
    register.add("goal.end", goals.End, goals.end)
    register.add("cv.check", cv.Check, cv.check)
    register.add("cv.annotate", cv.Annotate, cv.annotate)
    return register.commands


class _Register:
    def __init__(self, fresh_id: Callable[[], str]) -> None:
        self.commands: Commands[SyncWriting] = Commands()
        self._fresh_id = fresh_id

    def add(
        self, name: str, args: type[ArgsT], command: Callable[[Write, ArgsT], Awaitable[Overwritten | None]]
    ) -> None:
        async def carry_out(writing: SyncWriting, given: ArgsT, made: Made) -> Overwritten | None:
            write = Write(
                record=writing.record,
                actor=writing.owner,
                command=name,
                made_at=with_a_date(made.at),
                now=made.now,
                fresh_id=self._fresh_id,
            )
            try:
                return await command(write, given)
            except Invalid as error:
                raise Refusal(error.code, error.reason, fields=error.fields) from error
            except DomainError as error:
                raise Refusal(error.code, error.reason) from error

        self.commands.add(name, args, carry_out)
