"""The record itself: its version, what left it, who changed it, and that it was erased."""

from piccolo.columns import BigInt, Integer, Text, Varchar
from piccolo.table import Table

from backend.store.binding import CURRENT, ID


class Record(Table, tablename="record", db=CURRENT):
    """One row for each citizen: what is locked, versioned and synced as one.

    `version` counts its changes, `checksum` is the sum that phones compare, `forgotten` the version
    up to which tombstones have been dropped. `planned` says by which rules its reminders were planned (0 = anew),
    and `searched_on` with which last application ("" = each one counts).
    """

    id = Varchar(length=ID, primary_key=True)
    version = BigInt()
    checksum = BigInt()
    forgotten = BigInt()
    planned = Integer()
    searched_on = Varchar(length=10)


class Tombstone(Table, tablename="tombstone", db=CURRENT):
    """What is left of a deleted row: its id and the version that deleted it."""

    id = Varchar(length=ID, primary_key=True)
    citizen = Varchar(length=ID)
    version = BigInt()
    kind = Varchar(length=16)


class Audit(Table, tablename="audit", db=CURRENT):
    """Who changed what: one row for each row touched by a command. `changes` is JSON {field: [before, after]}."""

    id = Varchar(length=ID, primary_key=True)
    citizen = Varchar(length=ID)
    version = BigInt()
    actor = Varchar(length=ID)
    command = Varchar(length=40)
    kind = Varchar(length=16)
    row = Varchar(length=ID)
    changes = Text()
    at = BigInt()


class Erased(Table, tablename="erased", db=CURRENT):
    """A citizen whose record was erased: the id alone, which stands nowhere else any more."""

    id = Varchar(length=ID, primary_key=True)
    at = BigInt()
