"""Whom a load plays: somebody who reads the start page, and a phone that syncs."""

import time
from typing import Literal

import msgspec

from backend.clock import fresh_id
from backend.domain.time import local_date
from sync.server.messages import PROTOCOL

Wish = Literal["everything", "news", "save"]


class Unexpected(Exception):
    """An answer that is not what was asked for; the text is how it begins, or what is wrong with it."""


class Reader(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Asks for the start page; `accept` is a content coding."""

    cookie: str
    accept: str = "identity"

    def question(self, host: str) -> bytes:
        """What to send."""
        return (
            f"GET / HTTP/1.1\r\nhost: {host}\r\naccept: text/html\r\naccept-encoding: {self.accept}\r\n"
            f"sec-fetch-site: none\r\ncookie: {self.cookie}\r\n\r\n"
        ).encode()

    def answered(self, body: bytes) -> None:
        """Any page will do."""


class _Verdict(msgspec.Struct):
    state: str


class _Answer(msgspec.Struct):
    """As much of an answer as a load needs to go on."""

    epoch: str
    cursor: int
    acknowledged: int
    verdicts: list[_Verdict]


class Phone(msgspec.Struct, kw_only=True, tag=True):
    """Syncs as its wish is: fetches everything again, asks whether there is news, or saves an entry in the joblog."""

    cookie: str
    token: str
    person: str
    device: str
    wish: Wish
    accept: str = "identity"
    epoch: str | None = None
    cursor: int = 0
    number: int = 1

    def question(self, host: str) -> bytes:
        """What to send."""
        body = msgspec.json.encode(
            {
                "protocol": PROTOCOL,
                "schema": 1,
                "person": self.person,
                "device": self.device,
                "epoch": self.epoch,
                "cursor": self.cursor,
                "from": self.number,
                "mutations": [_entry()] if self.wish == "save" else [],
            }
        )
        head = (
            f"POST /sync HTTP/1.1\r\nhost: {host}\r\naccept: */*\r\naccept-encoding: {self.accept}\r\n"
            f"origin: http://{host}\r\nsec-fetch-site: same-origin\r\nsec-fetch-mode: cors\r\n"
            f"content-type: application/json\r\nx-konkret-token: {self.token}\r\ncookie: {self.cookie}\r\n"
            f"content-length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def answered(self, body: bytes) -> None:
        """Go on from there. Raises Unexpected when what was saved is not accepted."""
        if self.wish == "everything":
            return
        answer = msgspec.json.decode(body, type=_Answer)
        self.epoch, self.cursor = answer.epoch, answer.cursor
        if self.wish == "save":
            if answer.acknowledged != self.number or [verdict.state for verdict in answer.verdicts] != ["accepted"]:
                raise Unexpected(body[:300].decode())
            self.number += 1


def _entry() -> dict[str, object]:
    now = time.time_ns() // 1_000_000
    args = {
        "id": fresh_id(),
        "title": "Lagermedarbejder",
        "employer": "Havnens Lager",
        "place": "København",
        "link": "",
        "applied_on": local_date(now),
        "channel": "posted",
        "note": "Sendt fra bussen",
    }
    return {"name": "joblog.add", "args": args, "made_at": now}
