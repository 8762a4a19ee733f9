"""Whatever is written plans the reminders it calls for, in the same transaction, and takes back those it ends."""

from collections.abc import AsyncGenerator

import msgspec
import pytest

from backend.clock import fresh_id
from backend.domain.meeting import DAY, MINUTE
from backend.domain.reminder import OF_MANY
from backend.domain.reminding.plan import RULES, plan
from backend.domain.reminding.state import PARTS
from backend.store import reminder_state
from backend.store.engine import Database
from backend.worker.planning import Planning
from tests.support.people import Browser, Konkret
from tests.support.sync_web import Line

HOUR = 60 * MINUTE


class Plan:
    """The reminders about Anne's record as the table has them."""

    def __init__(self, konkret: Konkret, anne: str) -> None:
        self.konkret = konkret
        self.anne = anne

    async def standing(self, *kinds: str, to: str = "") -> dict[str, list[str]]:
        """{kind: states} of those kinds, to that person or to anybody."""
        rows = await self.konkret.db.run(
            "SELECT kind, state, person FROM reminder WHERE citizen = {} OR citizen IS NULL ORDER BY state, due_at",
            self.anne,
        )
        found: dict[str, list[str]] = {}
        for row in rows:
            if row["kind"] in kinds and to in {"", row["person"]}:
                found.setdefault(row["kind"], []).append(row["state"])
        return found

    async def holds(self) -> None:
        """What is planned and not due yet is what there should be, no more and no less.

        What many records ask for is not taken back by one of them.
        """
        now = self.konkret.clock()
        (found,) = await reminder_state.read(self.konkret.db, [self.anne], now=now, parts=PARTS)
        wanted = {(each.id, each.due_at) for each in plan(found.state, found.preferences, now=now) if each.due_at > now}
        ahead = [each for each in found.stored if each.state == "planned" and each.due_at > now]
        assert {(each.id, each.due_at) for each in ahead} >= wanted
        assert {(each.id, each.due_at) for each in ahead if each.kind not in OF_MANY} <= wanted


@pytest.fixture
async def planned(konkret: Konkret) -> AsyncGenerator[Plan]:
    """Anne's; it holds before and after."""
    made = Plan(konkret, await konkret.id_of("Anne Holm"))
    await made.holds()
    yield made
    await made.holds()


async def _at(browser: Browser, path: str) -> Browser:
    await browser.goes_to(path)
    return browser


async def test_a_job_and_homework_are_told_of_together_and_withdrawn_alone(konkret: Konkret, planned: Plan) -> None:
    async with konkret.signed_in("Karen Lund") as karen:
        here = f"/borgere/{planned.anne}"
        await (await _at(karen, here)).sends(
            f"{here}/job", title="Postbud", employer="Brevhuset", deadline="2026-12-09", apply_by="", link=""
        )
        assert await planned.standing("given") == {"given": ["planned"]}
        await planned.holds()
        job = (await konkret.db.run("SELECT id FROM job WHERE title = 'Postbud'"))[0]["id"]
        assert "planned" in (await planned.standing("job-deadline"))["job-deadline"]
        await (await _at(karen, here)).sends(f"{here}/job/{job}/tilbage")
        assert await planned.standing("given") == {"given": ["withdrawn"]}
        await (await _at(karen, here)).sends(f"{here}/opgave", title="Lav en elevatortale", due="2026-12-20")
        assert "planned" in (await planned.standing("homework-due"))["homework-due"]


async def test_an_application_ends_the_reminders_of_its_job_and_of_a_quiet_week(
    konkret: Konkret, planned: Plan
) -> None:
    before = await planned.standing("joblog-quiet", "job-deadline")
    assert before["joblog-quiet"] == ["planned", "planned"]
    async with konkret.signed_in("Anne Holm") as anne:
        await anne.goes_to("/job")
        jobs = await konkret.db.run("SELECT id FROM job WHERE citizen = {} AND state = 'open'", planned.anne)
        for job in jobs:
            await anne.goes_to(f"/job/{job['id']}")
            if f'action="/job/{job["id"]}/soegt"' in anne.page:
                await anne.sends(f"/job/{job['id']}/soegt", applied_on="2026-11-25", channel="posted", note="")
    after = await planned.standing("joblog-quiet", "job-deadline", "jobs-open")
    assert after["joblog-quiet"] == ["planned", "withdrawn"]
    assert set(after["job-deadline"]) == set(after["jobs-open"]) == {"withdrawn"}


