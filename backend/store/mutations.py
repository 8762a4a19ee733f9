"""What phones sent, number by number, and what became of it: a mutation's row and the log entry it stands for."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from piccolo.columns.combination import And

from backend.store import tables
from backend.store.engine import Write
from sync.server.messages import Verdict
from sync.server.store import DeadLetter, Logged

_COLUMNS = ("id", "device", "number", "name", "made_at", "state", "code", "reason", "fields", "other", "received_at")
_ROW = f"({', '.join('{}' for _ in _COLUMNS)})"
_INSERT = f"INSERT INTO mutation ({', '.join(_COLUMNS)}) VALUES "  # noqa: S608 -- our own column names
_ADVANCE = "UPDATE device SET last = {}, attempts = 0, error = '' WHERE id = {}"


def logging(device: str, entries: Sequence[Logged]) -> tuple[Write, Write]:
    """What logs these, however many they are, and moves the device's `last` along."""
    values = [value for entry in entries for value in _values(device, entry)]
    return (
        (_INSERT + ", ".join(_ROW for _ in entries), values),
        (_ADVANCE, (entries[-1].verdict.number, device)),
    )


async def between(device: str, *, first: int, last: int) -> list[Logged]:
    """The log entries with first <= number <= last, ascending."""
    row = tables.Mutation
    found = await (
        row.select().where(And(And(row.device == device, row.number >= first), row.number <= last)).order_by(row.number)
    )
    return [_logged(each) for each in found]


async def park(device: str, letter: DeadLetter) -> None:
    """Keep a mutation that is set aside."""
    await tables.DeadLetter.insert(
        tables.DeadLetter(
            id=f"{device}/{letter.number}",
            device=device,
            number=letter.number,
            mutation=msgspec.json.encode(letter.mutation).decode(),
            error=_storable(letter.error),
            received_at=letter.received_at,
        )
    )


def _values(device: str, entry: Logged) -> tuple[object, ...]:
    verdict = entry.verdict
    return (
        f"{device}/{verdict.number}",
        device,
        verdict.number,
        _storable(entry.name),
        entry.made_at,
        verdict.state,
        verdict.code or "",
        verdict.reason or "",
        _text(verdict.fields),
        _text(verdict.other),
        verdict.received_at,
    )


def _logged(row: Mapping[str, Any]) -> Logged:
    verdict = Verdict(
        number=row["number"],
        state=row["state"],
        received_at=row["received_at"],
        code=row["code"] or None,
        reason=row["reason"] or None,
        fields=_mapping(row["fields"]),
        other=_mapping(row["other"]),
    )
    return Logged(name=row["name"], made_at=row["made_at"], verdict=verdict)


def _mapping(text: str) -> Mapping[str, str] | None:
    return msgspec.json.decode(text, type=dict[str, str]) if text else None


def _text(mapping: Mapping[str, str] | None) -> str:
    return msgspec.json.encode(mapping).decode() if mapping else ""


def _storable(text: str) -> str:
    """The text without what no data base takes: zero bytes, and halves of surrogate pairs."""
    return text.replace("\0", "").encode(errors="replace").decode()
