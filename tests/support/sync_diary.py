"""What people wrote on their phones, beside what the server's audit says was carried out: lost, twice, in order?"""

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import msgspec

from backend.clock import fresh_id
from backend.store.engine import Database
from tests.support.sync_phone import Kept, Phone

APPLICATION = {"title": "Kranfører", "employer": "Kajens Folk", "place": "", "link": "", "applied_on": "2026-01-05"}
NO_CHANNEL = "brevdue"
AUDITS = "SELECT row, changes FROM audit WHERE command IN ('joblog.add', 'joblog.edit') ORDER BY citizen, version"


@dataclass
class Diary:
    """One phone's person writes a joblog: each note once, some of them in a way that must be refused."""

    phone: Phone
    entries: list[str] = field(default_factory=list[str])
    accepted: list[Kept] = field(default_factory=list[Kept])
    refused: list[Kept] = field(default_factory=list[Kept])

    def write(self) -> None:
        """One more change, saved on the phone."""
        number = len(self.accepted) + len(self.refused)
        if number % 12 == 0:
            self.entries.append(fresh_id())
            args = APPLICATION | {"id": self.entries[-1], "channel": "posted", "note": str(number)}
            self.accepted.append(self.phone.save("joblog.add", args, at=number))
        elif number % 12 == 5:
            self.refused.append(self._edit({"note": str(number), "channel": NO_CHANNEL}, at=number))
        else:
            self.accepted.append(self._edit({"note": str(number)}, at=number))

    def _edit(self, changed: dict[str, str], *, at: int) -> Kept:
        entry = self.entries[-1]
        seen = self.phone.rows.get("joblog", {}).get(entry, {"version": 0})
        args = {"id": entry, "changed": changed, "based_on": seen["version"]}
        return self.phone.save("joblog.edit", args, at=at)


@dataclass(frozen=True)
class Outcome:
    """How often a change of the diaries is missing, was carried out again, or came after a later one."""

    lost: int
    twice: int
    out_of_order: int


async def outcome(db: Database, diaries: list[Diary]) -> Outcome:
    """By the audit, which gets a line whenever a command is carried out, in the order of the record's versions."""
    carried_out = _notes_by_entry(await db.run(AUDITS))
    lost = twice = out_of_order = 0
    for diary in diaries:
        wanted = [_note(kept) for kept in diary.accepted]
        found = [note for entry in diary.entries for note in carried_out.get(entry, [])]
        times = Counter(found)
        lost += sum(not times[note] for note in wanted)
        twice += len(found) - len(times)
        out_of_order += [note for note, _ in groupby(found)] != [note for note in wanted if times[note]]
    return Outcome(lost, twice, out_of_order)


async def logged(db: Database, diary: Diary) -> dict[int, str]:
    """{number: state} of everything that the server says it had from this phone."""
    rows = await db.run("SELECT number, state FROM mutation WHERE device = {}", diary.phone.device)
    return {row["number"]: row["state"] for row in rows}


def expected(diary: Diary) -> dict[int, str]:
    """{number: state} of everything that was written on this phone."""
    refused = {kept.made_at for kept in diary.refused}
    return {number: "refused" if number - 1 in refused else "accepted" for number in range(1, diary.phone.made + 1)}


def heard(diary: Diary) -> dict[int, str]:
    """{number: state} of everything that this phone was told of, and keeps until it is in a backup."""
    return {number: kept.verdict["state"] for number, kept in diary.phone.outbox.items() if kept.verdict}


def _note(kept: Kept) -> str:
    return kept.args.get("changed", kept.args)["note"]


def _notes_by_entry(audits: list[dict[str, Any]]) -> dict[str, list[str]]:
    """What each entry's note was after each change; a change that left it as it was says so by repeating it."""
    notes: dict[str, list[str]] = {}
    for audit in audits:
        changes = msgspec.json.decode(audit["changes"], type=dict[str, tuple[Any, Any]])
        of_entry = notes.setdefault(audit["row"], [])
        of_entry.append(changes["note"][1] if "note" in changes else of_entry[-1])
    return notes
