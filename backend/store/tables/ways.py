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


class Contact(Table, tablename="contact", db=CURRENT):
    """A way to a person that needs an address. `id` is person/way; `address` is confirmed, or "".

    `wanted` is what the link whose token hashes to `token` (SHA-256, hex) would confirm until `expires_at`, or "".
    """

    id = Varchar(length=40, primary_key=True)
    person = Varchar(length=ID)
    way = Varchar(length=16)
    address = Varchar(length=254)
    confirmed_at = BigInt()
    wanted = Varchar(length=254)
    token = Varchar(length=64)
    expires_at = BigInt()
