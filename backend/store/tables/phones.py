"""A person's phones: what they have sent, and where they can be told something."""

from piccolo.columns import BigInt, Integer, Text, Varchar
from piccolo.table import Table

from backend.store.binding import CURRENT, ID


class Device(Table, tablename="device", db=CURRENT):
    """A browser profile of one person. `last` is the last mutation taken; the next one failed `attempts` times."""

    id = Varchar(length=ID, primary_key=True)
    person = Varchar(length=ID)
    last = BigInt()
    attempts = Integer()
    error = Text()


class Mutation(Table, tablename="mutation", db=CURRENT):
    """One mutation a phone sent, and what became of it. `id` is device/number; `fields` and `other` JSON or ""."""

    id = Varchar(length=48, primary_key=True)
    device = Varchar(length=ID)
    number = BigInt()
    name = Varchar(length=100)
    made_at = BigInt()
    state = Varchar(length=16)
    code = Varchar(length=40)
    reason = Text()
    fields = Text()
    other = Text()
    received_at = BigInt()


class DeadLetter(Table, tablename="dead_letter", db=CURRENT):
    """A mutation set aside for operators after it failed, for a reason of ours, three times. `mutation` is its JSON."""

    id = Varchar(length=48, primary_key=True)
    device = Varchar(length=ID)
    number = BigInt()
    mutation = Text()
    error = Text()
    received_at = BigInt()


class Subscription(Table, tablename="subscription", db=CURRENT):
    """A browser that wants push messages. `id` is the SHA-256 of the endpoint, hex.

    `made_with` is the public key that it was made with, or "" where nobody knows; `made_at` is since when it is.
    """

    id = Varchar(length=64, primary_key=True)
    person = Varchar(length=ID)
    endpoint = Text()
    p256dh = Varchar(length=200)
    auth = Varchar(length=100)
    made_at = BigInt()
    made_with = Varchar(length=100)
