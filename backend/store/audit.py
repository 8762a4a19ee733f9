"""The audit: who changed what in which row, written beside each change, read where two have changed the same."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import msgspec
from msgspec import Struct, structs

from backend.store import tables
from backend.store.engine import Write


class Change(Struct, frozen=True, kw_only=True):
    """Who changes something: the person's id, the command's name, the instant, and where audit rows get their ids.

    `actor` is "" for the housekeeping, which is nobody. `why` is a reason that no row keeps ("" = none).
    """

    actor: str
    command: str
    at: int
    fresh_id: Callable[[], str]
    why: str = ""


class Touched(NamedTuple):
    """A row that was changed, by its kind and id, and the version that its citizen's record has by that."""

    citizen: str
    version: int
    kind: str
    row: str


def audited(change: Change, touched: Touched, *, before: Struct | None, after: Struct | None) -> Write:
    """What writes down that the row was `before` and is `after`: None for one that is new, or gone."""
    told = {"why": ["", change.why]} if change.why else {}
    changes = msgspec.json.encode(_difference(before, after) | told).decode()
    return _AUDIT, (change.fresh_id(), *touched, change.actor, change.command, changes, change.at)


async def texts_since(citizen: str, row_id: str, *, fields: Mapping[str, object], since: int) -> dict[str, str]:
    """Of `fields`, those that somebody changed after version `since`, with the text that stands there now."""
    audits = await (
        tables.Audit.select(tables.Audit.changes)
        .where((tables.Audit.citizen == citizen) & (tables.Audit.row == row_id) & (tables.Audit.version > since))
        .order_by(tables.Audit.version)
    )
    latest: dict[str, str] = {}
    for audit in audits:
        for name, (_, after) in msgspec.json.decode(audit["changes"], type=dict[str, tuple[object, object]]).items():
            if name in fields and after != fields[name]:
                latest[name] = str(after or "")
    return latest


_AUDIT = """
    INSERT INTO audit (id, citizen, version, kind, row, actor, command, changes, at)
    VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {})"""


def _difference(before: Struct | None, after: Struct | None) -> dict[str, list[object]]:
    old = structs.asdict(before) if before else {}
    new = structs.asdict(after) if after else {}
    names = [name for name in (new or old) if name not in {"version", "received_at"}]
    return {name: [old.get(name), new.get(name)] for name in names if old.get(name) != new.get(name)}