async def test_a_joblog_entry_that_leaves_the_last_day_as_it_is_costs_no_plan(konkret: Konkret, planned: Plan) -> None:
    # Where something is agreed, each entry that counts changes what there is to remind of.
    await konkret.db.run("DELETE FROM requirement WHERE citizen = {}", planned.anne)
    async with konkret.signed_in("Anne Holm") as anne:
        line = await Line.of(anne)
        _writes(line, on="2026-11-25")
        await line.sync()
        await planned.holds()
        heard = await _heard(konkret.db, line, on="2026-11-25")
        assert not any("reminder" in each for each in heard)
        heard = await _heard(konkret.db, line, on="2026-11-20")
        assert not any("reminder" in each for each in heard)
        konkret.clock.now += DAY
        heard = await _heard(konkret.db, line, on="2026-11-26")
        assert any("reminder" in each for each in heard)
        # Taking the last one away makes the week before the last again.
        assert (await planned.standing("joblog-quiet"))["joblog-quiet"] == ["planned", "withdrawn"]
        await konkret.db.run(
            "UPDATE joblog SET applied_on = '2026-11-01' WHERE citizen = {} AND applied_on < '2026-11-26'", planned.anne
        )
        entry = (await konkret.db.run("SELECT id FROM joblog WHERE applied_on = '2026-11-26'"))[0]["id"]
        line.phone.save("joblog.remove", {"id": entry}, at=1)
        await line.sync()
        assert (await planned.standing("joblog-quiet"))["joblog-quiet"] == ["planned", "planned"]


async def test_where_applications_are_counted_each_one_plans_anew(konkret: Konkret, planned: Plan) -> None:
    async with konkret.signed_in("Karen Lund") as karen:
        await _at(karen, f"/borgere/{planned.anne}")
    await konkret.db.run(
        "INSERT INTO requirement (id, citizen, version, since, number, period, channels, fields, geography, uploads, "
        "note, set_by, set_at) VALUES ({}, {}, 999, '2026-11-01', 2, 'week', '[]', '', '', 0, '', 'Karen Lund', 0)",
        fresh_id(),
        planned.anne,
    )
    await konkret.db.run("UPDATE record SET planned = 0 WHERE id = {}", planned.anne)
    await Planning(konkret.services.ground).plan_stale()
    assert await planned.standing("requirement") == {"requirement": ["planned", "planned"]}
    async with konkret.signed_in("Anne Holm") as anne:
        line = await Line.of(anne)
        for title, states in (("Kok", ["planned", "planned"]), ("Tjener", ["planned", "withdrawn"])):
            _writes(line, on="2026-11-25", title=title)
            await line.sync()
            assert (await planned.standing("requirement"))["requirement"] == states


async def test_what_a_phone_sent_and_was_refused_is_told_of(konkret: Konkret, planned: Plan) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        line = await Line.of(anne)
        line.phone.save("joblog.remove", {"id": "nonsense"}, at=1)
        _writes(line, on="2027-05-05")
        await line.sync()
    assert await planned.standing("refused") == {"refused": ["planned"]}


async def test_karen_hears_that_anne_cannot_come_and_no_more_when_it_is_answered(
    konkret: Konkret, planned: Plan
) -> None:
    karen_id = await konkret.id_of("Karen Lund")
    # What she follows up later has its own mornings.
    mornings = (await planned.standing("digest", to=karen_id)).get("digest", [])
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Karen Lund") as karen:
        page = await anne.goes_to("/forloeb")
        meeting = (
            await konkret.db.run("SELECT id FROM meeting WHERE citizen = {} AND state = 'booked'", planned.anne)
        )[0]["id"]
        assert meeting in page
        await anne.sends(
            "/forloeb/oenske", kind="move", meeting=meeting, text="Jeg skal til tandlægen", day="2026-12-15", link=""
        )
        assert await planned.standing("cant-come", "digest", to=karen_id) == {
            "cant-come": ["planned"],
            "digest": ["planned", *mornings],
        }
        wish = (await konkret.db.run("SELECT id FROM wish WHERE citizen = {}", planned.anne))[0]["id"]
        await (await _at(karen, f"/borgere/{planned.anne}")).sends(
            f"/borgere/{planned.anne}/oenske/{wish}", answer="no", answer_text="Det går ikke."
        )
    assert await planned.standing("cant-come", to=karen_id) == {"cant-come": ["withdrawn"]}
    assert await planned.standing("answered", to=planned.anne) == {"answered": ["planned"]}


