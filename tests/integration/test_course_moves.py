"""A course keeps its wording until Karen moves it, having seen what differs; everything that was done stays."""

from typing import Any

import msgspec
import pytest
from msgspec import structs

from backend.domain.programmes import Shelf, load_all
from backend.domain.record import Record
from backend.domain.time import local_date
from backend.domain.timeline import line
from backend.store import record as records
from tests.support.people import NOW, Konkret, forms_of

SHELF = load_all()
TODAY = local_date(NOW)
A = SHELF.programmes["A"]
REASON = "Anne har afbrudt sin uddannelse."


@pytest.fixture
async def later(konkret: Konkret) -> Konkret:
    """The file of programme A has moved on: its first meeting is called something else, and its last is gone."""
    first, *others = A.meetings
    reworded = structs.replace(first, da="Et helt andet møde")
    newer = structs.replace(A, version="2027-01-01", meetings=(reworded, *others[:-1]))
    await konkret.db.run("INSERT INTO programme (id, body) VALUES ({}, {})", f"A/{A.version}", as_json(A))
    shelf = Shelf({**SHELF.programmes, "A": newer}, SHELF.tracks)
    object.__setattr__(konkret.services, "shelf", shelf)
    return konkret


def as_json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def all_but_the_course(record: Record) -> Record:
    return structs.replace(record, course=None)


async def test_the_difference_is_shown_and_moving_to_it_changes_the_line_alone(later: Konkret) -> None:
    anne_id = await later.id_of("Anne Holm")
    home = f"/borgere/{anne_id}/forloeb"
    before = await records.read(later.db, anne_id)
    async with later.signed_in("Karen Lund") as karen:
        page = await karen.goes_to(f"/borgere/{anne_id}")
        assert home in page
        page = await karen.goes_to(home)
        for told in (
            "Et helt andet møde",
            A.meetings[0].da,
            A.meetings[-1].da,
            "fredag 1. januar 2027",
            "Møder, der udgår (1)",
            "Møder, der bliver (4)",
            "Det, der er gjort og aftalt, bliver stående",
        ):
            assert told in page
        fields = dict(forms_of(page))[f"{home}/ordlyd"]
        page = await karen.posts(f"{home}/ordlyd", fields)
        assert "Borgeren har den nyeste ordlyd." in page
        assert "Forløb A i ny ordlyd" in page
        assert "Karen Lund" in page
        after = await records.read(later.db, anne_id)
        await karen.posts(f"{home}/ordlyd", fields)
        assert await records.read(later.db, anne_id) == after, "sent twice it is moved once"
    assert all_but_the_course(after) == all_but_the_course(before)
    assert before.course
    assert after.course
    assert (after.course.programme_version, after.course.meetings_planned) == ("2027-01-01", 5)
    assert after.course.line[0].title == "Et helt andet møde"
    assert after.course.started_on == before.course.started_on


async def test_a_wording_that_moved_on_once_more_is_looked_at_again_first(later: Konkret) -> None:
    anne_id = await later.id_of("Anne Holm")
    home = f"/borgere/{anne_id}/forloeb"
    async with later.signed_in("Karen Lund") as karen:
        await karen.goes_to(home)
        page = await karen.sends(f"{home}/ordlyd", version="2026-12-24")
        assert karen.status == 422
        assert "Ordlyden er ændret, siden du så forskellene. Se dem igen her." in page
        assert "Et helt andet møde" in page


