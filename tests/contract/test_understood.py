"""What a phone may have saved, as the first build that sent it wrote it: a phone can lie in a drawer for weeks.

`understood/commands.json` says of each command when phones last sent it, "" for now. One that no build sends any more
is understood for 90 days after; only then may its line go. A field that comes later is not written there: the server
does without it.
"""

import pytest

from backend.clock import fresh_id
from backend.commands.mutations import phone_commands
from backend.store.engine import Database
from backend.store.sync import SyncStore
from sync.server.commands import Made, Refusal
from sync.server.messages import Mutation
from tests.support.shared_examples import Example, examples, instant
from tests.support.sync_konkret import KonkretHarness

SAVED = [pytest.param(saved, id=saved["name"]) for _, saved in examples("understood")]
# The record is empty: what a change is about is not found, which is an answer to something understood.
ANSWERS = {"", "not-found"}


@pytest.mark.parametrize("dialect", ["sqlite"])
@pytest.mark.parametrize("saved", SAVED)
async def test_what_an_old_phone_saved_is_understood(saved: Example, database: Database) -> None:
    anne = await KonkretHarness(database, strict=database).person()
    at = instant("2026-11-24T09:00")
    mutation = Mutation(name=saved["name"], args=saved["args"], made_at=at)
    answer = ""
    try:
        async with SyncStore(database, clock=lambda: at, backup_hours=1).writing(anne) as writing:
            await writing.device(anne)
            await phone_commands(fresh_id).run(writing, mutation, Made(person=anne, at=at, now=at))
    except Refusal as refusal:
        answer = refusal.code
    assert answer in ANSWERS
