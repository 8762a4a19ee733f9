"""Mail servers that say no, break off, talk nonsense or hang."""

import asyncio

import pytest
from msgspec import structs

from backend.domain.delivery import Outcome
from backend.notify import mail as module
from backend.notify.mail import MOST_AT_ONCE
from tests.support.letters import ANNE, NOTICE, NOW
from tests.support.mail_server import Says, hostile_server, mail_server, mail_to


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
