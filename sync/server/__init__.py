"""The engine: numbered mutations in, verdicts and changed rows out."""

from sync.server.checksum import MODULUS, mark
from sync.server.columns import in_columns, in_steps
from sync.server.commands import Command, Commands, Made, Overwritten, Refusal
from sync.server.engine import Engine, Failure, Limits, jittered_pause
from sync.server.errors import ErasedError, SyncError
from sync.server.messages import Answer, Changes, Columns, Mutation, Request, Tombstone, Verdict
from sync.server.store import DeadLetter, Device, Head, Logged, Reading, Retry, Store, Writing
from sync.server.wire import read, write

__all__ = [
    "MODULUS",
    "Answer",
    "Changes",
    "Columns",
    "Command",
    "Commands",
    "DeadLetter",
    "Device",
    "Engine",
    "ErasedError",
    "Failure",
    "Head",
    "Limits",
    "Logged",
    "Made",
    "Mutation",
    "Overwritten",
    "Reading",
    "Refusal",
    "Request",
    "Retry",
    "Store",
    "SyncError",
    "Tombstone",
    "Verdict",
    "Writing",
    "in_columns",
    "in_steps",
    "jittered_pause",
    "mark",
    "read",
    "write",
]
