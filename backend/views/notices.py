"""What a notice says: no more than that there is something and when, unless the person chose that it may say more."""

from collections.abc import Mapping
from typing import Final

from backend.domain.date_words import clock, date_long, weekday
from backend.domain.dates import days_between
from backend.domain.reminder import Kind, Reminder
from backend.domain.time import local, local_date

A_WEEK = 7
_NEAR: Final = {-1: "i går", 0: "i dag", 1: "i morgen"}

# Neither with whom nor about what: anybody may see a lock screen. `{when}` is a day and a time, `{day}` a day.
_SAID: Final[Mapping[Kind, str]] = {
    "meeting-week": "Du har en aftale {when}",
    "meeting-tomorrow": "Du har en aftale {when}",
    "meeting-soon": "Du har en aftale {when}",
    "meeting-booked": "Du har fået en aftale {when}",
    "meeting-moved": "Din aftale er ændret: {when}",
    "meeting-cancelled": "Din aftale {when} er aflyst",
    "prepare": "Gør dig klar til din aftale {when}",
    "given": "Der er noget nyt til dig",
    "job-deadline": "Du har noget, der skal nås {day}",
    "jobs-open": "Du har noget at nå inden din aftale {when}",
    "homework-due": "Du har noget, der skal være klar {day}",
    "joblog-quiet": "Husk at skrive i Konkret i denne uge",
    "joblog-long": "Det er længe siden, du har skrevet i Konkret",
    "requirement": "Se i Konkret, hvor langt du er, inden {day}",
    "refused": "Noget af det, du har sendt, kunne ikke godtages",
    "answered": "Der er svar til dig",
    "cant-come": "Der er afbud til aftalen {when}",
    "not-relevant": "Der er en tilbagemelding til dig",
    "question": "Der er et spørgsmål til dig",
    "missing-search": "Der er nogen, der mangler at skrive",
    "draft-open": "Du har en kladde fra {day}, der ikke er sendt",
    "digest": "Der er noget, der venter på dig",
}


def body(reminder: Reminder, *, now: int, details: bool = False) -> str:
    """What the notice says when it is shown at the instant `now`."""
    start = local(reminder.at)
    day = _day(start[:10], today=local_date(now))
    said = _SAID[reminder.kind].format(day=day, when=f"{day} kl. {clock(start)}")
    return f"{said}: {reminder.detail}" if details and reminder.detail else said


def _day(day: str, *, today: str) -> str:
    """The day as people name it: by how far it is, by its name, or by its date."""
    days = days_between(today, day)
    if days in _NEAR:
        return _NEAR[days]
    return f"på {weekday(day)}" if 0 < days < A_WEEK else date_long(day)
