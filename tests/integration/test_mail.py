"""Reminders by e-mail, handed to a real mail server on loopback, and to some that mean harm."""

import asyncio
import ssl

import pytest
from msgspec import structs

from backend.domain.delivery import Outcome
from backend.domain.time import instant
from backend.notify import mail as module
from backend.notify.mail import MOST_AT_ONCE
from backend.notify.way import Answer, Notice
from tests.support.calendar import events_of
from tests.support.certificates import Certified
from tests.support.mail_server import PASSWORD, Says, hostile_server, mail_server, mail_to
from tests.support.meetings import held

NOW = instant("2026-11-30T10:00")
ANNE = "anne@postkassen.example"
MEETING = structs.replace(
    held("A.2", on="2026-12-01"), version=7, state="booked", title="Rådighedssamtale", place="Jobcenter Fjordby"
)
NOTICE = Notice(
    reminder="A.2/meeting-tomorrow/1",
    delivery="d1",
    receipt="r1",
    kind="meeting-tomorrow",
    title="Konkret",
    body="Du har en aftale i morgen kl. 10.00",
    details=False,
    url="/forloeb",
    topic="t",
    urgency="high",
    until=MEETING.starts_at,
    meeting=MEETING,
)


async def test_a_reminder_arrives_as_plain_danish_with_its_calendar_file_and_says_no_more_than_push() -> None:
    async with mail_server() as server:
        answer = await mail_to(server.port).send(ANNE, NOTICE, now=NOW)
        assert answer == Answer(outcome="taken", host="127.0.0.1")
        (letter,) = server.letters
        message = letter.message
        assert (letter.sender, letter.to) == ("konkret@fjordby.example", [ANNE])
        assert message["Subject"] == "Du har en aftale i morgen kl. 10.00"
        assert message["From"] == "Konkret <konkret@fjordby.example>"
        assert message["Auto-Submitted"] == "auto-generated"
        assert message["List-Unsubscribe"] == "<https://konkret.example/paamindelser>"
        assert message["Date"].datetime.timestamp() * 1000 == NOW
        text, calendar = message.iter_parts()
        assert text.get_content_type() == "text/plain"
        body = letter.text
        assert "Du har en aftale i morgen kl. 10.00\n" in body
        assert "Se mere i Konkret: https://konkret.example/forloeb\n" in body
        for word in ("Anne", "Karen", "Jobcenter", "Rådighed", "dagpenge"):
            assert word not in body + str(message["Subject"]) + calendar.get_content()
        assert calendar["Content-Type"].params["method"] == "PUBLISH"
        assert calendar.get_filename() == "aftale.ics"
        (event,) = events_of(calendar.get_content()).values()
        assert (event["summary"], event["sequence"]) == ("Aftale", 7)
        assert event["organizer"] == "mailto:konkret@fjordby.example"


async def test_a_cancelled_meeting_takes_itself_out_of_the_calendar_and_what_is_no_meeting_brings_no_file() -> None:
    gone = structs.replace(NOTICE, kind="meeting-cancelled", meeting=structs.replace(MEETING, state="cancelled"))
    async with mail_server() as server:
        mail = mail_to(server.port)
        await mail.send(ANNE, gone, now=NOW)
        await mail.send(ANNE, structs.replace(NOTICE, kind="homework-due", meeting=None), now=NOW)
        await mail.send(ANNE, structs.replace(NOTICE, kind="cant-come"), now=NOW)
        first, *others = (letter.message for letter in server.letters)
        (calendar,) = first.iter_attachments()
        assert calendar["Content-Type"].params["method"] == "CANCEL"
        assert "METHOD:CANCEL" in calendar.get_content()
        assert [list(each.iter_attachments()) for each in others] == [[], []]


async def test_details_are_told_to_who_chose_them() -> None:
    chosen = structs.replace(NOTICE, details=True, body="I morgen kl. 10.00: Rådighedssamtale, Jobcenter Fjordby")
    async with mail_server() as server:
        await mail_to(server.port).send(ANNE, chosen, now=NOW)
        message = server.letters[0].message
        assert message["Subject"] == "I morgen kl. 10.00: Rådighedssamtale, Jobcenter Fjordby"
        (calendar,) = message.iter_attachments()
        assert "LOCATION:Jobcenter Fjordby" in calendar.get_content()


async def test_the_same_reminder_sent_again_is_recognised_by_its_number_and_another_is_not_taken_for_it() -> None:
    async with mail_server() as server:
        mail = mail_to(server.port)
        await mail.send(ANNE, NOTICE, now=NOW)
        await mail.send(ANNE, structs.replace(NOTICE, delivery="d2", receipt="r2"), now=NOW + 60_000)
        await mail.send(ANNE, structs.replace(NOTICE, reminder="A.2/meeting-soon/1"), now=NOW)
        await mail.send("bo@postkassen.example", NOTICE, now=NOW)
        first, again, other, to_bo = (letter.message["Message-ID"] for letter in server.letters)
        assert first == again
        assert len({first, other, to_bo}) == 3


