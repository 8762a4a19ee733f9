"""What phones sent, number by number, and what became of it: a mutation's row and the log entry it stands for."""

from collections.abc import Mapping
from typing import Any

import msgspec

from backend.store import tables
from sync.server.messages import Verdict
from sync.server.store import DeadLetter, Logged


def row_of(device: str, entry: Logged) -> tables.Mutation:
    """A log entry as its table takes it."""
    verdict = entry.verdict
    return tables.Mutation(
        id=f"{device}/{verdict.number}",
        device=device,
        number=verdict.number,
        name=_storable(entry.name),
        made_at=entry.made_at,
        state=verdict.state,
        code=verdict.code or "",
        reason=verdict.reason or "",
        fields=_text(verdict.fields),
        other=_text(verdict.other),
        received_at=verdict.received_at,
    )


def logged(row: Mapping[str, Any]) -> Logged:
    """The log entry of a row."""
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


def letter_row(device: str, letter: DeadLetter) -> tables.DeadLetter:
    """A mutation set aside, as its table takes it."""
    return tables.DeadLetter(
        id=f"{device}/{letter.number}",
        device=device,
        number=letter.number,
        mutation=msgspec.json.encode(letter.mutation).decode(),
        error=_storable(letter.error),
        received_at=letter.received_at,
    )


def _storable(text: str) -> str:
    """The text without what no data base takes: zero bytes, and halves of surrogate pairs."""
    return text.replace("\0", "").encode(errors="replace").decode()
