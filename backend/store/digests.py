"""What waits for a caseworker, of all citizens together: counted when a digest is due, in one statement."""

from collections.abc import Collection

import msgspec

from backend.domain.reminding.shared import Waiting
from backend.store.engine import Database
from backend.store.rows import one_of

_MINE = "course.caseworker_id = person.id OR course.akasse_caseworker_id = person.id"


async def waiting(
    db: Database, people: Collection[str], *, saved_before: int, since: int, monday: str
) -> list[Waiting]:
    """For each of these people. `saved_before`, `since` are instants, `monday` the first day of the week just over.

    Counted are: wishes without an answer, drafts of theirs that nobody touched after `saved_before`, jobs that were
    declined after `since`, and citizens who have applied for nothing from `monday` on.
    """
    rows = await db.run(
        f"""SELECT person.id AS person,
            (SELECT count(*) FROM wish JOIN course ON course.citizen = wish.citizen
                WHERE wish.answer = '' AND ({_MINE})) AS questions,
            (SELECT count(*) FROM draft JOIN meeting ON meeting.id = draft.id
                WHERE draft.saved_by = person.id AND meeting.state = 'booked' AND draft.saved_at <= span.saved_before)
                AS drafts,
            (SELECT count(*) FROM job JOIN course ON course.citizen = job.citizen
                WHERE job.state = 'not-relevant' AND job.received_at > span.since AND ({_MINE})) AS declined,
            (SELECT count(*) FROM course WHERE ({_MINE}) AND course.started_on <= span.monday AND NOT EXISTS
                (SELECT 1 FROM joblog WHERE joblog.citizen = course.citizen AND joblog.applied_on >= span.monday))
                AS quiet
        FROM person CROSS JOIN (
            SELECT CAST({{}} AS BIGINT) AS saved_before, CAST({{}} AS BIGINT) AS since, CAST({{}} AS TEXT) AS monday
        ) AS span WHERE person.id IN {one_of(db.dialect)}""",  # noqa: S608 -- our own text
        saved_before,
        since,
        monday,
        msgspec.json.encode(sorted(people)).decode(),
    )
    return msgspec.convert(rows, list[Waiting])
