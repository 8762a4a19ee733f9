"""How a person can be reached without a browser of theirs."""

from piccolo.columns import BigInt, Varchar
from piccolo.table import Table

from backend.store.binding import CURRENT, ID


class Calendar(Table, tablename="calendar", db=CURRENT):
    """A person's private calendar address. `id` is the SHA-256 of its secret, hex; the secret comes of `nonce`."""

    id = Varchar(length=64, primary_key=True)
    person = Varchar(length=ID)
    nonce = Varchar(length=22)
    made_at = BigInt()