@pytest.mark.parametrize(
    "body",
    [
        "x\r\nBcc: evil@evil.example\r\n\r\nhej",
        "x\nSubject: to",
        "\u2028.\r\n.\r\nMAIL FROM:<evil@evil.example>",
        ".",
        "æ" * 3000,
        "\x00\x07",
    ],
)
async def test_no_text_becomes_a_header_a_recipient_or_another_letter(body: str) -> None:
    async with mail_server() as server:
        answer = await mail_to(server.port).send(ANNE, structs.replace(NOTICE, body=body), now=NOW)
        assert answer.outcome == "taken"
        (letter,) = server.letters
        assert (letter.sender, letter.to, letter.message["Bcc"]) == ("konkret@fjordby.example", [ANNE], None)
        assert [name for name, _ in letter.message.items()].count("Subject") == 1
        assert len(str(letter.message["Subject"])) <= 120


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_it_is_encrypted_and_signed_in_before_anything_is_said(
    certified: Certified, security: module.Security
) -> None:
    async with mail_server(certified, security=security) as server:
        password = PASSWORD if security == "starttls" else ""
        answer = await mail_to(server.port, security=security, password=password, tls=certified).send(
            ANNE, NOTICE, now=NOW
        )
        assert answer.outcome == "taken"
        assert server.letters[0].encrypted


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_server_that_is_not_who_it_says_is_told_nothing(
    certified: Certified, security: module.Security
) -> None:
    async with mail_server(certified, security=security) as server:
        answer = await mail_to(server.port, security=security, password=PASSWORD).send(ANNE, NOTICE, now=NOW)
        assert answer.outcome == "later"
        assert server.letters == []


async def test_a_wrong_password_is_for_operators_to_mend_and_the_letter_waits(certified: Certified) -> None:
    async with mail_server(certified, security="starttls") as server:
        mail = mail_to(server.port, security="starttls", password="of somebody else", tls=certified)
        assert (await mail.send(ANNE, NOTICE, now=NOW)).outcome == "later"
        assert server.letters == []


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("421 4.3.2 closing", "later"),
        ("450 4.2.1 busy", "later"),
        ("451 4.7.1 greylisted", "later"),
        ("452 4.2.2 mailbox full", "later"),
        ("550 5.1.1 no such user", "gone"),
        ("550 5.1.10 null MX", "gone"),
        ("550 5.2.1 mailbox disabled", "gone"),
        ("550 no", "refused"),
        ("550 5.7.1 looks like spam", "refused"),
        ("552 5.2.2 mailbox full", "refused"),
        ("554 5.1.11 said nobody", "refused"),
    ],
)
async def test_what_will_never_be_is_told_apart_from_what_may_be_later(said: str, outcome: Outcome) -> None:
    async with mail_server() as server:
        server.answers = [said]
        assert (await mail_to(server.port).send(ANNE, NOTICE, now=NOW)).outcome == outcome
        assert server.letters == []


