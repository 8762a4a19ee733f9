"""Karen agrees with Anne on how much to search; both see how it is filled in, and why the rest does not count."""

import re

import pytest

from backend.clock import fresh_id
from tests.support.people import Browser, Konkret, forms_of
from tests.support.sync_web import Line

LONG = "Æ" * 201


def told(page: str) -> str:
    """The words of a page's main part, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[page.index("<main") :]))


def agree(citizen: str) -> str:
    return f"/borgere/{citizen}/krav"


async def agrees(karen: Browser, citizen: str, **typed: str) -> str:
    """Karen fills in the form as it stands, but for what is typed; the page she comes to, in words."""
    await karen.goes_to(agree(citizen))
    return told(await karen.sends(agree(citizen), **typed))


async def applies(anne: Browser, title: str, on: str, **typed: str) -> None:
    """Anne writes an application into her joblog."""
    await anne.goes_to("/joblog/ny")
    await anne.sends("/joblog", title=title, employer="Nordkaj", applied_on=on, **typed)
    assert anne.status == 200


async def test_what_was_agreed_is_counted_for_both_and_each_entry_says_why_it_does_not_count(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        page = await agrees(
            karen,
            anne_id,
            number="2",
            since="2026-11-23",
            fields="Lager og butik",
            geography="Havneby",
            note="Ring, hvis du er i tvivl.",
            **{"channels-posted": "1", "channels-network": "1"},
        )
        assert "0 af 2 Der mangler 2. Sidste dag er søndag 29. november." in page
        await applies(anne, "Lagermand", "2026-11-24", channel="posted")
        await applies(anne, "Lagermand", "2026-11-24", channel="posted", anyway="1")
        await applies(anne, "Opkald", "2026-11-25", channel="telephone")
        for browser, path in ((anne, "/krav"), (karen, agree(anne_id))):
            page = told(await browser.goes_to(path))
            for words in (
                "1 af 2 Der mangler 1. Sidste dag er søndag 29. november.",
                "Opslået stilling, Netværk",
                "Lager og butik",
                "Ring, hvis du er i tvivl.",
                "Ikke søgt på en af de måder, der er aftalt.",
                "Én ansøgning tæller én gang.",
                "3 er søgt uden for perioden",
                "Det her er tal, ikke en afgørelse.",
                "Dem måler Konkret ikke.",
                "Loven sætter ikke noget tal.",
            ):
                assert words in page, (path, words)
            assert "pligt" not in page
        assert "Joblog denne uge 1 af 2" in told(await anne.goes_to("/"))
        assert "Joblog denne uge 1 af 2" in told(await anne.goes_to("/joblog"))
        assert 'href="/krav"' in await anne.goes_to("/mere")
        assert "Krav til jobsøgning 2 om ugen: 1 af 2 denne uge" in told(await karen.goes_to(f"/borgere/{anne_id}"))
        row = told(
            (await karen.goes_to("/borgere")).split(f'id="c-{anne_id}"')[1].split("</tr>")[0].join(["<main>", ""])
        )
        assert "1 af 2 denne uge" in row


async def test_a_change_keeps_what_held_before_and_each_day_counts_by_its_own(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        await agrees(karen, anne_id, number="1", since="2026-11-16", fields="", geography="")
        page = await agrees(karen, anne_id, number="3", since="2026-11-26", note="Nu går vi op i tempo.")
        assert "1 om ugen i 3 af 7 dage, 3 om ugen i 4 af 7 dage: det giver 2, rundet ned." in page
        assert "Fra 26. nov.: 3 om ugen" in page
        page = told(await anne.goes_to("/krav"))
        assert "Nu går vi op i tempo." in page
        assert "Gælder fra mandag 16. november 2026 til og med onsdag 25. november 2026." in page
        konkret.clock.now += 7 * 24 * 60 * 60 * 1000
        page = told(await anne.goes_to("/krav"))
        assert "0 af 3" in page
        now, before = page.split("Aftalt før")
        assert "3 om ugen" in now
        assert "1 om ugen" in before
        assert "Uge 48 23. nov. til 29. nov. 2026 0 af 2" in page
        audit = await konkret.db.run("SELECT command FROM audit WHERE kind = 'requirement' ORDER BY version")
        assert [row["command"] for row in audit] == ["requirement.set", "requirement.set"]


async def test_the_end_of_a_requirement_asks_for_nothing_and_says_so(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        await agrees(karen, anne_id, number="2", since="2026-11-23")
        await karen.goes_to(agree(anne_id))
        page = told(await karen.sends(f"{agree(anne_id)}/slut", since="2026-11-25", note="Anne har fået job."))
        assert "Intet krav lige nu" in page
        assert "Lad kravet slutte" not in page
        page = told(await anne.goes_to("/krav"))
        assert "Anne har fået job." in page
        assert "Joblog denne uge" in told(await anne.goes_to("/"))
        await karen.posts(
            f"{agree(anne_id)}/slut", {"token": await karen.token(), "id": fresh_id(), "since": "2026-11-25"}
        )
        assert karen.status == 422
        assert "Der gælder ikke noget krav den dag." in karen.page


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_what_cannot_be_is_told_beside_its_field_and_stays_typed(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen:
        for name, text, sentence in (
            ("number", "0", "Skriv et helt tal fra 1 til 20."),
            ("number", "21", "Skriv et helt tal fra 1 til 20."),
            ("number", "halvanden", "Skriv et helt tal fra 1 til 20."),
            ("number", "٣", "Skriv et helt tal fra 1 til 20."),
            ("uploads", "-1", "Skriv et helt tal fra 0 til 20."),
            ("period", "year", "Vælg, om det er om ugen eller om måneden."),
            ("since", "2026-10-24", "Datoen ligger mere end 31 dage tilbage."),
            ("since", "2027-11-26", "Datoen ligger mere end et år fremme."),
            ("since", "i morgen", "Skriv en dato, for eksempel 2026-12-01."),
            ("channels-brevdue", "1", "Vælg blandt de måder, der står her."),
            ("geography", LONG, "Højst 200 tegn; der står 201."),
        ):
            page = await agrees(
                karen, anne_id, **{"number": "2", "note": "Stadig her", "channels-agency": "1", name: text}
            )
            assert (karen.status, sentence in page) == (422, True), (name, text)
            fields = dict(forms_of(karen.page))[agree(anne_id)]
            assert fields["note"] == "Stadig her"
            assert fields["channels-agency"] == "1"
            if name not in {"period", "channels-brevdue"}:
                assert fields[name] == text
        assert "1 af 2" not in await agrees(karen, anne_id, number="20", since="2026-10-25", note="")
        assert "af 20" in told(karen.page), "31 days back is allowed"


async def test_nobody_else_agrees_or_ends_and_a_form_sent_twice_agrees_once(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    stranger = await konkret.newcomer("Peter Strand", role="caseworker")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        await karen.goes_to(agree(anne_id))
        fields = dict(forms_of(karen.page))[agree(anne_id)] | {"number": "4", "since": "2026-11-23"}
        async with konkret.signed_in(stranger) as peter:
            await peter.goes_to(agree(anne_id))
            assert peter.status == 403
            for path in (agree(anne_id), f"{agree(anne_id)}/slut"):
                await peter.posts(path, fields | {"token": await peter.token()})
                assert peter.status == 403
        await anne.posts(agree(anne_id), fields | {"token": await anne.token()})
        assert anne.status == 403
        before = await konkret.db.run("SELECT id FROM requirement WHERE citizen = {}", anne_id)
        await karen.posts(agree(anne_id), fields)
        await karen.posts(agree(anne_id), fields | {"number": "5"})
        assert karen.status == 200
        after = await konkret.db.run("SELECT id FROM requirement WHERE citizen = {}", anne_id)
        assert len(after) == len(before) + 1
        assert "0 af 4" in told(await anne.goes_to("/krav"))


async def test_the_phone_has_the_requirement_and_what_it_sends_is_counted(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        await agrees(karen, anne_id, number="2", since="2026-11-23", **{"channels-posted": "1"})
        line = await Line.of(anne)
        await line.sync()
        held = max(line.phone.rows["requirement"].values(), key=lambda row: str(row["since"]))
        assert (held["number"], held["channels"], held["set_by"]) == (2, ["posted"], "Karen Lund")
        entry = {"title": "Kok", "employer": "Kroen", "place": "", "link": "", "applied_on": "2026-11-24", "note": ""}
        planned = fresh_id()
        await line.does("joblog.add", id=fresh_id(), channel="posted", **entry)
        await line.does("joblog.add", id=planned, channel="posted", **entry, status="planned")
        await line.does("joblog.step", id=planned, status="applied", on="2026-11-25")
        assert "2 af 2 Det aftalte antal er skrevet ind her." in told(await karen.goes_to(agree(anne_id)))
        await line.does("joblog.unstep", id=planned, status="applied", on="2026-11-25")
        page = told(await karen.goes_to(agree(anne_id)))
        assert "1 af 2" in page
        assert "Kun planlagt. Den tæller, når jobbet er søgt." in page
        verdict = await line.does("requirement.set", id=fresh_id(), agreed={})
        assert verdict["state"] == "refused", "a phone cannot agree on anything"
