"""Reminders: what people are to be told and when, each attempt to tell them, and what they want of it."""

from piccolo.columns import BigInt, Integer, Text, Varchar
from piccolo.table import Table

from backend.store.binding import CURRENT, ID

KEY = 100


class Reminder(Table, tablename="reminder", db=CURRENT):
    """A reminder and what became of it; the table is also the queue.

    `person` is whom it is for, `citizen` whose record it is about, or null. `state` is planned, told (by one way at
    least, and looked at again at `due_at`: nobody knows that it was seen), sent, unheard (no way to reach the person),
    withdrawn or too-late; while it is planned or told, a worker that took it has it to itself until `leased_until`.
    """

    id = Varchar(length=KEY, primary_key=True)
    person = Varchar(length=ID)
    citizen = Varchar(length=ID, null=True, default=None)
    kind = Varchar(length=32)
    about = Varchar(length=ID)
    due_at = BigInt()
    pointless_at = BigInt()
    state = Varchar(length=16)
    leased_until = BigInt()
    attempts = Integer()
    settled_at = BigInt()


class Delivery(Table, tablename="delivery", db=CURRENT):
    """One attempt to deliver a reminder: by which way, to which host, when, and what came of it.

    `outcome` is "" until somebody knows, then taken, gone, later or refused. `receipt` is what a phone says, and nobody
    can guess, when it has shown the message: `seen_at`; and when somebody has tapped it: `opened_at`.
    """

    id = Varchar(length=ID, primary_key=True)
    reminder = Varchar(length=KEY)
    person = Varchar(length=ID)
    way = Varchar(length=16)
    host = Varchar(length=200)
    at = BigInt()
    outcome = Varchar(length=16)
    seen_at = BigInt()
    receipt = Varchar(length=ID)
    opened_at = BigInt(default=0)


class Preference(Table, tablename="preference", db=CURRENT):
    """What a person wants to be reminded of: `chosen` is JSON {kind: "on" or "off"}, the quiet hours HH:MM.

    `details` is 1 when a lock screen may say more than that there is an appointment.
    """

    person = Varchar(length=ID, primary_key=True)
    chosen = Text()
    quiet_from = Varchar(length=5)
    quiet_to = Varchar(length=5)
    details = Integer()
