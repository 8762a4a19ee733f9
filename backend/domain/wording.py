"""What differs for a course between two wordings of its programme, or between two programmes."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from backend.domain.programme import Programme, Step
from backend.domain.timeline import Stop

What = Literal["added", "removed", "reworded", "moved"]


class Difference(Struct, frozen=True, kw_only=True):
    """One fact, or one meeting's window: `before` and `after` are its words, or "from/to" dates when it is moved."""

    what: What
    ref: str
    before: str
    after: str


def differences(
    before: Programme, after: Programme, *, line: Sequence[Stop], new_line: Sequence[Stop]
) -> tuple[Difference, ...]:
    """Every fact added, removed or reworded, and every window moved, meetings first. Both lines are one course's."""
    steps = {step.ref: step for step in after.meetings}
    meetings = _compared(_titles(before), _titles(after))
    texts = [each for step in before.meetings if step.ref in steps for each in _texts(step, steps[step.ref])]
    return (*meetings, *texts, *_moved(line, new_line), *_compared(_others(before), _others(after)))


def _compared(old: dict[str, str], new: dict[str, str]) -> list[Difference]:
    found: list[Difference] = []
    for ref in [*old, *(ref for ref in new if ref not in old)]:
        before, after = old.get(ref, ""), new.get(ref, "")
        if before != after:
            what: What = "reworded" if before and after else "removed" if before else "added"
            found.append(Difference(what=what, ref=ref, before=before, after=after))
    return found


def _titles(programme: Programme) -> dict[str, str]:
    return {step.ref: step.da for step in programme.meetings}


def _texts(old: Step, new: Step) -> list[Difference]:
    pairs = ((old.plain, new.plain), ("\n".join(old.prepare), "\n".join(new.prepare)), (old.after, new.after))
    return [
        Difference(what="reworded", ref=old.ref, before=before, after=after)
        for before, after in pairs
        if before != after
    ]


def _others(programme: Programme) -> dict[str, str]:
    meetings = {step.ref for step in programme.meetings}
    return {fact.ref: fact.da for fact in programme.facts() if fact.ref not in meetings}


def _moved(line: Sequence[Stop], new_line: Sequence[Stop]) -> list[Difference]:
    old = {stop.ref: _window(stop) for stop in line}
    return [
        Difference(what="moved", ref=stop.ref, before=old[stop.ref], after=_window(stop))
        for stop in new_line
        if stop.ref in old and old[stop.ref] != _window(stop)
    ]


def _window(stop: Stop) -> str:
    return f"{stop.opens_on}/{stop.closes_on}" if stop.closes_on else ""
