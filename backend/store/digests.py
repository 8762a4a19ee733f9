"""What waits for a caseworker, of all citizens together: counted when a digest is due, in one statement."""

from collections.abc import Collection

import msgspec

from backend.domain.reminding.shared import Waiting
from backend.store.engine import Database
from backend.store.rows import one_of

_MINE = "course.caseworker_id = person.id OR course.akasse_caseworker_id = person.id"

_FALLS_DUE = "follow_up_on > span.told AND follow_up_on <= span.today"

_PROMISED = """agreement.who = 'jobcentre' AND course.caseworker_id = person.id
    OR agreement.who = 'a-kasse' AND course.akasse_caseworker_id = person.id"""


async def waiting(
    db: Database, people: Collection[str], *, saved_before: int, since: int, monday: str, told: str, today: str
) -> list[Waiting]:
    """For each of these people. `saved_before`, `since` are instants, `monday` the first day of the week just over.

    `told` is the date of the digest before, `today` that of this one.

    Counted are: wishes without an answer, drafts of theirs that nobody touched after `saved_before`, jobs that were
    declined after `since`, citizens who have applied for nothing from `monday` on, placements and
    decisions to be followed up and what they themselves promised, all by a date after `told`.
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
                AS quiet,
            (SELECT count(*) FROM placement JOIN course ON course.citizen = placement.citizen
                WHERE placement.state <> 'ended' AND ({_MINE}) AND {_FALLS_DUE})
            + (SELECT count(*) FROM decision JOIN course ON course.citizen = decision.citizen
                WHERE ({_MINE}) AND {_FALLS_DUE}) AS follow_ups,
            (SELECT count(*) FROM agreement JOIN course ON course.citizen = agreement.citizen
                WHERE done_at = 0 AND "by" > span.told AND "by" <= span.today AND ({_PROMISED})) AS promised
        FROM person CROSS JOIN (
            SELECT CAST({{}} AS BIGINT) AS saved_before, CAST({{}} AS BIGINT) AS since, CAST({{}} AS TEXT) AS monday,
                CAST({{}} AS TEXT) AS told, CAST({{}} AS TEXT) AS today
        ) AS span WHERE person.id IN {one_of(db.dialect)}""",  # noqa: S608 -- our own text
        saved_before,
        since,
        monday,
        told,
        today,
        msgspec.json.encode(sorted(people)).decode(),
    )
    return msgspec.convert(rows, list[Waiting])
