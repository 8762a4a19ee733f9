"""Carries out numbered mutations in order, each exactly once, inside one transaction."""

import msgspec

from sync.server.commands import Commands, Made, Refusal, WritingT
from sync.server.errors import ForeignDeviceError, ForkedError, GapError
from sync.server.messages import Mutation, Request, Verdict
from sync.server.store import DeadLetter, Logged, Retry, Writing

PARKED = "Der opstod en fejl hos os. Din ændring er gemt, og vi ser på den."


class Caller(msgspec.Struct, frozen=True):
    """The signed-in person and the server's clock."""

    person: str
    now: int


class PoisonError(Exception):
    """Mutation `request.mutations[index]` failed for a reason that is no refusal; the transaction must not commit."""

    def __init__(self, *, index: int, error: Exception) -> None:
        super().__init__(index)
        self.index = index
        self.error = error


async def push(
    writing: WritingT, request: Request, *, caller: Caller, commands: Commands[WritingT], attempts: int
) -> list[Verdict]:
    """One verdict for each mutation, from the log for numbers already used.

    The next mutation is parked, without being run, when it has failed `attempts` times before. Raises
    `ForeignDeviceError`, `GapError`, `ForkedError`, `PoisonError`.
    """
    device = await writing.device(request.device)
    if device.person != caller.person:
        raise ForeignDeviceError
    if request.first > device.last + 1:
        raise GapError(last=device.last)
    seen = min(device.last - request.first + 1, len(request.mutations))
    repeated = await _repeated(writing, request, seen)
    fresh: list[Logged] = []
    for index, mutation in enumerate(request.mutations[seen:], seen):
        number = request.first + index
        if number == device.last + 1 and device.attempts >= attempts:
            letter = DeadLetter(number=number, mutation=mutation, received_at=caller.now, error=device.error)
            await writing.park(request.device, letter)
            verdict = Verdict(number=number, state="parked", received_at=caller.now, code="parked", reason=PARKED)
        else:
            verdict = await _carried_out(
                writing, mutation, index=index, number=number, caller=caller, commands=commands
            )
        fresh.append(Logged(name=mutation.name, made_at=mutation.made_at, verdict=verdict))
    if fresh:
        await writing.advance(request.device, fresh)
    return [*repeated, *(entry.verdict for entry in fresh)]


async def _repeated(writing: Writing, request: Request, seen: int) -> list[Verdict]:
    if not seen:
        return []
    log = await writing.log(request.device, first=request.first, last=request.first + seen - 1)
    for entry in log:
        if entry.made_at != request.mutations[entry.verdict.number - request.first].made_at:
            raise ForkedError(number=entry.verdict.number)
    return [entry.verdict for entry in log]


async def _carried_out(
    writing: WritingT, mutation: Mutation, *, index: int, number: int, caller: Caller, commands: Commands[WritingT]
) -> Verdict:
    made = Made(person=caller.person, at=mutation.made_at, now=caller.now)
    try:
        async with writing.savepoint():
            other = await commands.run(writing, mutation, made)
    except Retry:
        raise
    except Refusal as no:
        return Verdict(
            number=number, state="refused", received_at=caller.now, code=no.code, reason=no.reason, fields=no.fields
        )
    except Exception as error:
        raise PoisonError(index=index, error=error) from error
    return Verdict(number=number, state="accepted", received_at=caller.now, other=other or None)
