"""What the two data bases must both be able to do, and what can go wrong with either.

`Database` in `backend.store.engine` stands on this and nothing else.
"""

from collections.abc import Sequence
from enum import Enum, auto
from typing import Any, Literal, Protocol

FIRST = "first"
"""The savepoint that stands right after the statement a transaction was opened with."""
Row = dict[str, Any]
Dialect = Literal["sqlite", "postgres"]


class Kind(Enum):
    """What a transaction is for."""

    WRITE = auto()
    """Reads and writes; on SQLite it holds the one write lock from its first moment."""
    SCHEMA = auto()
    """A migration: alone among all processes; on SQLite with foreign keys checked at the end, not on the way."""


class StoreError(Exception):
    """Something is wrong with the data base or with how it is used; the text is one sentence for an operator."""


class Unavailable(StoreError):
    """The data base cannot be opened, reached or signed in to."""


class Closed(StoreError):
    """The data base was asked for something before its start or after its close."""


class TransactionLost(StoreError):
    """The data base has given up the transaction under our feet; nothing of it is kept."""


class Lease(Protocol):
    """A connection with a transaction open on it, for one task. `has_savepoint`: `FIRST` stands."""

    @property
    def has_savepoint(self) -> bool: ...

    async def fetch(self, sql: str, args: Sequence[Any]) -> list[Row]:
        """Run one statement inside the transaction; its rows, or an empty list."""
        ...

    async def end(self, *, commit: bool) -> None:
        """Commit or roll back, and give the connection back whatever happens, even to a cancelled task.

        A task cancelled while it commits has committed. Raises TransactionLost when there was nothing left to commit.
        """
        ...


class Driver(Protocol):
    """One data base: its connections and its own way to say things."""

    @property
    def dialect(self) -> Dialect: ...

    async def start(self) -> None:
        """Open the connections. Raises Unavailable with one clear sentence."""
        ...

    async def close(self) -> None:
        """Wait a little for running transactions, then close every connection; twice does no harm."""
        ...

    async def fetch(self, sql: str, args: Sequence[Any]) -> list[Row]:
        """Run one statement on its own, in the dialect's own placeholders. Raises Closed."""
        ...

    async def begin(self, kind: Kind, *, first: str = "") -> Lease:
        """Wait for a connection and open a transaction on it, with a statement `first` in it. Raises Closed.

        On PostgreSQL that takes no trip of its own, and what follows may be undone back to the savepoint `FIRST`.
        """
        ...
