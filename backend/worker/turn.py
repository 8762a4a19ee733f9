"""One claimed reminder's turn: what is to be done with it now, what was done, and what becomes of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from backend.domain import ladder
from backend.domain.delivery import Delivery
from backend.domain.ladder import Step
from backend.domain.quiet_hours import moment
from backend.domain.subscription import Subscription
from backend.notify.way import Answer
from backend.store.reminder_queue import Claimed, Settled
from backend.store.reminder_state import Standing
from backend.worker.checking import Checked
from backend.worker.outgoing import Outgoing, Reachable, Ways, attempts


@dataclass(kw_only=True)
class Turn:
    """`told` is the reminder as it should be now, None when it no longer holds; `earlier` what was tried before.

    In the end `settled` says what becomes of it, `made` what came of each attempt, `gone` which browsers are no more.
    """

    claimed: Claimed
    told: Checked | None
    reachable: Reachable
    earlier: Sequence[Delivery]
    now: int
    outgoing: list[Outgoing] = field(default_factory=list[Outgoing])
    made: list[Delivery] = field(default_factory=list[Delivery])
    gone: list[str] = field(default_factory=list[str])
    settled: Settled | None = None

    @property
    def is_over(self) -> bool:
        """Whether it has left the queue."""
        return self.settled is not None and self.settled.state not in {"planned", "told"}

    def decide(self, ways: Ways, *, fresh_id: Callable[[], str]) -> None:
        """Settle what needs no sending, make out the attempts for the rest."""
        if self.told is None:
            self.settled = self._over()
            return
        due_at = self._due_at(self.told)
        if due_at is None or due_at > self.now:
            self.settled = self._over() if due_at is None else self._queued(self.claimed.state, due_at=due_at)
            return
        reminder, open_ways = self.told.reminder, ways.open_to(self.reachable)
        by = ladder.way_now(
            reminder.kind, self.earlier, open_ways=open_ways, pointless_at=reminder.pointless_at, now=self.now
        )
        if by is None:
            self._becomes(self.told, ways, again_at=self.now)
        else:
            self.outgoing = attempts(self.told, self.reachable.addresses(by), by=by, fresh_id=fresh_id, now=self.now)

    def conclude(self, answers: Mapping[str, Answer], ways: Ways) -> None:
        """Draw the sum of what came of the attempts, by their ids."""
        if not self.outgoing or self.told is None:
            return
        told = [(each, answers[each.attempt.id]) for each in self.outgoing]
        self.made = [each.delivery(answer) for each, answer in told]
        self.gone = [
            each.address.endpoint
            for each, answer in told
            if answer.outcome == "gone" and isinstance(each.address, Subscription)
        ]
        retry_after = max(answer.retry_after for _, answer in told)
        again_at = ladder.again_at(self.claimed.attempts, retry_after=retry_after, now=self.now)
        self._becomes(self.told, ways, again_at=again_at)

    def _due_at(self, told: Checked) -> int | None:
        """When to say it, or, if it has been said once, when to say it by the next way; None if not any more."""
        return self._in_peace(self.now, told) if self.claimed.state == "told" else told.reminder.due_at

    def _in_peace(self, at: int, told: Checked) -> int | None:
        until = told.reminder.pointless_at
        return moment(at, told.preferences, now=at, known=at, until=until, urgent=False)

    def _becomes(self, told: Checked, ways: Ways, *, again_at: int) -> None:
        reminder = told.reminder
        step = ladder.afterwards(
            reminder.kind,
            [*self.earlier, *self.made],
            open_ways=ways.open_to(self._left()),
            pointless_at=reminder.pointless_at,
            again_at=again_at,
        )
        self.settled = self._settled(step, told)

    def _left(self) -> Reachable:
        browsers = [each for each in self.reachable.browsers if each.endpoint not in self.gone]
        return Reachable(browsers=browsers, others=self.reachable.others)

    def _settled(self, step: Step, told: Checked) -> Settled:
        if step.state == "planned":
            return self._queued("planned", due_at=told.reminder.due_at, not_before=step.at)
        at = self._in_peace(step.at, told) if step.state == "told" else None
        if at is not None:
            return self._queued("told", due_at=at)
        state = "sent" if step.state == "told" else step.state
        return Settled(id=self.claimed.id, state=state, due_at=self.claimed.due_at, settled_at=self.now)

    def _queued(self, state: Standing, *, due_at: int, not_before: int = 0) -> Settled:
        return Settled(id=self.claimed.id, state=state, due_at=due_at, not_before=not_before)

    def _over(self) -> Settled:
        """It no longer holds. What was said once, and waited for a sign, has been said."""
        late = self.now >= self.claimed.pointless_at
        state = "sent" if self.claimed.state == "told" else "too-late" if late else "withdrawn"
        return Settled(id=self.claimed.id, state=state, due_at=self.claimed.due_at, settled_at=self.now)
