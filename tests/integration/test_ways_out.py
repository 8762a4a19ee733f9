"""What Anne's phone does not show reaches her by e-mail; she sees what was sent, and Karen whether it arrived."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest

from backend.domain.delivery import Way
from backend.domain.meeting import DAY, MINUTE
from backend.notify.push import Push
from backend.notify.vapid import Keyring, Signer, new_key
from backend.notify.way import Post
from backend.store import contacts, reminder_queue, subscriptions
from backend.store.contacts import addresses_of
from backend.worker.forgetful import Forgetful
from backend.worker.outgoing import Ways
from backend.worker.reminders import Reminders
from tests.support.calendar import events_of
from tests.support.mail_server import MailServer, mail_server, mail_to
from tests.support.people import Konkret
from tests.support.push_service import PushService, Receiver, push_service

MAIL = "anne@postkassen.example"
HOUR = 60 * MINUTE


@dataclass
class Town:
    """Konkret with a worker, a push service, a mail server, and Anne's confirmed address; her phone is off."""

    konkret: Konkret
    worker: Reminders
    service: PushService
    server: MailServer
    anne: str
    meeting_at: int

    async def turns_on(self, device: str) -> None:
        """From now on push reaches it."""
        phone = Receiver(self.service.address, device).subscription
        await subscriptions.keep(self.konkret.db, phone, person=self.anne, now=self.konkret.clock())

    async def at(self, now: int) -> None:
        """Let it be then, and the worker look."""
        self.konkret.clock.now = now
        await self.worker.deliver_due()


@pytest.fixture
async def town(konkret: Konkret) -> AsyncGenerator[Town]:
    """The days before one meeting: other reminders are taken away."""
    anne = await konkret.id_of("Anne Holm")
    await konkret.db.run("DELETE FROM reminder WHERE person <> {} OR kind NOT LIKE 'meeting-%'", anne)
    meeting = await konkret.db.run("SELECT starts_at FROM meeting WHERE citizen = {} AND state = 'booked'", anne)
    await contacts.want(konkret.db, anne, "email", address=MAIL, token="t", expires_at=konkret.clock() + DAY)
    assert await contacts.confirm(konkret.db, "t", now=konkret.clock())
    async with AsyncExitStack() as stack:
        service = await stack.enter_async_context(push_service())
        server = await stack.enter_async_context(mail_server())
        push = Push(Keyring(Signer(new_key(), subject="mailto:drift@konkret.example")))
        await push.open()
        stack.push_async_callback(push.close)
        posts: dict[Way, Post] = {"email": mail_to(server.port)}
        ways = Ways(push=push, others={name: Forgetful(name, post) for name, post in posts.items()})
        worker = Reminders(konkret.services.ground, ways, addresses=lambda people: addresses_of(konkret.db, people))
        yield Town(konkret, worker, service, server, anne, meeting[0]["starts_at"])


async def test_without_a_phone_the_reminder_comes_by_e_mail_at_its_time_and_once(town: Town) -> None:
    await town.at(town.meeting_at - DAY)
    await town.at(town.meeting_at - DAY + 3 * HOUR)
    (letter,) = town.server.letters
    assert letter.to == [MAIL]
    assert letter.message["Subject"] == "Du har en aftale i morgen kl. 10.00"
    (calendar,) = letter.message.iter_attachments()
    (event,) = events_of(calendar.get_content()).values()
    assert event["dtstart"].dt.timestamp() * 1000 == town.meeting_at


async def test_a_push_that_no_phone_says_it_showed_is_followed_by_an_e_mail(town: Town) -> None:
    await town.turns_on("phone")
    await town.at(town.meeting_at - DAY)
    assert (len(town.service.taken), town.server.letters) == (1, [])
    await town.at(town.meeting_at - DAY + 3 * HOUR)
    assert len(town.server.letters) == 1
    async with town.konkret.signed_in("Anne Holm") as anne, town.konkret.signed_in("Karen Lund") as karen:
        page = await anne.goes_to("/paamindelser/sendt")
        assert "Dagen før et møde" in page
        assert page.index("Telefon,") < page.index("E-mail,")
        assert page.count("Sendt. Det vides ikke, om det er set") == 2
        page = await karen.goes_to(f"/borgere/{town.anne}")
        assert "Påmindelse sendt som e-mail kl. 13.00. Det vides ikke, om den er set." in page
        assert MAIL not in page


async def test_a_push_that_was_shown_is_enough_and_both_see_that_it_was(town: Town) -> None:
    await town.turns_on("phone")
    await town.turns_on("tablet")
    await town.at(town.meeting_at - DAY)
    made, _ = await town.konkret.db.run("SELECT id, receipt FROM delivery")
    now = town.meeting_at - DAY + 2 * MINUTE
    await reminder_queue.seen(town.konkret.db, made["id"], receipt=made["receipt"], now=now)
    await town.at(town.meeting_at - DAY + 3 * HOUR)
    assert town.server.letters == []
    async with town.konkret.signed_in("Anne Holm") as anne, town.konkret.signed_in("Karen Lund") as karen:
        assert "Vist kl. 10.02" in await anne.goes_to("/paamindelser/sendt")
        page = await karen.goes_to(f"/borgere/{town.anne}")
        assert "Påmindelse vist på borgerens telefon kl. 10.02." in page


async def test_an_address_that_is_gone_is_forgotten_and_said_so(town: Town) -> None:
    town.server.answers = ["550 5.1.1 nobody of that name"]
    await town.at(town.meeting_at - DAY)
    assert await addresses_of(town.konkret.db, [town.anne]) == {}
    async with town.konkret.signed_in("Anne Holm") as anne, town.konkret.signed_in("Karen Lund") as karen:
        page = await anne.goes_to("/paamindelser/sendt")
        assert "Adressen eller telefonen findes ikke mere" in page
        assert "Borgeren er ikke nået med en påmindelse." in await karen.goes_to(f"/borgere/{town.anne}")
        assert MAIL not in await anne.goes_to("/paamindelser/veje")


async def test_a_mail_server_in_trouble_is_asked_again_and_the_letter_comes_once(town: Town) -> None:
    town.server.answers = ["451 4.3.0 not now", "421 4.3.2 nor now"]
    for minutes in (0, 3, 10, 30, 31, 60):
        await town.at(town.meeting_at - DAY + minutes * MINUTE)
    assert len(town.server.letters) == 1


async def test_who_cannot_be_reached_sees_that_too_and_nobody_sees_anothers(town: Town) -> None:
    await contacts.drop(town.anne, "email")
    await town.at(town.meeting_at - DAY)
    async with town.konkret.signed_in("Anne Holm") as anne, town.konkret.signed_in("Bo Krogh") as bo:
        page = await anne.goes_to("/paamindelser/sendt")
        assert "der var ingen telefon eller adresse at sende til" in page
        assert "Der er ikke sendt noget endnu." in await bo.goes_to("/paamindelser/sendt")
