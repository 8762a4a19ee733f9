"""A calendar's private address: it cannot be guessed or asked for at will, is in no log, and is one person's."""

import hashlib
import re

import pytest

from backend.serving import log_from
from backend.store import calendars
from backend.web.tokens import calendar_secret
from tests.support.people import SECRET, Browser, Konkret


async def address_of(browser: Browser) -> str:
    """The path of a fresh address."""
    await browser.goes_to("/kalender")
    page = await browser.sends("/kalender/ny")
    found = re.search(r'value="http://konkret\.test(/kalender/[\w-]+\.ics)"', page)
    assert found
    return found[1]


async def test_the_address_has_256_bits_and_a_copy_of_the_data_base_opens_no_calendar(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.visitor() as thief:
        secret = (await address_of(anne)).removeprefix("/kalender/").removesuffix(".ics")
        assert len(secret) == 43
        (row,) = await konkret.db.run("SELECT * FROM calendar")
        assert row["id"] == hashlib.sha256(secret.encode()).hexdigest()
        assert secret not in map(str, row.values())
        assert calendar_secret("a guess at the secret", row["nonce"]) != secret
        for guess in (row["id"], row["nonce"], secret[:-1], secret + "A", secret.swapcase(), "", "ny", "%00", "æ"):
            assert (await thief.http.get(f"/kalender/{guess}.ics")).status_code in {400, 404}, guess
        for path in (f"/kalender/{secret}", f"/kalender/{secret}.ics.ics", f"/kalender/{secret}.ICS"):
            assert (await thief.http.get(path)).status_code == 404, path


async def test_two_addresses_of_one_person_have_nothing_in_common(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Bo Krogh") as bo:
        made = [await address_of(anne), await address_of(anne), await address_of(bo)]
        assert len({path[:14] for path in made}) == 3
        assert len(await konkret.db.run("SELECT id FROM calendar")) == 2


async def test_a_meeting_is_for_its_citizen_and_those_who_follow(konkret: Konkret) -> None:
    anne = await konkret.id_of("Anne Holm")
    found = await konkret.db.run("SELECT id FROM meeting WHERE citizen = {}", anne)
    path = f"/moede/{found[0]['id']}.ics"
    stranger = await konkret.newcomer("Ida Fjern", role="caseworker")
    for name, status in (("Anne Holm", 200), ("Karen Lund", 200), ("Bo Krogh", 403), (stranger, 403)):
        async with konkret.signed_in(name) as browser:
            answer = await browser.http.get(path)
            assert answer.status_code == status, name
            assert ("VEVENT" in answer.text) == (status == 200)
            for wrong in (path.removesuffix(".ics"), "/moede/x.ics", "/moede/.ics"):
                assert (await browser.http.get(wrong)).status_code in {404, 405}, wrong
    async with konkret.visitor() as visitor:
        assert (await visitor.http.get(path, headers={"accept": "text/calendar"})).status_code == 401


async def test_what_is_told_at_the_address_is_for_nobody_else_to_keep_or_find(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.visitor() as phone:
        answer = await phone.http.get(await address_of(anne))
        assert answer.headers["cache-control"] == "private, no-cache"
        assert answer.headers["x-robots-tag"] == "noindex"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in answer.headers
        nowhere = await phone.http.get("/kalender/none.ics")
        assert nowhere.headers["cache-control"] in {"no-store", "private, no-cache"}
        page = await anne.http.get("/kalender")
        assert page.headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_who_asks_too_often_waits_and_holds_up_nobody_else(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Bo Krogh") as bo, konkret.visitor() as http:
        hers, his = await address_of(anne), await address_of(bo)
        for number in range(60):
            assert (await http.http.get(f"/kalender/{number}.ics")).status_code == 404
        answer = await http.http.get("/kalender/x.ics")
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "600")
        assert (await http.http.get(hers)).status_code == 200, "others ask from the same address: it may be a company's"
        for _ in range(119):
            await http.http.get(hers)
        assert (await http.http.get(hers)).status_code == 429
        assert (await http.http.get(his)).status_code == 200
        konkret.clock.now += 600_000
        assert (await http.http.get(hers)).status_code == 200
        assert (await http.http.get("/kalender/x.ics")).status_code == 404


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_the_log_of_a_fault_does_not_hold_the_address(
    konkret: Konkret, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def broken(*_what: object, **_how: object) -> None:
        raise RuntimeError("thought of by nobody")

    log_from("debug")
    async with konkret.signed_in("Anne Holm") as anne, konkret.visitor() as phone:
        address = await address_of(anne)
        monkeypatch.setattr(calendars, "meetings_of", broken)
        assert (await phone.http.get(address)).status_code == 500
        told = capsys.readouterr().err
        assert "RuntimeError: thought of by nobody" in told
        assert "/kalender/{address}" in told
        assert address.removeprefix("/kalender/")[:10] not in told


async def test_nothing_of_the_secret_is_shown_by_accident(konkret: Konkret) -> None:
    assert SECRET not in repr(konkret.services)
