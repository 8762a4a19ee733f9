"""Karen's mornings: what waits, of all her citizens together, told once, and the next one planned."""

from backend.domain.time import instant, local
from tests.support.people import Konkret
from tests.support.reminded import reminded_of

WISH = {"kind": "topic", "text": "Kørekort til truck", "link": "", "day": ""}


async def _asks(konkret: Konkret, *names: str) -> None:
    for name in names:
        async with konkret.signed_in(name) as browser:
            await browser.goes_to("/forloeb")
            await browser.sends("/forloeb/oenske", **WISH)


async def test_two_citizens_ask_and_karen_hears_of_it_in_one_message_a_morning(konkret: Konkret) -> None:
    async with reminded_of(konkret) as town:
        await town.has_phone("Karen Lund")
        await _asks(konkret, "Anne Holm", "Bo Krogh")
        await town.works()
        assert town.told("Karen Lund") == ["Der er et spørgsmål til dig"] * 2
        await town.works(instant("2026-11-26T07:59"))
        assert len(town.told("Karen Lund")) == 2
        await town.works(instant("2026-11-26T08:00"))
        assert town.told("Karen Lund")[2:] == ["Der er noget, der venter på dig"]
        # As long as something waits, it is said each working morning.
        await town.works(instant("2026-11-27T08:00"))
        await town.works(instant("2026-11-29T12:00"))
        assert len(town.told("Karen Lund")) == 4
        assert (await town.states("Karen Lund", "digest"))[-1] == ("digest", "planned")


async def test_a_morning_on_which_nothing_waits_any_more_is_silent(konkret: Konkret) -> None:
    async with reminded_of(konkret) as town:
        await town.has_phone("Karen Lund")
        await _asks(konkret, "Anne Holm")
        await town.works()
        await konkret.db.run("UPDATE wish SET answer = 'yes', answered_at = 1")
        await town.works(instant("2026-11-26T08:00"))
        assert town.told("Karen Lund") == ["Der er et spørgsmål til dig"]
        assert await town.states("Karen Lund", "digest") == [("digest", "withdrawn")]


async def test_whoever_chose_it_reads_how_much_waits(konkret: Konkret) -> None:
    async with reminded_of(konkret) as town:
        await town.has_phone("Karen Lund")
        async with konkret.signed_in("Karen Lund") as karen:
            await karen.goes_to("/paamindelser")
            await karen.sends("/paamindelser/valg", details="1", question="0", **{"missing-search": "1"})
        await _asks(konkret, "Anne Holm", "Bo Krogh")
        await town.works(instant("2026-11-26T08:00"))
        assert town.told("Karen Lund") == ["Der er noget, der venter på dig: 2 ønsker uden svar"]
        await town.works(instant("2026-11-30T08:00"))
        quiet = [each for each in town.told("Karen Lund") if "jobsøgning" in each]
        assert len(quiet) == 1
        assert quiet[0].endswith(" uden jobsøgning i sidste uge")
        rows = await konkret.db.run("SELECT due_at FROM reminder WHERE kind = 'missing-search' AND state = 'planned'")
        assert [local(row["due_at"]) for row in rows] == ["2026-12-07T08:00"]


async def test_a_joblog_that_stays_quiet_is_spoken_of_every_thursday(konkret: Konkret) -> None:
    async with reminded_of(konkret) as town:
        await town.has_phone("Anne Holm")
        for week in ("2026-11-26", "2026-12-03", "2026-12-10", "2026-12-17"):
            await town.works(instant(f"{week}T10:00"))
            assert town.told("Anne Holm").count("Husk at skrive i Konkret i denne uge") >= 1
            assert ("joblog-quiet", "planned") in await town.states("Anne Holm", "joblog-quiet")
        states = [state for _, state in await town.states("Anne Holm", "joblog-quiet")]
        assert states == ["sent"] * 4 + ["planned"]
