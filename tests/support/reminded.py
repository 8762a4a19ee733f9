"""Konkret with a worker, a push service and people's phones: what they are told, by which way, and when."""

from collections.abc import AsyncGenerator, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from msgspec import structs

from backend.domain.delivery import Outcome, Way
from backend.notify.push import Push
from backend.notify.vapid import Keyring, Signer, new_key
from backend.notify.way import Answer, Notice
from backend.store import subscriptions
from backend.worker.outgoing import Ways
from backend.worker.planning import Planning
from backend.worker.reminders import Reminders
from tests.support.people import Konkret
from tests.support.push_service import PushService, Receiver, push_service


@dataclass
class Post:
    """A way that takes everything, or answers as it is told."""

    taken: list[tuple[str, Notice]] = field(default_factory=list[tuple[str, Notice]])
    answers: list[Outcome] = field(default_factory=list[Outcome])

    async def send(self, address: str, notice: Notice, *, now: int) -> Answer:  # noqa: ARG002
        """Keep what is handed over."""
        outcome = self.answers.pop(0) if self.answers else "taken"
        if outcome == "taken":
            self.taken.append((address, notice))
        return Answer(outcome=outcome, host="post.example")


@dataclass
class Reminded:
    """One deployment on its days. `book` says where people can be reached by other ways than push."""

    konkret: Konkret
    service: PushService
    push: Push
    mail: Post = field(default_factory=Post)
    sms: Post = field(default_factory=Post)
    book: dict[str, dict[Way, str]] = field(default_factory=dict[str, dict[Way, str]])
    phones: dict[str, Receiver] = field(default_factory=dict[str, Receiver])

    def __post_init__(self) -> None:
        ways = Ways(push=self.push, others={"email": self.mail, "sms": self.sms})
        self.worker = Reminders(self.konkret.services.ground, ways, addresses=self._addresses)
        self.planning = Planning(self.konkret.services.ground)

    async def has_phone(self, name: str, *, made_with: str = "") -> Receiver:
        """The person's phone is subscribed, with that public key if it is told."""
        phone = Receiver(self.service.address, name.replace(" ", "-"))
        phone.subscription = structs.replace(phone.subscription, made_with=made_with)
        person = await self.konkret.id_of(name)
        await subscriptions.keep(self.konkret.db, phone.subscription, person=person, now=self.konkret.clock())
        self.phones[name] = phone
        return phone

    async def works(self, at: int | None = None) -> None:
        """The worker does all there is to do, at the instant `at`."""
        self.konkret.clock.now = at or self.konkret.clock.now
        while await self.planning.plan_stale() or await self.worker.deliver_due():
            pass

    def told(self, name: str) -> list[str]:
        """What the person's phone was told, in order."""
        phone = self.phones[name]
        mine = [each for each in self.service.taken if each.endpoint == phone.subscription.endpoint]
        return [phone.read(each)["body"] for each in mine]

    def payloads(self, name: str) -> list[dict[str, Any]]:
        """The whole of each message."""
        phone = self.phones[name]
        mine = [each for each in self.service.taken if each.endpoint == phone.subscription.endpoint]
        return [phone.read(each) for each in mine]

    async def states(self, name: str, *kinds: str) -> list[tuple[str, str]]:
        """(kind, state) of the person's reminders of those kinds, in the order they are due."""
        rows = await self.konkret.db.run(
            "SELECT kind, state FROM reminder WHERE person = {} ORDER BY due_at, id", await self.konkret.id_of(name)
        )
        return [(row["kind"], row["state"]) for row in rows if not kinds or row["kind"] in kinds]

    async def _addresses(self, people: Collection[str]) -> Mapping[str, Mapping[Way, str]]:
        return {person: self.book[person] for person in people if person in self.book}


@asynccontextmanager
async def reminded_of(konkret: Konkret, *, keys: Keyring | None = None) -> AsyncGenerator[Reminded]:
    """That deployment with a worker, which signs with those keys or with one that nobody else knows."""
    async with AsyncExitStack() as stack:
        service = await stack.enter_async_context(push_service())
        push = Push(keys or Keyring(Signer(new_key(), subject="mailto:drift@konkret.example")))
        await push.open()
        stack.push_async_callback(push.close)
        yield Reminded(konkret, service, push)
