"""The only Piccolo columns. The numbered migrations make the same tables; a test holds the two together."""

from piccolo.columns import BigInt, Integer, Text, Varchar
from piccolo.table import Table

from backend.store.binding import CurrentEngine

ID = 22
CURRENT = CurrentEngine()


class Organisation(Table, tablename="organisation", db=CURRENT):
    """A jobcentre or an a-kasse."""

    id = Varchar(length=ID, primary_key=True)
    kind = Varchar(length=16)
    name = Varchar(length=200)


class Person(Table, tablename="person", db=CURRENT):
    """A citizen or a caseworker."""

    id = Varchar(length=ID, primary_key=True)
    name = Varchar(length=200)
    role = Varchar(length=16)
    organisation = Varchar(length=ID)
    born_on = Varchar(length=10)


class Programme(Table, tablename="programme", db=CURRENT):
    """Every wording of a programme that a course has begun with. `id` is "A/2026-11-25", `body` its JSON."""

    id = Varchar(length=20, primary_key=True)
    body = Text()


class Draft(Table, tablename="draft", db=CURRENT):
    """What a caseworker has filled in of a meeting that is being held: the form as JSON. Only caseworkers see it."""

    id = Varchar(length=ID, primary_key=True)
    citizen = Varchar(length=ID)
    body = Text()
    saved_by = Varchar(length=ID)
    saved_at = BigInt()


class Deployment(Table, tablename="deployment", db=CURRENT):
    """One row: the epoch, which changes when a backup is put back."""

    id = Varchar(length=16, primary_key=True)
    epoch = Varchar(length=ID)


class Record(Table, tablename="record", db=CURRENT):
    """One row for each citizen: what is locked, versioned and synced as one.

    `version` counts its changes, `checksum` is the sum that phones compare, `forgotten` the version
    up to which tombstones have been dropped.
    """

    id = Varchar(length=ID, primary_key=True)
    version = BigInt()
    checksum = BigInt()
    forgotten = BigInt()


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
    summary = Text()
    gone_through = Text()
    left_out = Text()
    why = Text()
    received_at = BigInt()


class Job(Table, tablename="job", db=CURRENT):
    """A concrete job handed out."""

    id = Varchar(length=ID, primary_key=True)
    citizen = Varchar(length=ID)
    version = BigInt()
    title = Varchar(length=200)
    employer = Varchar(length=200)
    place = Varchar(length=200)
    link = Text()
    deadline = Varchar(length=10)
    apply_by = Varchar(length=10)
    why = Text()
    handed_out_by = Varchar(length=200)
    handed_out_at = BigInt()
    state = Varchar(length=16)
    reason = Text()
    withdrawn_by = Varchar(length=200)
    withdrawn_at = BigInt()
    received_at = BigInt()


class Assignment(Table, tablename="assignment", db=CURRENT):
    """Homework given."""

    id = Varchar(length=ID, primary_key=True)
    citizen = Varchar(length=ID)
    version = BigInt()
    title = Varchar(length=200)
    detail = Text()
    due = Varchar(length=10)
    done_at = BigInt()
    note = Text()
    given_by = Varchar(length=200)
    given_at = BigInt()
    received_at = BigInt()


class Joblog(Table, tablename="joblog", db=CURRENT):
    """One application a citizen made."""

    id = Varchar(length=ID, primary_key=True)
    citizen = Varchar(length=ID)
    version = BigInt()
    job = Varchar(length=ID)
    title = Varchar(length=200)
    employer = Varchar(length=200)
    place = Varchar(length=200)
    link = Text()
    applied_on = Varchar(length=10)
    channel = Varchar(length=16)
    note = Text()
    made_at = BigInt()
    received_at = BigInt()


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


class Wish(Table, tablename="wish", db=CURRENT):
    """What a citizen wishes of the course, and the answer."""

    id = Varchar(length=ID, primary_key=True)
    citizen = Varchar(length=ID)
    version = BigInt()
    kind = Varchar(length=16)
    meeting = Varchar(length=ID)
    text = Varchar(length=200)
    link = Text()
    day = Varchar(length=10)
    made_at = BigInt()
    received_at = BigInt()
    answer = Varchar(length=16)
    answer_text = Text()
    answered_by = Varchar(length=200)
    answered_at = BigInt()


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


class Session(Table, tablename="session", db=CURRENT):
    """A signed-in browser. `id` is the SHA-256 of the cookie, hex; `revoked_at` 0 = still good."""

    id = Varchar(length=64, primary_key=True)
    person = Varchar(length=ID)
    created_at = BigInt()
    expires_at = BigInt()
    revoked_at = BigInt()


class Subscription(Table, tablename="subscription", db=CURRENT):
    """A browser that wants push messages. `id` is the SHA-256 of the endpoint, hex."""

    id = Varchar(length=64, primary_key=True)
    person = Varchar(length=ID)
    endpoint = Text()
    p256dh = Varchar(length=200)
    auth = Varchar(length=100)
    made_at = BigInt()


class Reminder(Table, tablename="reminder", db=CURRENT):
    """A reminder and what became of it; the table is also the queue.

    `state` is planned, sent, unheard (no browser to send to), withdrawn or too-late; while it is planned, a worker
    that took it has it to itself until `leased_until`.
    """

    id = Varchar(length=80, primary_key=True)
    citizen = Varchar(length=ID)
    kind = Varchar(length=32)
    about = Varchar(length=ID)
    due_at = BigInt()
    pointless_at = BigInt()
    state = Varchar(length=16)
    leased_until = BigInt()
    attempts = Integer()
    settled_at = BigInt()


class Erased(Table, tablename="erased", db=CURRENT):
    """A citizen whose record was erased: the id alone, which stands nowhere else any more."""

    id = Varchar(length=ID, primary_key=True)
    at = BigInt()
