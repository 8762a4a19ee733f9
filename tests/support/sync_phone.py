"""The smallest client that keeps the promises: speaks only the protocol, and is written from `sync/README.md`."""

from collections.abc import Callable
from typing import Any

import msgspec

from sync.server import MODULUS, mark
from tests.support.sync_rows import rows_of

Rows = dict[str, dict[str, dict[str, Any]]]


class Kept(msgspec.Struct):
    """A mutation in the outbox; stays when acknowledged until the server's backups hold it."""

    name: str
    args: Any
    made_at: int
    verdict: dict[str, Any] | None = None


def is_accepted(kept: Kept) -> bool:
    """Whether the server has carried it out, as far as the phone has heard."""
    return (kept.verdict or {}).get("state") == "accepted"


class Sent(msgspec.Struct, frozen=True):
    """A request under way, and what the phone held when it left."""

    turn: int
    last: int
    body: bytes


class Phone:
    """One person's outbox and cache in one browser profile."""

    def __init__(self, person: str, *, devices: Callable[[], str]) -> None:
        self.person = person
        self.devices = devices
        self.device = devices()
        self.outbox: dict[int, Kept] = {}
        self.made = 0
        self.acknowledged = 0
        self.epoch: str | None = None
        self.cursor = 0
        self.snapshot = 0
        self.rows: Rows = {}
        self.batch = 100
        self.mismatches = 0
        self.closed: list[Kept] = []
        self.schema = 1
        self.outdated = self.erased = False
        self._turn = 0
        self._waiting = False

    def save(self, name: str, args: Any, *, at: int) -> Kept:
        """Keep a change of the person; `verdict` is filled in later."""
        self.made += 1
        self.outbox[self.made] = Kept(name, args, at)
        return self.outbox[self.made]

    def send(self) -> Sent:
        """What to post now. Only the first answer to the latest request counts."""
        self._turn += 1
        last = self.acknowledged if self._waiting else min(self.acknowledged + self.batch, self.made)
        request = {
            "protocol": 2,
            "schema": self.schema,
            "person": self.person,
            "device": self.device,
            "epoch": self.epoch,
            "cursor": self.cursor,
            "from": self.acknowledged + 1,
            "mutations": [
                {"name": kept.name, "args": kept.args, "made_at": kept.made_at}
                for kept in map(self.outbox.__getitem__, range(self.acknowledged + 1, last + 1))
            ],
        }
        request |= {"snapshot": self.snapshot} if self.snapshot else {}
        request |= {"mismatches": self.mismatches} if self.mismatches else {}
        return Sent(self._turn, last, msgspec.json.encode(request))

    def restart(self) -> None:
        """Closed and opened again: what was under way is forgotten, what was saved is not."""
        self._turn += 1
        self._waiting = False

    def update(self, schema: int) -> None:
        """A newer program takes over everything that was saved."""
        self.restart()
        self.schema, self.outdated = schema, False

    def lose_cache(self) -> None:
        """The browser has thrown the rows away; the outbox is another data base."""
        self.restart()
        self.rows, self.epoch, self.cursor, self.snapshot = {}, None, 0, 0

    def take(self, sent: Sent, status: int, body: bytes) -> bool:
        """Use an answer; True when there is reason to ask again at once, else wait for a reason or a while."""
        if sent.turn != self._turn:
            return False
        self._turn += 1
        try:
            answer = msgspec.json.decode(body, type=dict[str, Any])
        except msgspec.DecodeError:
            return False
        again = self._answered(sent, answer) if status == 200 else self._not_answered(answer)
        self._waiting = again and self._waiting
        return again

    def _answered(self, sent: Sent, answer: dict[str, Any]) -> bool:
        """Fewer acknowledged than sent: one failed, so the rest of the page is fetched without trying it again."""
        before = self.acknowledged
        self._apply(answer)
        self._hear(answer)
        self._waiting = before <= self.acknowledged < sent.last
        unsent = self.acknowledged < self.made and not self._waiting
        return self._cannot_go_on() or unsent or answer.get("more", False)

    def _hear(self, answer: dict[str, Any]) -> None:
        for verdict in answer["verdicts"]:
            self.outbox[verdict["number"]].verdict = verdict
        self.acknowledged = answer["acknowledged"]
        for number in [n for n in self.outbox if n > self.acknowledged]:
            self.outbox[number].verdict = None
        for number in [n for n in self.outbox if n <= min(answer["horizon"], self.acknowledged)]:
            self.closed.append(self.outbox.pop(number))

    def _not_answered(self, answer: dict[str, Any]) -> bool:
        match answer:
            case {"code": "gap", "last": int(last)}:
                self.acknowledged = last
                self._cannot_go_on()
                return True
            case {"code": "forked", "number": int(number)}:
                self._start_over(number)
                return True
            case {"code": "too_large" | "too_many"}:
                self.batch = max(1, self.batch // 2)
                return True
            case {"code": "too_old"}:
                self.outdated = True
                return False
            case {"code": "erased"}:
                self.erased = True
                self.lose_cache()
                self.closed = [kept for kept in self.closed if not is_accepted(kept)]
                unsent = {n: kept for n, kept in self.outbox.items() if n > self.acknowledged or not is_accepted(kept)}
                self.outbox = unsent
                return False
            case _:
                return False

    def _cannot_go_on(self) -> bool:
        """The server wants a number that the phone was told to forget: an older backup than the latest was restored."""
        if self.acknowledged < self.made and self.acknowledged + 1 not in self.outbox:
            self._start_over(self.acknowledged + 1)
            return True
        return False

    def _start_over(self, first: int) -> None:
        """A new device id; what the old one has not delivered is numbered anew from 1."""
        rest = [kept for number, kept in sorted(self.outbox.items()) if number >= first]
        self.closed += [kept for number, kept in sorted(self.outbox.items()) if number < first]
        self.device = self.devices()
        self.outbox = dict(enumerate(rest, 1))
        self.made = len(rest)
        self.acknowledged = 0

    def _apply(self, answer: dict[str, Any]) -> None:
        if answer.get("reset"):
            self.rows = {}
        for kind, table in answer["rows"].items():
            for row in rows_of(table):
                self.rows.setdefault(kind, {})[row["id"]] = row
        for kind, tombstones in answer["deleted"].items():
            for row_id, version in tombstones:
                self._bury(kind, row_id, version=version)
        self.epoch, self.cursor, self.snapshot = answer["epoch"], answer["cursor"], answer.get("snapshot", 0)
        if not answer.get("more") and self.checksum() != answer["checksum"]:
            self.mismatches += 1
            self.epoch, self.cursor, self.snapshot = None, 0, 0

    def _bury(self, kind: str, row_id: str, *, version: int) -> None:
        row = self.rows.get(kind, {}).get(row_id)
        if row is not None and row["version"] < version:
            del self.rows[kind][row_id]

    def unaccepted(self) -> list[Kept]:
        """What the person can still read here and the server does not have."""
        return [kept for kept in [*self.closed, *self.outbox.values()] if not is_accepted(kept)]

    def checksum(self) -> int:
        """Over the rows held, as the server reckons it."""
        marks = (mark(kind, row_id, row["version"]) for kind, rows in self.rows.items() for row_id, row in rows.items())
        return sum(marks) % MODULUS
