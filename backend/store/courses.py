"""Courses as caseworkers see them: whom I follow, and how each of them stands."""

from typing import Any

import msgspec

from backend.domain.agreement import Party
from backend.domain.course import Move, Overview
from backend.domain.ids import is_id
from backend.domain.people import alphabetical
from backend.store import tables
from backend.store.engine import Database

# One statement for the whole list, however many citizens.
_STANDINGS = """
    SELECT course.citizen, person.name, course.programme, course.meetings_planned,
        (SELECT count(*) FROM meeting WHERE citizen = course.citizen AND state = 'held'
            AND step LIKE course.programme || '.%') AS meetings_held,
        (SELECT coalesce(min(starts_at), 0) FROM meeting
            WHERE citizen = course.citizen AND state = 'booked' AND starts_at + minutes * 60000 > {}) AS next_meeting,
        (SELECT count(*) FROM wish JOIN meeting ON meeting.id = wish.meeting
            WHERE wish.citizen = course.citizen AND wish.kind = 'move' AND wish.answer = ''
            AND meeting.state = 'booked' AND meeting.starts_at + meeting.minutes * 60000 > {}) AS moves_asked,
        (SELECT count(*) FROM job WHERE citizen = course.citizen AND state = 'open'
            AND (apply_by = '' OR apply_by >= {})) AS jobs_total,
        (SELECT count(*) FROM job WHERE citizen = course.citizen AND state = 'open'
            AND (apply_by = '' OR apply_by >= {})
            AND EXISTS (SELECT 1 FROM joblog WHERE joblog.job = job.id)) AS jobs_done,
        (SELECT count(*) FROM joblog WHERE citizen = course.citizen AND applied_on >= {}) AS this_week,
        (SELECT coalesce(max(applied_on), '') FROM joblog
            WHERE citizen = course.citizen AND applied_on <= {}) AS last_search
    FROM course JOIN person ON person.id = course.citizen
    WHERE course.caseworker_id = {} OR course.akasse_caseworker_id = {}"""


async def standings(db: Database, caseworker: str, *, now: int, today: str, monday: str) -> list[Overview]:
    """Everyone this caseworker follows, by name. `now` is an instant, `today` and this week's `monday` are dates."""
    found = await db.run(_STANDINGS, now, now, today, today, monday, today, caseworker, caseworker)
    rows = msgspec.convert(found, type=list[Overview])
    # The data bases sort by tables of their own, and neither knows where å belongs.
    return sorted(rows, key=lambda standing: alphabetical(standing.name))


async def followers(citizen: str) -> frozenset[str]:
    """Ids of the organisations that follow this citizen's course; empty for who has none."""
    return frozenset(await sides(citizen))


async def sides(citizen: str) -> dict[str, Party]:
    """{organisation id: the side that it is} for those that follow this citizen's course; empty for who has none."""
    if not is_id(citizen):
        return {}
    found = await (
        tables.Course.select(tables.Course.organisation_id, tables.Course.akasse_id)
        .where(tables.Course.citizen == citizen)
        .first()
    )
    named: dict[str, Party] = {found["akasse_id"]: "a-kasse", found["organisation_id"]: "jobcentre"} if found else {}
    return {organisation: side for organisation, side in named.items() if organisation}


_MOVES = """
    SELECT audit.at, audit.changes, person.name, course.programme
    FROM audit JOIN person ON person.id = audit.actor JOIN course ON course.citizen = audit.citizen
    WHERE audit.citizen = {} AND audit.kind = 'course' AND audit.command IN ('course.move-to', 'course.change')
    ORDER BY audit.version DESC"""


async def moves(db: Database, citizen: str) -> list[Move]:
    """Every time the citizen's course was moved, the latest first, as the audit tells it."""
    told: list[Move] = []
    following = ""
    for row in await db.run(_MOVES, citizen):
        changes = msgspec.json.decode(row["changes"], type=dict[str, tuple[Any, Any]])
        after = following or row["programme"]
        following, after = changes.get("programme", (after, after))
        why = changes.get("why", ("", ""))[1]
        told.append(Move(at=row["at"], by=row["name"], before=following, after=after, why=why))
    return told