def talk(*answers: str | None, then: str = "close") -> Says:
    """A server that greets and answers each line with the next of these; None: nothing at all for ever."""

    async def says(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for number, answer in enumerate(answers):
            if number and not await reader.readuntil(b"\n"):
                return
            if answer is None:
                await asyncio.Event().wait()
            writer.write(f"{answer}\r\n".encode())
            await writer.drain()
        if then == "in the middle":
            await reader.readuntil(b"Subject:")

    return says


GREETING, HELLO, OK = "220 konkret.test", "250 konkret.test", "250 OK"


@pytest.mark.parametrize(
    ("says", "outcome"),
    [
        (talk("421 too many of you"), "later"),
        (talk("554 not you"), "later"),
        (talk(GREETING), "later"),
        (talk(GREETING, HELLO, OK), "later"),
        (talk(GREETING, HELLO, OK, OK, "354 go on", then="in the middle"), "later"),
        (talk(GREETING, HELLO, "550 5.7.1 who are you"), "later"),
        (talk(GREETING, HELLO, OK, OK, "554 5.6.0 not like that"), "refused"),
        (talk("\x00\xff" * 400), "later"),
        (talk("220 " + "x" * 100_000), "later"),
    ],
)
async def test_a_server_that_breaks_off_or_talks_nonsense_is_a_fault_and_no_more(says: Says, outcome: Outcome) -> None:
    async with hostile_server(says) as port:
        assert (await mail_to(port).send(ANNE, NOTICE, now=NOW)).outcome == outcome


@pytest.mark.parametrize("password", ["", PASSWORD])
async def test_a_server_that_takes_encryption_away_is_told_nothing(password: str) -> None:
    heard = list[bytes]()

    async def says(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 konkret.test\r\n")
        while line := await reader.readline():
            heard.append(line)
            writer.write(b"250 konkret.test\r\n")

    async with hostile_server(says) as port:
        mail = mail_to(port, security="starttls", password=password)
        assert (await mail.send(ANNE, NOTICE, now=NOW)).outcome == "later"
    told = b"".join(heard).upper()
    assert b"EHLO" in told
    for word in (b"AUTH", b"MAIL", b"RCPT", b"DATA", b"ANNE"):
        assert word not in told


async def test_what_is_said_before_encryption_counts_for_nothing_after_it(
    certified: Certified, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answers slipped in behind «go ahead» are not taken for those of the encrypted server."""
    monkeypatch.setattr(module, "SECONDS", 0.5)
    heard = list[bytes]()

    async def says(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 konkret.test\r\n")
        await reader.readline()
        writer.write(b"250-konkret.test\r\n250 STARTTLS\r\n")
        await reader.readline()
        writer.write(b"220 go ahead\r\n" + b"250 slipped in\r\n" * 8)
        heard.append(await reader.read())

    async with hostile_server(says) as port:
        mail = mail_to(port, security="starttls", tls=certified)
        assert (await mail.send(ANNE, NOTICE, now=NOW)).outcome == "later"
    assert b"MAIL" not in b"".join(heard).upper()


@pytest.mark.parametrize("says", [talk(None), talk(GREETING, None), talk(GREETING, HELLO, OK, OK, "354 go on", None)])
async def test_a_server_that_hangs_is_left_after_a_while(says: Says, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.3)
    async with hostile_server(says) as port, asyncio.timeout(5):
        assert (await mail_to(port).send(ANNE, NOTICE, now=NOW)).outcome == "later"


async def test_a_letter_that_was_taken_is_taken_though_the_server_then_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LEAVE_SECONDS", 0.2)

    async def says(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for answer in (GREETING, HELLO, OK, OK, "354 go on"):
            writer.write(f"{answer}\r\n".encode())
            await reader.readline()
        await reader.readuntil(b"\r\n.\r\n")
        writer.write(b"250 OK\r\n")
        await asyncio.Event().wait()

    async with hostile_server(says) as port, asyncio.timeout(5):
        assert (await mail_to(port).send(ANNE, NOTICE, now=NOW)).outcome == "taken"


async def test_who_waits_behind_a_server_that_hangs_is_not_kept_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker has its reminders for two minutes: then another one takes them."""
    monkeypatch.setattr(module, "SECONDS", 1)
    async with hostile_server(talk(None)) as port:
        mail = mail_to(port)
        began = asyncio.get_running_loop().time()
        short = structs.replace(NOTICE, meeting=None)
        answers = await asyncio.gather(*(mail.send(ANNE, short, now=NOW) for _ in range(10 * MOST_AT_ONCE)))
        took = asyncio.get_running_loop().time() - began
    assert {answer.outcome for answer in answers} == {"later"}
    assert took < 6, "one after the other they would take ten seconds"


async def test_nobody_is_there() -> None:
    assert (await mail_to(9).send(ANNE, NOTICE, now=NOW)).outcome == "later"


async def test_no_more_than_a_few_come_at_once() -> None:
    here = most = 0

    async def says(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal here, most
        here += 1
        most = max(most, here)
        await asyncio.sleep(0)
        writer.write(b"554 no\r\n")
        await reader.read()
        here -= 1

    async with hostile_server(says) as port:
        mail = mail_to(port)
        answers = await asyncio.gather(*(mail.send(ANNE, NOTICE, now=NOW) for _ in range(40)))
    assert {answer.outcome for answer in answers} == {"later"}
    assert 1 < most <= MOST_AT_ONCE


async def test_a_confirmation_holds_the_link_and_nothing_of_who_asked() -> None:
    link = "https://konkret.example/paamindelser/mail/abc"
    async with mail_server() as server:
        assert (await mail_to(server.port).confirm(ANNE, link, now=NOW)).outcome == "taken"
        (letter,) = server.letters
        assert letter.message["Subject"] == "Bekræft din e-mailadresse"
        assert f"\n{link}\n" in letter.text
        assert "abc" not in str(letter.message["Message-ID"])


def test_only_certificates_that_the_machine_believes_are_believed() -> None:
    context = mail_to(9, security="tls")._tls  # pyright: ignore[reportPrivateUsage] what it will ask for
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
