"""What an exchange costs the data base, in statements; that of looking up who is asking is among them."""

from backend.clock import fresh_id
from backend.store.engine import Database
from tests.support.people import Konkret
from tests.support.sync_web import Line

# PostgreSQL is told several writes at once. Something is agreed with Anne, so that what she saves may change what to
# remind her of.
ONE_SAVED = {"sqlite": 10, "postgres": 6}
ONE_MORE_SAVED = {"sqlite": 3, "postgres": 2}


async def said(db: Database, line: Line) -> list[str]:
    """The statements of one sync. Word to PostgreSQL of what has changed is no part of it: it goes in its own time."""
    heard: list[str] = []
    db.listener = heard.append
    await line.sync()
    db.listener = None
    return [sql for sql in heard if "pg_notify" not in sql]


def saves(line: Line, *, entries: int = 1) -> None:
    """Anne writes in her joblog, without a connection."""
    for _ in range(entries):
        application = {"title": "Kranfører", "employer": "Kajens Folk", "place": "", "link": "", "note": ""}
        line.phone.save(
            "joblog.add", application | {"id": fresh_id(), "applied_on": "2026-11-24", "channel": "posted"}, at=1
        )


async def test_nothing_new_costs_one_statement_with_who_is_asking(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        line = await Line.of(anne)
        await line.sync()
        assert len(await said(konkret.db, line)) == 1


async def test_the_whole_record_costs_two(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        line = await Line.of(anne)
        assert len(await said(konkret.db, line)) == 2


async def test_what_is_saved_costs_few_and_as_many_however_long_the_record(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        line, dialect = await Line.of(anne), konkret.db.dialect
        saves(line)
        await line.sync()
        saves(line)
        one = await said(konkret.db, line)
        saves(line, entries=20)
        await line.sync()
        saves(line, entries=2)
        two = await said(konkret.db, line)
        assert len(one) == ONE_SAVED[dialect], one
        assert len(two) == len(one) + ONE_MORE_SAVED[dialect], two
