"""What goes out: the ways there are, whom each reaches, and one attempt to deliver one reminder to one address."""

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import structlog

from backend.domain.button import buttons
from backend.domain.delivery import Delivery, Way
from backend.domain.reminder import subject, urgency
from backend.domain.subscription import Subscription
from backend.notify import way
from backend.notify.push import Push
from backend.notify.way import Answer, Notice
from backend.store.reminder_queue import Attempt
from backend.views.notices import body
from backend.worker.checking import Checked

TITLE: Final = "Konkret"

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Reachable:
    """Where a person can be reached: the browsers, and an address for each other way."""

    browsers: Sequence[Subscription] = ()
    others: Mapping[Way, str] = field(default_factory=dict[Way, str])

    def addresses(self, by: Way) -> Sequence[Subscription | str]:
        """Those for one way."""
        return self.browsers if by == "push" else [self.others[by]]


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """An attempt that is about to be made."""

    attempt: Attempt
    address: Subscription | str
    notice: Notice

    def delivery(self, answer: Answer) -> Delivery:
        """What came of it."""
        made = self.attempt
        return Delivery(
            id=made.id,
            reminder=made.reminder,
            person=made.person,
            way=made.way,
            host=answer.host,
            at=made.at,
            outcome=answer.outcome,
            seen_at=0,
        )


@dataclass(frozen=True, kw_only=True)
class Ways:
    """Every way this deployment has: push, and whichever others are on."""

    push: Push
    others: Mapping[Way, way.Way[str]] = field(default_factory=dict[Way, way.Way[str]])

    def open_to(self, reachable: Reachable) -> frozenset[Way]:
        """The ways by which the person can be reached."""
        push: frozenset[Way] = frozenset({"push"}) if reachable.browsers else frozenset()
        return push | (self.others.keys() & reachable.others.keys())

    async def send(self, outgoing: Outgoing, *, now: int) -> Answer:
        """Make the attempt. What nobody has thought of is tried again: it holds up no other."""
        address, notice = outgoing.address, outgoing.notice
        try:
            if isinstance(address, Subscription):
                return await self.push.send(address, notice, now=now)
            return await self.others[outgoing.attempt.way].send(address, notice, now=now)
        except Exception:
            log.exception("a reminder could not be handed over", reminder=outgoing.attempt.reminder)
            return Answer(outcome="later", host="")


def attempts(
    told: Checked, addresses: Sequence[Subscription | str], *, by: Way, fresh_id: Callable[[], str], now: int
) -> list[Outgoing]:
    """One for each address."""
    made = [
        Attempt(
            id=fresh_id(),
            reminder=told.reminder.id,
            person=told.reminder.person,
            way=by,
            at=now,
            receipt=secrets.token_urlsafe(16),
        )
        for _ in addresses
    ]
    return [
        Outgoing(attempt=attempt, address=address, notice=_notice(told, attempt, now=now))
        for attempt, address in zip(made, addresses, strict=True)
    ]


def _notice(told: Checked, attempt: Attempt, *, now: int) -> Notice:
    """What is handed over. The topic tells a push service nothing: it does not know whose id is in it."""
    reminder, details = told.reminder, told.preferences.details
    return Notice(
        reminder=reminder.id,
        delivery=attempt.id,
        receipt=attempt.receipt,
        kind=reminder.kind,
        title=TITLE,
        body=body(reminder, now=now, details=details),
        details=details,
        url=reminder.path,
        topic=hashlib.sha256(f"{reminder.person}/{subject(reminder)}".encode()).hexdigest()[:32],
        urgency=urgency(reminder.kind),
        until=reminder.pointless_at,
        meeting=told.meeting,
        buttons=buttons(reminder, told.meeting, details=details),
    )
