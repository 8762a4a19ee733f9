"""Meetings as tests of the course need them: of a step, on a day."""

from backend.domain.meeting import Meeting
from backend.domain.time import instant


def held(step: str, *, on: str) -> Meeting:
    """A meeting of that step that was held at ten on the date `on`."""
    starts_at = instant(f"{on}T10:00")
    return Meeting(
        id=step,
        version=1,
        step=step,
        title="",
        plain="",
        prepare=(),
        after="",
        together_with="",
        starts_at=starts_at,
        minutes=45,
        mode="in-person",
        place="",
        link="",
        held_by="Karen Lund",
        state="held",
        booked_at=starts_at,
        ready_at=0,
        comes_at=0,
        summary="",
        gone_through=(),
        left_out=(),
        why="",
        moved_from=0,
        closed_by="",
        closed_at=0,
        received_at=0,
    )
