"""Reminders by e-mail, handed to a real mail server on loopback, and to some that mean harm."""

import asyncio
import ssl

import pytest
from msgspec import structs

from backend.notify import mail as module
from backend.notify.way import Answer
from tests.support.calendar import events_of
from tests.support.certificates import Certified
from tests.support.letters import ANNE, MEETING, NOTICE, NOW
from tests.support.mail_server import PASSWORD, hostile_server, mail_server, mail_to


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
