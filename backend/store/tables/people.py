"""Who there is: organisations, people, and the sessions they are signed in with."""

from piccolo.columns import BigInt, Varchar
from piccolo.table import Table

from backend.store.binding import CURRENT, ID


class Organisation(Table, tablename="organisation", db=CURRENT):
    """A jobcentre, an a-kasse, or those who run the deployment."""

    id = Varchar(length=ID, primary_key=True)
    kind = Varchar(length=16)
    name = Varchar(length=200)


class Person(Table, tablename="person", db=CURRENT):
    """A citizen, a caseworker or an operator."""

    id = Varchar(length=ID, primary_key=True)
    name = Varchar(length=200)
    role = Varchar(length=16)
    organisation = Varchar(length=ID)
    born_on = Varchar(length=10)


class Appointment(Table, tablename="appointment", db=CURRENT):
    """That somebody was made an operator or is one no longer, and which user of which machine did it."""

    id = Varchar(length=ID, primary_key=True)
    person = Varchar(length=ID)
    name = Varchar(length=200)
    what = Varchar(length=16)
    by_whom = Varchar(length=200)
    at = BigInt()


class Session(Table, tablename="session", db=CURRENT):
    """A signed-in browser. `id` is the SHA-256 of the cookie, hex; `revoked_at` 0 = still good."""

    id = Varchar(length=64, primary_key=True)
    person = Varchar(length=ID)
    created_at = BigInt()
    expires_at = BigInt()
    revoked_at = BigInt()
