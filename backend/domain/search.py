"""What somebody looks for in a long joblog, and which entries are that."""

from collections.abc import Collection, Mapping

from msgspec import Struct

from backend.domain.dates import is_date
from backend.domain.joblog import CHANNELS, GOALS, Entry
from backend.domain.step import LABELS, WRONG_DATE
from backend.domain.text import TITLE, WHITE, Problems, clean, written

ARCHIVED = ("archived", "all")


class Search(Struct, frozen=True, kw_only=True):
    """`words` must all be there; the others are "" for any. `since` and `until` are dates of applications.

    `archived`: "" only what is not archived, "archived" only what is, or "all".
    """

    words: tuple[str, ...]
    status: str
    channel: str
    goal: str
    since: str
    until: str
    archived: str


EVERYTHING = Search(words=(), status="", channel="", goal="", since="", until="", archived="all")


def search_of(query: Mapping[str, str]) -> tuple[Search, dict[str, str]]:
    """What a query asks for, and a sentence for each part that cannot be asked; that part is left out.

    A choice that there is not is none.
    """
    problems = Problems()
    words = problems.of("q", written(query.get("q", ""), most=TITLE))
    since, until = (_day(query.get(name, ""), name, problems) for name in ("since", "until"))
    if since and until and until < since:
        problems.add("until", "Slutdatoen ligger før startdatoen.")
        since = until = ""
    search = Search(
        words=() if "q" in problems.fields else _words(words),
        status=_one_of(LABELS, query.get("status", "")),
        channel=_one_of(CHANNELS, query.get("channel", "")),
        goal=_one_of(GOALS, query.get("goal", "")),
        since=since,
        until=until,
        archived=_one_of(ARCHIVED, query.get("archived", "")),
    )
    return search, problems.fields


def matches(entry: Entry, search: Search) -> bool:
    """Whether the entry is looked for. What is only planned was never applied for in any way, nor on any day."""
    day = entry.applied_on
    return (
        (search.archived == "all" or (entry.archived_at > 0) == (search.archived == "archived"))
        and search.status in ("", entry.status)
        and search.channel in ("", entry.channel if day else "planned")
        and search.goal in ("", entry.goal)
        and (not search.since or day >= search.since)
        and (not search.until or (day != "" and day <= search.until))
        and _says(entry, search.words)
    )


def _says(entry: Entry, words: tuple[str, ...]) -> bool:
    if not words:
        return True
    texts = (entry.title, entry.employer, entry.place, entry.contact, entry.note, entry.private_note)
    said = "\n".join(texts).lower()
    return all(word in said for word in words)


def _words(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.lower().translate(str.maketrans(dict.fromkeys(WHITE, " "))).split(" ")))


def _day(text: str, name: str, problems: Problems) -> str:
    day = clean(text)
    if not day or is_date(day):
        return day
    problems.add(name, WRONG_DATE)
    return ""


def _one_of(choices: Collection[str], value: str) -> str:
    return value if value in choices else ""
