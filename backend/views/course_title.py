"""The course in a line."""

from backend.domain.course import held_of
from backend.domain.record import Record


def course_title(record: Record) -> str:
    """Where the course stands: «Forløb A · 2. samtale af 6»; "" before there is one."""
    if record.course is None:
        return ""
    planned = record.course.meetings_planned
    held = held_of(record.course, record.meetings)
    stands = f"{held + 1}. samtale af {planned}" if held < planned else f"alle {planned} samtaler er holdt"
    return f"Forløb {record.course.programme} · {stands}"