async def test_a_draft_that_is_left_open_is_spoken_of_until_the_meeting_is_held(
    konkret: Konkret, planned: Plan
) -> None:
    meeting = (
        await konkret.db.run("SELECT id, starts_at FROM meeting WHERE citizen = {} AND state = 'booked'", planned.anne)
    )[0]
    konkret.clock.now = meeting["starts_at"] + 30 * MINUTE
    await konkret.db.run("UPDATE record SET planned = 0")
    await Planning(konkret.services.ground).plan_stale()
    here = f"/borgere/{planned.anne}/moede/{meeting['id']}"
    async with konkret.signed_in("Karen Lund") as karen:
        page = await karen.goes_to(here)
        assert karen.status == 200
        token = await karen.token()
        answer = await karen.http.post(f"{here}/kladde", data={"token": token, "summary": "Det går"})
        assert answer.status_code < 300, page
    assert await planned.standing("draft-open") == {"draft-open": ["planned"]}
    async with konkret.signed_in("Karen Lund") as karen:
        await (await _at(karen, f"/borgere/{planned.anne}")).posts(f"{here}/udeblevet", {"token": await karen.token()})
    assert await planned.standing("draft-open") == {"draft-open": ["withdrawn"]}


async def test_choices_are_planned_by_at_once(konkret: Konkret, planned: Plan) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        page = await anne.goes_to("/paamindelser")
        assert "Ro fra" in page
        await anne.sends("/paamindelser/valg", **{"meeting-soon": "0", "quiet_to": "09:00"})
        assert anne.address == "/paamindelser"
        assert await planned.standing("meeting-soon") == {"meeting-soon": ["withdrawn"]}
        await planned.holds()
        await anne.sends("/paamindelser/valg", **{"meeting-soon": "1"})
        assert await planned.standing("meeting-soon") == {"meeting-soon": ["planned"]}
        page = await anne.sends("/paamindelser/valg", quiet_from="16:00")
        assert anne.status == 422
        assert "Der kan højst være ro i 14 timer ad gangen." in page
        assert "<title>Fejl: Påmindelser" in page
        assert 'value="16:00"' in page
    chosen = await konkret.db.run("SELECT chosen, quiet_to FROM preference WHERE person = {}", planned.anne)
    assert (msgspec.json.decode(chosen[0]["chosen"]), chosen[0]["quiet_to"]) == ({}, "09:00")


async def test_a_caseworkers_choices_are_planned_by_for_everybody_by_and_by(konkret: Konkret, planned: Plan) -> None:
    karen_id = await konkret.id_of("Karen Lund")
    assert await planned.standing("missing-search", to=karen_id) == {}
    async with konkret.signed_in("Karen Lund") as karen:
        assert "Når en borger ikke kan komme" in await karen.goes_to("/paamindelser")
        await karen.sends("/paamindelser/valg", **{"missing-search": "1"})
    planning = Planning(konkret.services.ground)
    while await planning.plan_stale():
        pass
    assert await planned.standing("missing-search", to=karen_id) == {"missing-search": ["planned"]}


async def test_records_from_before_there_were_such_reminders_are_planned_by_the_worker(konkret: Konkret) -> None:
    await konkret.db.run("DELETE FROM reminder")
    await konkret.db.run("UPDATE record SET planned = 0")
    planning = Planning(konkret.services.ground)
    assert await planning.plan_stale() == 40
    assert await planning.plan_stale() == 0
    assert await konkret.db.run("SELECT count(*) AS n FROM record WHERE planned < {}", RULES) == [{"n": 0}]
    await Plan(konkret, await konkret.id_of("Anne Holm")).holds()


async def test_a_command_that_comes_to_nothing_plans_nothing(konkret: Konkret, planned: Plan) -> None:
    before = await konkret.db.run("SELECT * FROM reminder ORDER BY id")
    async with konkret.signed_in("Karen Lund") as karen:
        here = f"/borgere/{planned.anne}"
        await (await _at(karen, here)).sends(f"{here}/job", title="", employer="")
        assert karen.status == 422
    assert await konkret.db.run("SELECT * FROM reminder ORDER BY id") == before


def _writes(line: Line, *, on: str, title: str = "Kranfører") -> None:
    application = {"title": title, "employer": "Kajens Folk", "place": "", "link": "", "note": ""}
    line.phone.save("joblog.add", application | {"id": fresh_id(), "applied_on": on, "channel": "posted"}, at=1)


async def _heard(db: Database, line: Line, *, on: str) -> list[str]:
    """The statements of a sync with one entry."""
    heard: list[str] = []
    _writes(line, on=on)
    db.listener = heard.append
    await line.sync()
    db.listener = None
    return heard
