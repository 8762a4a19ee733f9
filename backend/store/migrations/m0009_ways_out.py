"""Private calendar addresses, and where else a person can be reached."""

from backend.store.engine import Database

STATEMENTS = (
    """CREATE TABLE calendar (
        id VARCHAR(64) PRIMARY KEY, person VARCHAR(22) NOT NULL UNIQUE REFERENCES person (id),
        nonce VARCHAR(22) NOT NULL, made_at BIGINT NOT NULL)""",
    # A caseworker's calendar asks for what that caseworker holds, among all the meetings there are.
    "CREATE INDEX meeting_of_holder ON meeting (held_by, starts_at)",
    """CREATE TABLE contact (
        id VARCHAR(40) PRIMARY KEY, person VARCHAR(22) NOT NULL REFERENCES person (id), way VARCHAR(16) NOT NULL,
        address VARCHAR(254) NOT NULL, confirmed_at BIGINT NOT NULL,
        wanted VARCHAR(254) NOT NULL, token VARCHAR(64) NOT NULL, expires_at BIGINT NOT NULL)""",
    "CREATE INDEX contact_of_person ON contact (person)",
    "CREATE UNIQUE INDEX contact_of_token ON contact (token) WHERE token <> ''",
)


async def apply(db: Database) -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        await db.run(statement)
