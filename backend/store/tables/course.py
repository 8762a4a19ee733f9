"""The course of a record: its line, its meetings, what is decided and agreed there."""

from piccolo.columns import BigInt, Integer, Text, Varchar
from piccolo.table import Table

from backend.store.binding import CURRENT, ID


class Course(Table, tablename="course", db=CURRENT):
    """A citizen's run through a programme, and by whose hands; names as the phone shows them. `line` is JSON."""

    id = Varchar(length=ID, primary_key=True)
    citizen = Varchar(length=ID)
    version = BigInt()
    programme = Varchar(length=8)
    programme_version = Varchar(length=10)
    programme_title = Varchar(length=200)
    contact_rule = Varchar(length=40)
    age_group = Varchar(length=16)
    line = Text()
    started_on = Varchar(length=10)
    meetings_planned = Integer()
    caseworker = Varchar(length=200)
    organisation = Varchar(length=200)
    akasse = Varchar(length=200)
    caseworker_id = Varchar(length=ID)
    organisation_id = Varchar(length=ID)
    akasse_caseworker_id = Varchar(length=ID)
    akasse_id = Varchar(length=ID)


class Meeting(Table, tablename="meeting", db=CURRENT):
    """A meeting booked, held, cancelled or missed. `prepare`, `gone_through` and `left_out` are JSON lists."""

    id = Varchar(length=ID, primary_key=True)
    citizen = Varchar(length=ID)
    version = BigInt()
    step = Varchar(length=16)
    title = Varchar(length=200)
    plain = Text()
    prepare = Text()
    after = Text()
    together_with = Varchar(length=200)
    starts_at = BigInt()
    minutes = Integer()
    mode = Varchar(length=16)
    place = Varchar(length=200)
    link = Text()
    held_by = Varchar(length=200)
    state = Varchar(length=16)
    booked_at = BigInt()
    ready_at = BigInt()
    comes_at = BigInt()
    summary = Text()
    gone_through = Text()
    left_out = Text()
    why = Text()
    moved_from = BigInt()
    closed_by = Varchar(length=200)
    closed_at = BigInt()
    received_at = BigInt()


class Draft(Table, tablename="draft", db=CURRENT):
    """What a caseworker has filled in of a meeting that is being held: the form as JSON. Only caseworkers see it."""

    id = Varchar(length=ID, primary_key=True)
    citizen = Varchar(length=ID)
    body = Text()
    saved_by = Varchar(length=ID)
    saved_at = BigInt()


class Agreement(Table, tablename="agreement", db=CURRENT):
    """Who does what by when."""

    id = Varchar(length=ID, primary_key=True)
    citizen = Varchar(length=ID)
    version = BigInt()
    meeting = Varchar(length=ID)
    who = Varchar(length=16)
    what = Varchar(length=200)
    by = Varchar(length=10)
    made_by = Varchar(length=200)
    made_at = BigInt()
    done_at = BigInt()
    received_at = BigInt()


class Decision(Table, tablename="decision", db=CURRENT):
    """A doubt or an assessment, settled by a named person. `facts` is a JSON list of sentences."""

    id = Varchar(length=ID, primary_key=True)
    citizen = Varchar(length=ID)
    version = BigInt()
    rule_ref = Varchar(length=16)
    about = Varchar(length=16)
    rule = Varchar(length=200)
    facts = Text()
    outcome = Varchar(length=16)
    reason = Text()
    decided_by = Varchar(length=200)
    decided_at = BigInt()
    follow_up_on = Varchar(length=10)
    answer = Text()
    answered_at = BigInt()
    received_at = BigInt()


class Placement(Table, tablename="placement", db=CURRENT):
    """A time in a company, an education or a course."""

    id = Varchar(length=ID, primary_key=True)
    citizen = Varchar(length=ID)
    version = BigInt()
    kind = Varchar(length=16)
    place = Varchar(length=200)
    goals = Text()
    starts_on = Varchar(length=10)
    ends_on = Varchar(length=10)
    follow_up_on = Varchar(length=10)
    state = Varchar(length=16)
    gave = Text()
    led_to = Varchar(length=16)
    planned_by = Varchar(length=200)
    planned_at = BigInt()


class Track(Table, tablename="track", db=CURRENT):
    """A track that a citizen follows or has followed. `actions` is a JSON list."""

    id = Varchar(length=ID, primary_key=True)
    citizen = Varchar(length=ID)
    version = BigInt()
    track = Varchar(length=16)
    title = Varchar(length=200)
    plain = Varchar(length=200)
    since = Varchar(length=10)
    until = Varchar(length=10)
    chosen_by = Varchar(length=200)
    reason = Text()
    actions = Text()
