"""«Drift»: how the queue does now, and what came of the last day and week, in numbers that can be read."""

import re

from backend.domain.meeting import DAY, MINUTE
from backend.domain.quiet_hours import HOUR
from backend.worker.housekeeping import Housekeeping
from backend.worker.pulse import Pulse
from tests.support.people import Browser, Konkret


async def _tables(browser: Browser) -> list[tuple[str, dict[str, list[str]]]]:
    """Each table by its caption: the numbers of each row by what the row is about."""
    page = await browser.goes_to("/drift")
    assert browser.status == 200
    return [
        (
            re.findall(r"<caption[^>]*>(.*?)</caption>", table)[0],
            {
                re.findall(r"<th [^>]*>(.*?)</th>", row)[0]: re.findall(r"<td [^>]*>(.*?)</td>", row)
                for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)
                if "<td" in row
            },
        )
        for table in re.findall(r"<table.*?</table>", page, re.DOTALL)
    ]


async def _settled(konkret: Konkret, kind: str, state: str, *, at: int) -> None:
    """A reminder of that kind ends so at that instant."""
    await konkret.db.run(
        "UPDATE reminder SET kind = {}, state = {}, settled_at = {} "
        "WHERE id = (SELECT min(id) FROM reminder WHERE state = 'planned')", kind, state, at,
    )  # fmt: skip


async def _tried(konkret: Konkret, way: str, host: str, outcome: str, *, at: int, seen_at: int = 0) -> None:
    """One attempt."""
    await konkret.db.run(
        "INSERT INTO delivery (id, reminder, person, way, host, at, outcome, seen_at, receipt) "
        "SELECT {}, id, person, {}, {}, {}, {}, {}, '' FROM reminder LIMIT 1",
        konkret.services.ground.fresh_id(), way, host, at, outcome, seen_at,
    )  # fmt: skip


async def test_what_came_of_the_last_day_and_week_stands_apart_by_kind_and_by_service(konkret: Konkret) -> None:
    now = konkret.clock()
    for kind, state, ago in (
        ("given", "sent", HOUR), ("given", "sent", 3 * DAY), ("given", "unheard", HOUR),
        ("meeting-tomorrow", "too-late", 2 * DAY), ("meeting-tomorrow", "sent", 8 * DAY),
    ):  # fmt: skip
        await _settled(konkret, kind, state, at=now - ago)
    await _tried(konkret, "push", "fcm.googleapis.com", "taken", at=now - HOUR, seen_at=now)
    await _tried(konkret, "push", "fcm.googleapis.com", "gone", at=now - 3 * DAY)
    await _tried(konkret, "push", "db5.notify.windows.com", "later", at=now - HOUR)
    await _tried(konkret, "push", "127.0.0.1:4711", "", at=now - HOUR)
    await _tried(konkret, "email", "smtp.fjordby.example", "refused", at=now - HOUR)
    await _tried(konkret, "email", "smtp.fjordby.example", "taken", at=now - 8 * DAY)
    async with konkret.signed_in("Signe Falk") as signe:
        _, *tables = await _tables(signe)
    assert tables == [
        ("Påmindelser efter slags", {"Når du får job eller hjemmeopgaver": ["1", "1", "0"]}),
        (
            "Forsøg efter vej og beskedtjeneste",
            {
                "Telefon: Google": ["1", "1", "0", "0", "0", "0"],
                "Telefon: Microsoft": ["0", "0", "1", "0", "0", "0"],
                "Telefon: anden tjeneste": ["0", "0", "0", "0", "0", "1"],
                "E-mail": ["0", "0", "0", "1", "0", "0"],
            },
        ),
        (
            "Påmindelser efter slags",
            {"Dagen før et møde": ["0", "0", "1"], "Når du får job eller hjemmeopgaver": ["2", "1", "0"]},
        ),
        (
            "Forsøg efter vej og beskedtjeneste",
            {
                "Telefon: Google": ["1", "1", "0", "0", "1", "0"],
                "Telefon: Microsoft": ["0", "0", "1", "0", "0", "0"],
                "Telefon: anden tjeneste": ["0", "0", "0", "0", "0", "1"],
                "E-mail": ["0", "0", "0", "1", "0", "0"],
            },
        ),
    ]


async def test_how_it_stands_now_and_that_nobody_works(konkret: Konkret) -> None:
    now, services = konkret.clock(), konkret.services
    await konkret.db.run("UPDATE reminder SET due_at = {} WHERE due_at <= {}", now + DAY, now)
    async with konkret.signed_in("Signe Falk") as signe:
        ((caption, rows),) = await _tables(signe)
        assert caption == "Lige nu"
        assert list(rows.values()) == [["0"], ["–"], ["0"], ["0"], ["0"], ["endnu ikke"]]
        assert "Ingen arbejder har meldt sig det sidste minut" in signe.page
        await konkret.db.run("UPDATE reminder SET due_at = {}", now - 190_000)
        many = await konkret.db.run("SELECT count(*) AS many FROM reminder WHERE state = 'planned'")
        await konkret.db.run(
            "UPDATE reminder SET leased_until = {} WHERE id = (SELECT min(id) FROM reminder WHERE state = 'planned')",
            now + MINUTE,
        )
        await Pulse(services.ground).beat()
        await Housekeeping(services.ground, services.files, tombstone_days=180, log_days=400).tidy()
        ((_, rows),) = await _tables(signe)
        assert list(rows.values()) == [[str(many[0]["many"] - 1)], ["3 min."], ["1"], ["1"], ["0"], ["kl. 09.00"]]
        assert "Ingen arbejder" not in signe.page
