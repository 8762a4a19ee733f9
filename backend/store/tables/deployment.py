"""The deployment: its epoch, the wordings it has begun courses with, and the processes that work for it."""

from piccolo.columns import BigInt, Text, Varchar
from piccolo.table import Table

from backend.store.binding import CURRENT, ID


class Deployment(Table, tablename="deployment", db=CURRENT):
    """One row: the epoch, which changes when a backup is put back, and when the housekeeping was done (0: never)."""

    id = Varchar(length=16, primary_key=True)
    epoch = Varchar(length=ID)
    tidied_at = BigInt()


class Worker(Table, tablename="worker", db=CURRENT):
    """A worker's process; it says every little while that it is there: `seen_at`."""

    id = Varchar(length=ID, primary_key=True)
    started_at = BigInt()
    seen_at = BigInt()


class Programme(Table, tablename="programme", db=CURRENT):
    """Every wording of a programme that a course has begun with. `id` is "A/2026-11-25", `body` its JSON."""

    id = Varchar(length=20, primary_key=True)
    body = Text()
