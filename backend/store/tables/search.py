"""The citizen's search in a record: jobs, homework, the joblog and what is enclosed, wishes, what is required."""

from piccolo.columns import BigInt, Integer, Text, Varchar
from piccolo.table import Table

from backend.store.binding import CURRENT, ID


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
    """One application a citizen made or wants to make. `steps` is a JSON list."""

    id = Varchar(length=ID, primary_key=True)
    citizen = Varchar(length=ID)
    version = BigInt()
    job = Varchar(length=ID)
    title = Varchar(length=200)
    employer = Varchar(length=200)
    cvr = Varchar(length=8)
    place = Varchar(length=200)
    link = Text()
    contact = Varchar(length=200)
    found = Varchar(length=16)
    channel = Varchar(length=16)
    kind = Varchar(length=16)
    hours = Integer()
    deadline = Varchar(length=10)
    goal = Varchar(length=1)
    goal_id = Varchar(length=ID)
    status = Varchar(length=16)
    steps = Text()
    applied_on = Varchar(length=10)
    note = Text()
    private_note = Text()
    on_jobnet = Varchar(length=10)
    archived_at = BigInt()
    made_at = BigInt()
    received_at = BigInt()


class Attachment(Table, tablename="attachment", db=CURRENT):
    """What is known of a file that belongs to an entry; the file itself stands outside the data base."""

    id = Varchar(length=ID, primary_key=True)
    citizen = Varchar(length=ID)
    version = BigInt()
    entry = Varchar(length=ID)
    name = Varchar(length=120)
    media = Varchar(length=100)
    bytes = Integer()
    digest = Varchar(length=43)
    role = Varchar(length=16)
    made_at = BigInt()
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


class Requirement(Table, tablename="requirement", db=CURRENT):
    """How much job search was agreed from a day on. `channels` is a JSON list."""

    id = Varchar(length=ID, primary_key=True)
    citizen = Varchar(length=ID)
    version = BigInt()
    since = Varchar(length=10)
    number = Integer()
    period = Varchar(length=16)
    channels = Text()
    fields = Varchar(length=200)
    geography = Varchar(length=200)
    uploads = Integer()
    note = Text()
    set_by = Varchar(length=200)
    set_at = BigInt()
