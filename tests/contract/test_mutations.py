"""What a change leaves behind: the server's commands do to the same rows what the phone foresees, in `tests/unit`."""

from typing import Any

import msgspec
import pytest

from backend.clock import fresh_id
from backend.commands.mutations import phone_commands
from backend.domain.record import Record
from backend.store import record as records
from backend.store.audit import Change
from backend.store.engine import Database
from backend.store.sync import SyncStore
from backend.store.sync_reading import SyncReading
from backend.store.sync_writing import SyncWriting
from sync.server.commands import Made, Refusal
from sync.server.messages import Mutation
from tests.support.shared_examples import Example, examples, instant, long, record_of
from tests.support.sync_konkret import KonkretHarness

BEFORE = Change(actor="", command="example", at=0, fresh_id=fresh_id)
EXAMPLES = [pytest.param(example, id=f"{file}: {example['name']}") for file, example in examples("mutations")]


# How rows are kept on each data base is tested elsewhere; what commands make of them is the same on both.
@pytest.mark.parametrize("dialect", ["sqlite"])
@pytest.mark.parametrize("example", EXAMPLES)
async def test_a_command_leaves_what_the_example_says(example: Example, database: Database) -> None:
    anne = await with_rows(database, example["before"])
    refused = await carried_out(database, anne, example)
    assert refused == example.get("refused")
    assert by_kind(await records.read(database, anne)) == by_kind(record_of(example.get("after", example["before"])))


async def with_rows(database: Database, rows: dict[str, list[Example]]) -> str:
    """Somebody whose record holds these rows; their id."""
    anne = await KonkretHarness(database, strict=database).person()
    before = record_of(rows)
    async with records.locked(database, anne) as record:
        for meeting in before.meetings:
            await record.put(meeting, before=None, change=BEFORE)
        for job in before.jobs:
            await record.put(job, before=None, change=BEFORE)
        for assignment in before.assignments:
            await record.put(assignment, before=None, change=BEFORE)
        for agreement in before.agreements:
            await record.put(agreement, before=None, change=BEFORE)
        for entry in before.entries:
            await record.put(entry, before=None, change=BEFORE)
        for wish in before.wishes:
            await record.put(wish, before=None, change=BEFORE)
        for decision in before.decisions:
            await record.put(decision, before=None, change=BEFORE)
        for goal in before.goals:
            await record.put(goal, before=None, change=BEFORE)
        for cv in [before.cv] if before.cv else []:
            await record.put(cv, before=None, change=BEFORE)
    return anne


async def carried_out(database: Database, anne: str, example: Example) -> dict[str, Any] | None:
    """Why the mutation was refused, or None when it was carried out."""
    args = {
        name: long(value) if name in {"note", "answer"} else value
        for name, value in example["mutation"]["args"].items()
    }
    at = instant(example["made_at"])
    mutation = Mutation(name=example["mutation"]["name"], args=args, made_at=at)
    try:
        async with SyncStore(database, clock=lambda: at, backup_hours=1).writing(anne) as writing:
            await writing.device(anne)
            had = writing.record.version
            await phone_commands(fresh_id).run(writing, mutation, Made(person=anne, at=at, now=at))
            assert await hears(writing, since=had) == await read_again(writing, since=had)
    except Refusal as refusal:
        told = {"code": refusal.code, "reason": refusal.reason}
        return told if refusal.fields is None else {**told, "fields": refusal.fields}
    return None


async def hears(writing: SyncWriting, *, since: int) -> object:
    """What a phone that had everything is told of its own change."""
    changes = await writing.changes(after=since, settled=since, upto=writing.record.version)
    return msgspec.json.decode(msgspec.json.encode([changes.rows, changes.deleted]))


async def read_again(writing: SyncWriting, *, since: int) -> object:
    """The same, as the data base has it."""
    changes = await SyncReading.changes(writing, after=since, settled=since, upto=writing.record.version)
    return msgspec.json.decode(msgspec.json.encode([changes.rows, changes.deleted]))


def by_kind(record: Record) -> dict[str, list[dict[str, Any]]]:
    """What both sides must agree on: the server alone gives versions and says when it received something."""
    rows: dict[str, Any] = msgspec.to_builtins(record)
    del rows["course"]
    rows["cv"] = [rows["cv"]] if rows["cv"] else []
    own = {"version", "received_at"}
    return {
        kind: sorted(
            ({name: value for name, value in row.items() if name not in own} for row in found),
            key=lambda row: row["id"],
        )
        for kind, found in rows.items()
    }
