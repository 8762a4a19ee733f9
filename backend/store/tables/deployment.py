"""The deployment: its epoch and the wordings it has begun courses with."""

from piccolo.columns import Text, Varchar
from piccolo.table import Table

from backend.store.binding import CURRENT, ID


class Deployment(Table, tablename="deployment", db=CURRENT):
    """One row: the epoch, which changes when a backup is put back."""

    id = Varchar(length=16, primary_key=True)
    epoch = Varchar(length=ID)


class Programme(Table, tablename="programme", db=CURRENT):
    """Every wording of a programme that a course has begun with. `id` is "A/2026-11-25", `body` its JSON."""

    id = Varchar(length=20, primary_key=True)
    body = Text()
