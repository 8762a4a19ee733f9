"""The first tables: people, their records, what phones send, sessions."""

import secrets

from backend.store.engine import Database

ID = "VARCHAR(22)"
NAME = "VARCHAR(200) NOT NULL"
TEXT = "TEXT NOT NULL"
DATE = "VARCHAR(10) NOT NULL"
WORD = "VARCHAR(16) NOT NULL"
WHEN = "BIGINT NOT NULL"
ROW = f"""
    id {ID} PRIMARY KEY,
    citizen {ID} NOT NULL REFERENCES record (id),
    version BIGINT NOT NULL"""

STATEMENTS = (
    f"CREATE TABLE organisation (id {ID} PRIMARY KEY, kind {WORD}, name {NAME})",
    f"""CREATE TABLE person (
        id {ID} PRIMARY KEY, name {NAME}, role {WORD},
        organisation {ID} NOT NULL REFERENCES organisation (id))""",
    f"CREATE TABLE deployment (id {WORD} PRIMARY KEY, epoch {ID} NOT NULL)",
    f"""CREATE TABLE record (
        id {ID} PRIMARY KEY REFERENCES person (id),
        version BIGINT NOT NULL, checksum BIGINT NOT NULL, forgotten BIGINT NOT NULL)""",
    f"""CREATE TABLE course ({ROW},
        programme VARCHAR(8) NOT NULL, programme_title {NAME}, started_on {DATE}, meetings_planned INTEGER NOT NULL,
        caseworker {NAME}, organisation {NAME}, akasse {NAME},
        caseworker_id {ID} NOT NULL, organisation_id {ID} NOT NULL,
        akasse_caseworker_id {ID} NOT NULL, akasse_id {ID} NOT NULL)""",
    f"""CREATE TABLE meeting ({ROW},
        step {WORD}, title {NAME}, plain {TEXT}, prepare {TEXT}, starts_at {WHEN}, minutes INTEGER NOT NULL,
        mode {WORD}, place {NAME}, link {TEXT}, held_by {NAME}, state {WORD}, booked_at {WHEN})""",
    f"""CREATE TABLE job ({ROW},
        title {NAME}, employer {NAME}, place {NAME}, link {TEXT}, deadline {DATE}, apply_by {DATE}, why {TEXT},
        handed_out_by {NAME}, handed_out_at {WHEN}, state {WORD}, reason {TEXT},
        withdrawn_by {NAME}, withdrawn_at {WHEN}, received_at {WHEN})""",
    f"""CREATE TABLE assignment ({ROW},
        title {NAME}, detail {TEXT}, due {DATE}, done_at {WHEN}, note {TEXT},
        given_by {NAME}, given_at {WHEN}, received_at {WHEN})""",
    f"""CREATE TABLE joblog ({ROW},
        job {ID} NOT NULL, title {NAME}, employer {NAME}, place {NAME}, link {TEXT}, applied_on {DATE},
        channel {WORD}, note {TEXT}, made_at {WHEN}, received_at {WHEN})""",
    f"CREATE TABLE tombstone ({ROW}, kind {WORD})",
    f"""CREATE TABLE audit (
        id {ID} PRIMARY KEY, citizen {ID} NOT NULL REFERENCES record (id), version BIGINT NOT NULL,
        actor {ID} NOT NULL, command VARCHAR(40) NOT NULL, kind {WORD}, row {ID} NOT NULL,
        changes {TEXT}, at {WHEN})""",
    f"""CREATE TABLE device (
        id {ID} PRIMARY KEY, person {ID} NOT NULL REFERENCES person (id),
        last BIGINT NOT NULL, attempts INTEGER NOT NULL, error {TEXT})""",
    f"""CREATE TABLE mutation (
        id VARCHAR(48) PRIMARY KEY, device {ID} NOT NULL REFERENCES device (id), number BIGINT NOT NULL,
        name VARCHAR(100) NOT NULL, made_at {WHEN},
        state {WORD}, code VARCHAR(40) NOT NULL, reason {TEXT}, fields {TEXT}, other {TEXT}, received_at {WHEN})""",
    f"""CREATE TABLE dead_letter (
        id VARCHAR(48) PRIMARY KEY, device {ID} NOT NULL REFERENCES device (id), number BIGINT NOT NULL,
        mutation {TEXT}, error {TEXT}, received_at {WHEN})""",
    f"""CREATE TABLE session (
        id VARCHAR(64) PRIMARY KEY, person {ID} NOT NULL REFERENCES person (id),
        created_at {WHEN}, expires_at {WHEN}, revoked_at {WHEN})""",
    *(
        f"CREATE INDEX {table}_of_citizen ON {table} (citizen, version)"
        for table in ("course", "meeting", "job", "assignment", "joblog", "tombstone", "audit")
    ),
    "CREATE INDEX course_of_caseworker ON course (caseworker_id)",
    "CREATE INDEX course_of_akasse_caseworker ON course (akasse_caseworker_id)",
    "CREATE INDEX mutation_of_device ON mutation (device, number)",
    "CREATE INDEX session_of_person ON session (person)",
    "CREATE UNIQUE INDEX one_entry_for_a_job ON joblog (job) WHERE job <> ''",
)


async def apply(db: Database) -> None:
    """Make the tables, and this data base's first epoch."""
    for statement in STATEMENTS:
        await db.run(statement)
    await db.run("INSERT INTO deployment (id, epoch) VALUES ({}, {})", "this", secrets.token_urlsafe(16))