async def test_another_programme_keeps_everything_done_and_the_audit_keeps_why(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    home = f"/borgere/{anne_id}/forloeb"
    before = await records.read(konkret.db, anne_id)
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        page = await karen.goes_to(home)
        assert dict(forms_of(page))[f"{home}#skift"]["programme"] == "", "nothing is chosen for her"
        assert f"{home}/skift" not in dict(forms_of(page)), "nor can it be done unseen"
        page = await karen.goes_to(f"{home}?programme=B")
        page = await karen.sends(f"{home}/skift", reason=" ")
        assert (karen.status, "Skriv, hvorfor forløbet skiftes." in page) == (422, True)
        assert dict(forms_of(page))[f"{home}/skift"]["programme"] == "B"
        page = await karen.sends(f"{home}/skift", reason=REASON)
        assert "Fra forløb A til B" in page
        assert REASON in page
        assert "altid rådighedsafprøvende forløb" in await karen.goes_to(f"/borgere/{anne_id}/vurderinger")
        assert "Forløb B · 1. samtale af 6" in await anne.goes_to("/"), "what was held in A is none of B's"
        assert "Forløb B · 0 af 6 samtaler er holdt" in await karen.goes_to(f"/borgere/{anne_id}")
        _, _, line = (await karen.goes_to("/borgere")).partition(f'id="c-{anne_id}"')
        assert "B · 0 af 6" in line.partition("</tr>")[0]
        assert "0 af 5" in anne.page
    after = await records.read(konkret.db, anne_id)
    assert all_but_the_course(after) == all_but_the_course(before)
    assert after.course
    assert [stop.ref for stop in after.course.line] == ["B.1", "B.2", "B.3", "B.4", "B.5", "B.6"]


async def test_what_another_programme_changes_is_shown_before_it_is_done(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    home = f"/borgere/{anne_id}/forloeb"
    before = await records.read(konkret.db, anne_id)
    async with konkret.signed_in("Karen Lund") as karen:
        page = await karen.goes_to(f"{home}?programme=D")
    _, _, told = page.partition('id="skift"')
    for heading in (
        "Møder, der udgår (6)",
        "Nye møder (9)",
        "Frister, der bliver (1)",
        "Punkter, der udgår (",
        "Nye punkter (",
        "Det, der er gjort og aftalt, bliver stående",
    ):
        assert heading in told
    assert "Mindst 2 samtaler i a-kassen" in told, "the law's rule is the same"
    assert "Booket, men ikke en del af forløbet efter skiftet: Realitetstjek" in told
    assert "torsdag 3. december kl. " in told
    assert "Møder, der er holdt: 1" in told
    assert before.course
    closes = [stop.closes_on for stop in line(SHELF.programmes["D"], started_on=before.course.started_on, until=TODAY)]
    assert sum(day < TODAY for day in closes) == 1
    assert "1 nyt møde skulle være holdt allerede: det bliver en overskredet frist." in told
    assert told.count("Vinduet er forbi") == 1
    assert await records.read(konkret.db, anne_id) == before


@pytest.mark.parametrize("programme", ["", "A", "E", "Q", "D/../C"])
async def test_what_is_no_other_programme_shows_no_difference(konkret: Konkret, programme: str) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    home = f"/borgere/{anne_id}/forloeb"
    async with konkret.signed_in("Karen Lund") as karen:
        page = await karen.goes_to(f"{home}?programme={programme}")
        assert (karen.status, f"{home}/skift" in page) == (200, False)
        fields = {"token": await karen.token(), "programme": programme, "version": A.version, "reason": REASON}
        page = await karen.posts(f"{home}/skift", fields)
        assert (karen.status, "Vælg et andet forløb." in page) == (422, True)


async def test_a_programme_whose_difference_was_not_shown_is_looked_at_first(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    home = f"/borgere/{anne_id}/forloeb"
    async with konkret.signed_in("Karen Lund") as karen:
        fields = {"token": await karen.token(), "programme": "B", "reason": REASON}
        for seen in ({}, {"version": "2020-01-01"}):
            page = await karen.posts(f"{home}/skift", fields | seen)
            assert (karen.status, "Se først, hvad skiftet ændrer." in page, REASON in page) == (422, True, True)
        page = await karen.sends(f"{home}/skift")
        assert "Fra forløb A til B" in page, "then it stands there, and what was written with it"


async def test_the_page_says_which_rule_holds_and_when_its_numbers_are_not_sure(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen:
        page = await karen.goes_to(f"/borgere/{anne_id}/forloeb")
        for told in ("Lov nr. 1750 af 29. december 2025", "Skrevet ind onsdag 25. november 2026", "ikke bekræftet"):
            assert told in page
        await konkret.db.run("UPDATE course SET contact_rule = 'dagpenge-2024' WHERE citizen = {}", anne_id)
        page = await karen.goes_to(f"/borgere/{anne_id}/forloeb")
        assert "6 samtaler på 6 måneder" in page
        assert "ikke bekræftet" in page, "nobody has read it in its source"
        await konkret.db.run("UPDATE course SET contact_rule = 'kontanthjaelp-documents' WHERE citizen = {}", anne_id)
        page = await karen.goes_to(f"/borgere/{anne_id}/forloeb")
        assert "Første samtale inden en uge" in page
        assert "ikke bekræftet" not in page


async def test_nobody_else_moves_a_course(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    stranger = await konkret.newcomer("Peter Strand", role="caseworker")
    before = await records.read(konkret.db, anne_id)
    async with konkret.signed_in(stranger) as peter, konkret.signed_in("Anne Holm") as anne:
        for browser in (peter, anne):
            fields = {"token": await browser.token(), "version": A.version, "programme": "B", "reason": REASON}
            for path in ("ordlyd", "skift"):
                await browser.posts(f"/borgere/{anne_id}/forloeb/{path}", fields)
                assert browser.status == 403
            await browser.goes_to(f"/borgere/{anne_id}/forloeb")
            assert browser.status == 403
    assert await records.read(konkret.db, anne_id) == before
