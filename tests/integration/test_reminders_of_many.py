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
        # The others are for the days on which she follows something up.
        assert (await town.states("Karen Lund", "digest"))[0] == ("digest", "withdrawn")


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


async def test_karen_hears_on_its_day_of_what_she_follows_up_and_promised_and_only_then(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    here = f"/borgere/{anne_id}/praktik"
    plan = {"kind": "internship", "place": "Smedjen", "goals": "Prøve det af", "follow_up_on": "2026-12-05"}
    async with reminded_of(konkret) as town:
        await konkret.db.run("DELETE FROM reminder WHERE kind = 'digest'")
        await town.has_phone("Karen Lund")
        await town.has_phone("Anne Holm")
        async with konkret.signed_in("Karen Lund") as karen:
            await karen.goes_to("/paamindelser")
            await karen.sends("/paamindelser/valg", details="1")
            for place in ("Smedjen", "Gartneriet"):
                await karen.goes_to(here)
                await karen.sends(here, **plan | {"place": place})
            await karen.goes_to(f"/borgere/{anne_id}/vurderinger")
            judged = {"outcome": "watch", "reason": "Vi ser på det igen.", "follow_up_on": "2026-12-08"}
            await karen.sends(f"/borgere/{anne_id}/vurderinger/A.0.5", **judged)
        # A Saturday: the caseworker follows up on the Monday.
        assert await _mornings(konkret) == ["2026-12-07T08:00", "2026-12-08T08:00"]
        await town.works(instant("2026-12-04T11:00"))
        assert [each for each in town.told("Anne Holm") if each.startswith("Du har noget, der skal være klar")] == [
            "Du har noget, der skal være klar i morgen"
        ]
        assert not [each for each in town.told("Karen Lund") if "følge op" in each]
        # Planned anew when none of it is news any more, it is the same.
        await konkret.db.run("DELETE FROM reminder WHERE kind = 'digest'")
        await konkret.db.run("UPDATE record SET planned = 0 WHERE id = {}", anne_id)
        await town.works(instant("2026-12-04T12:00"))
        assert await _mornings(konkret) == ["2026-12-07T08:00", "2026-12-08T08:00"]
        # One of the two is over before its day.
        await konkret.db.run("UPDATE placement SET state = 'ended' WHERE place = 'Gartneriet'")
        await konkret.db.run("UPDATE agreement SET \"by\" = ''")
        await konkret.db.run(
            """INSERT INTO agreement
            (id, citizen, version, meeting, who, what, "by", made_by, made_at, done_at, received_at)
            VALUES ('p-1', {}, 1, '', 'jobcentre', 'Ring', '2026-12-07', 'Karen Lund', 1, 0, 0)""",
            anne_id,
        )
        await town.works(instant("2026-12-07T08:00"))
        assert [each for each in town.told("Karen Lund") if "følge op" in each] == [
            "Der er noget, der venter på dig: 1 at følge op på, 1 aftalt til i dag"
        ]
        await town.works(instant("2026-12-08T08:00"))
        assert [each for each in town.told("Karen Lund") if "venter på dig" in each][1:] == [
            "Der er noget, der venter på dig: 1 at følge op på"
        ]
        await town.works(instant("2026-12-09T08:00"))
        assert len([each for each in town.told("Karen Lund") if "venter på dig" in each]) == 2


async def _mornings(konkret: Konkret) -> list[str]:
    rows = await konkret.db.run("SELECT due_at FROM reminder WHERE kind = 'digest' ORDER BY due_at")
    return [local(row["due_at"]) for row in rows]
