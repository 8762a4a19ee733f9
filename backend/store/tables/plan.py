"""The plan of a record: job goals and the CV point."""

from piccolo.columns import BigInt, Text, Varchar
from piccolo.table import Table

from backend.store.binding import CURRENT, ID


class Goal(Table, tablename="goal", db=CURRENT):
    """A job goal in its place, as long as it stood there."""

    id = Varchar(length=ID, primary_key=True)
    citizen = Varchar(length=ID)
    version = BigInt()
    letter = Varchar(length=1)
    occupation = Varchar(length=200)
    term = Varchar(length=16)
    since = Varchar(length=10)
    until = Varchar(length=10)
    why = Varchar(length=200)
    came_from = Varchar(length=ID)
    made_at = BigInt()
    received_at = BigInt()


class Cv(Table, tablename="cv", db=CURRENT):
    """When the citizen last went through the CV, part by part. One a citizen."""

    id = Varchar(length=ID, primary_key=True)
    citizen = Varchar(length=ID)
    version = BigInt()
    goals_ok_on = Varchar(length=10)
    experience_ok_on = Varchar(length=10)
    education_ok_on = Varchar(length=10)
    note = Text()
    link = Text()
    received_at = BigInt()
