"""A meeting goes through what the register of facts has for it and for that citizen's age, and what came of it is kept.

The register has the same A.2 for everybody; at D.5 those between 30 and 50 are to find an offer, the others not.
"""

import csv
import re
from pathlib import Path

import msgspec
import pytest

from backend.domain.age import AgeGroup
from tests.support.booking import books, remarked
from tests.support.people import Browser, Konkret, forms_of

DAY = 24 * 60 * 60 * 1000
AGES: dict[int, AgeGroup] = {27: "under-30", 40: "30-50", 55: "over-50"}
GONE_THROUGH = {"outcome", "topic", "assessment"}
with (Path(__file__).parents[1] / "unit" / "programme_facts.csv").open(encoding="utf-8") as rows:
    FACTS = list(csv.DictReader(rows))


def facts(step: str, group: AgeGroup, kinds: set[str]) -> list[str]:
    """References that the register has for the meeting, for that age group."""
    return [
        row["ref"]
        for row in FACTS
        if row["ref"].startswith(f"{step}.")
        and row["kind"] in kinds
        and (row["audience"] == "all" or group in row["audience"].split("|"))
    ]


async def of_age(konkret: Konkret, programme: str, age: int) -> tuple[str, str, str]:
    """Somebody in that programme who was of that age group on the first day: id and name, and the caseworker's name."""
    [found, *_] = await konkret.db.run(
        "SELECT citizen, person.name, course.caseworker FROM course JOIN person ON person.id = course.citizen "
        "WHERE programme = {} AND age_group = {} ORDER BY person.name",
        programme,
        AGES[age],
    )
    return found["citizen"], found["name"], found["caseworker"]


async def arranged(caseworker: Browser, citizen: str, step: str) -> str:
    """The page on which a meeting of that step is held: whatever else was booked is called off for it."""
    here = f"/borgere/{citizen}"
    for address, _ in forms_of(await caseworker.goes_to(here)):
        if address.endswith("/aflys"):
            await caseworker.sends(address, why="Vi tager en anden samtale først.")
    await caseworker.goes_to(f"{here}?samtale={step}")
    page = await books(caseworker, f"{here}/moede", starts_at="2026-12-01T10:00", place="Lokale 3")
    [meeting] = [address.removesuffix("/flyt") for address, _ in forms_of(page) if address.endswith("/flyt")]
    return meeting


@pytest.mark.parametrize("age", AGES)
@pytest.mark.parametrize("step", ["A.2", "D.5"])
async def test_who_is_that_old_goes_through_that_list_and_finds_what_was_agreed(
    konkret: Konkret, step: str, age: int
) -> None:
    group = AGES[age]
    citizen, name, caseworker = await of_age(konkret, step[0], age)
    points, homework = facts(step, group, GONE_THROUGH), facts(step, group, {"homework"})
    async with konkret.signed_in(caseworker) as mads:
        meeting = await arranged(mads, citizen, step)
        konkret.clock.now += 6 * DAY
        page = await mads.goes_to(meeting)
        ticks = re.findall(r'name="tick-([^"]+)"', page)
        assert [ref for ref in ticks if ref.startswith(f"{step}.")] == points
        assert re.findall(r'name="homework-([^"]+)"', page) == homework
        every = {f"tick-{ref}": "1" for ref in ticks} | {f"homework-{ref}": "1" for ref in homework}
        jobs = {f"job-{number}-{what}": f"Fyret {number}" for number in range(4) for what in ("title", "employer")}
        page = await mads.sends(meeting, **every, **jobs, summary="Vi nåede det hele.", **{"next-day": "2026-12-22"})
        if said := remarked(page):
            await mads.sends(meeting, **{"next-anyway": said})
        await mads.sends(f"{meeting}/send")
    [held] = await konkret.db.run(
        "SELECT state, gone_through, left_out FROM meeting WHERE id = {}", meeting.rsplit("/", 1)[1]
    )
    assert (held["state"], set(msgspec.json.decode(held["gone_through"])), held["left_out"]) == (
        "held",
        set(ticks),
        "[]",
    )
    words = {row["ref"]: row["da"] for row in FACTS}
    async with konkret.signed_in(name) as phone:
        page = await phone.goes_to("/opgaver")
        for ref in homework:
            assert words[ref].replace("'", "&#39;") in page
        assert (await phone.goes_to("/job")).count("Fyret 3") >= 1


def test_the_lists_of_the_three_ages_differ_where_the_register_says_so() -> None:
    kinds = GONE_THROUGH | {"homework"}
    lists = {
        step: {age: tuple(facts(step, group, kinds)) for age, group in AGES.items()} for step in ("A.2", "D.2", "D.5")
    }
    assert len(set(lists["A.2"].values())) == 1
    assert lists["D.2"][27] == lists["D.2"][55] != lists["D.2"][40]
    assert lists["D.5"][27] == lists["D.5"][55] != lists["D.5"][40]
