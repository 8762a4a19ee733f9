"""What the log shows on a day, as plain sentences for whoever has to judge. Nothing here judges anybody."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from backend.domain.dates import days_between, plus
from backend.domain.record import Record

RowT = TypeVar("RowT")
WEEKS = 4
NAMED = 3


def evidence(record: Record, *, today: str) -> tuple[str, ...]:
    """What was agreed and not followed up, jobs applied for of those given, applications a week, the last one."""
    return (
        _agreements(record, today=today),
        _homework(record, today=today),
        _jobs(record, today=today),
        _a_week(record, today=today),
        _last(record, today=today),
    )


def _agreements(record: Record, *, today: str) -> str:
    own = [each for each in record.agreements if each.who == "citizen"]
    late = [each.what for each in own if not each.done_at and _passed(each.by, today)]
    return _followed_up("aftaler", late, due=_due(own, lambda each: each.by, today))


def _homework(record: Record, *, today: str) -> str:
    late = [each.title for each in record.assignments if not each.done_at and _passed(each.due, today)]
    return _followed_up("hjemmeopgaver", late, due=_due(record.assignments, lambda each: each.due, today))


def _jobs(record: Record, *, today: str) -> str:
    answered = {entry.job for entry in record.entries}
    given = [job for job in record.jobs if job.state != "withdrawn"]
    if not given:
        return "Ingen konkrete job er givet endnu."
    applied = sum(job.id in answered for job in given)
    aside = sum(job.state == "not-relevant" and job.id not in answered for job in given)
    late = sum(job.state == "open" and job.id not in answered and _passed(job.apply_by, today) for job in given)
    rest = [
        f"{aside} er meldt ikke {'relevant' if aside == 1 else 'relevante'} med en grund" if aside else "",
        f"{late} skulle være søgt inden i dag" if late else "",
    ]
    return ", ".join([f"{applied} af {len(given)} givne job er søgt", *filter(None, rest)]) + "."


def _a_week(record: Record, *, today: str) -> str:
    since = plus(today, -7 * WEEKS)
    count = sum(since < entry.applied_on <= today for entry in record.entries)
    tenths = (10 * count + WEEKS // 2) // WEEKS
    average = f"{tenths // 10},{tenths % 10}" if tenths % 10 else str(tenths // 10)
    written = "1 ansøgning" if count == 1 else f"{count} ansøgninger"
    return f"{written} i joblog de seneste {WEEKS} uger: {average} om ugen."


def _last(record: Record, *, today: str) -> str:
    sent = [entry.applied_on for entry in record.entries if "" < entry.applied_on <= today]
    if not sent:
        return "Der er ikke søgt job endnu."
    days = days_between(max(sent), today)
    ago = "i dag" if days == 0 else "i går" if days == 1 else f"for {days} dage siden"
    return f"Sidst søgt job {ago}."


def _followed_up(what: str, late: list[str], *, due: int) -> str:
    if not due:
        return f"Ingen {what} skulle være færdige endnu."
    if not late:
        return f"Alle {what}, der skulle være færdige, er fulgt op."
    named = "; ".join(late[:NAMED])
    more = f" og {len(late) - NAMED} til" if len(late) > NAMED else ""
    return f"{len(late)} af {due} {what}, der skulle være færdige, er ikke fulgt op: {named}{more}."


def _due(rows: Iterable[RowT], by: Callable[[RowT], str], today: str) -> int:
    return sum(_passed(by(row), today) for row in rows)


def _passed(day: str, today: str) -> bool:
    return bool(day) and day < today
