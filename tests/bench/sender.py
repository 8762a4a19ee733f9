"""Sends push messages as fast as one process can: as the worker does, or by pywebpush's plain `webpush()` in a loop.

Reads an `Errand` as JSON from standard input and writes what came of it, a `Sent`, to standard output. The word it is
started with says how.
"""

import asyncio
import resource
import sys
import time

import msgspec
import psutil
import uvloop
from pywebpush import webpush  # pyright: ignore[reportUnknownVariableType] typed in part

from backend.domain.subscription import Subscription
from backend.notify.push import Push
from backend.notify.vapid import Keyring, Signer
from backend.notify.way import Notice
from backend.worker.reminders import MOST

SUBJECT = "mailto:drift@konkret.example"
BODY = "Du har en aftale i morgen kl. 10.00"
TTL = 3600
EARLY = 2000  # messages after which memory is looked at for the first time


class Errand(msgspec.Struct, frozen=True, kw_only=True):
    """So many messages to these browsers, one after the other; `key` is the private VAPID key, base64url."""

    subscriptions: tuple[Subscription, ...]
    count: int
    key: str


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it. `early_mb` is resident memory after the first two thousand, `late_mb` in the end (10⁶ bytes)."""

    count: int
    seconds: float
    cpu_seconds: float
    early_mb: float = 0
    late_mb: float = 0

    @property
    def per_second(self) -> float:
        """Messages that were taken."""
        return self.count / self.seconds


async def as_the_worker(errand: Errand) -> Sent:
    """A batch at a time, all of it side by side. Raises AssertionError when one is not taken."""
    push = Push(Keyring(Signer(errand.key, subject=SUBJECT)))
    await push.open()
    now = time.time_ns() // 1_000_000
    early = 0.0
    begun, spent = time.perf_counter(), _spent()
    try:
        for start in range(0, errand.count, MOST):
            numbers = range(start, min(start + MOST, errand.count))
            answers = await asyncio.gather(
                *(push.send(_address(errand, each), _notice(each, until=now + TTL * 1000), now=now) for each in numbers)
            )
            assert {answer.outcome for answer in answers} == {"taken"}
            early = early or (_megabytes() if start + MOST >= EARLY else 0.0)
        return Sent(
            count=errand.count,
            seconds=time.perf_counter() - begun,
            cpu_seconds=_spent() - spent,
            early_mb=early,
            late_mb=_megabytes(),
        )
    finally:
        await push.close()


def plainly(errand: Errand) -> Sent:
    """As its README shows it. Raises WebPushException when one is not taken."""
    begun, spent = time.perf_counter(), _spent()
    for number in range(errand.count):
        address = _address(errand, number)
        webpush(
            {"endpoint": address.endpoint, "keys": {"p256dh": address.p256dh, "auth": address.auth}},
            data=BODY,
            vapid_private_key=errand.key,
            vapid_claims={"sub": SUBJECT},
            ttl=TTL,
        )
    return Sent(count=errand.count, seconds=time.perf_counter() - begun, cpu_seconds=_spent() - spent)


def _address(errand: Errand, number: int) -> Subscription:
    return errand.subscriptions[number % len(errand.subscriptions)]


def _notice(number: int, *, until: int) -> Notice:
    return Notice(
        reminder=f"{number}",
        delivery=f"{number:022}",
        receipt=f"{number:022}",
        kind="meeting-tomorrow",
        title="Konkret",
        body=BODY,
        details=False,
        url="/",
        topic=f"{number:032x}",
        urgency="normal",
        until=until,
        meeting=None,
    )


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _megabytes() -> float:
    return psutil.Process().memory_info().rss / 1e6


def main() -> None:
    """Carry out the errand."""
    errand = msgspec.json.decode(sys.stdin.buffer.read(), type=Errand)
    if sys.argv[1] == "plain":
        sent = plainly(errand)
    else:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            sent = runner.run(as_the_worker(errand))
    sys.stdout.buffer.write(msgspec.json.encode(sent))


if __name__ == "__main__":
    main()
