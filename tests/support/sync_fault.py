"""What can break off at a server: once, between any two statements, before or after the commit."""

from collections.abc import Callable
from typing import Literal

from sync.server import Retry

Break = Literal["retry", "crash", "error"]
NEVER = -1


class CrashError(BaseException):
    """The server process is gone, between two statements."""


class Fault:
    """Counts statements and the ends of transactions. `conflict` = what the driver says of a conflict."""

    def __init__(self, conflict: Callable[[], Exception]) -> None:
        self._conflict = conflict
        self._left = NEVER
        self._how: Break = "retry"
        self.errors = 0

    def plant(self, statement: int, how: Break) -> None:
        """At the n-th from now."""
        self._left, self._how = statement, how

    def mend(self) -> None:
        """What was to break, and did not, holds."""
        self._left = NEVER

    def at_statement(self, _statement: str) -> None:
        """One is about to be run."""
        self._count(self._conflict)

    def at_end(self, _end: str) -> None:
        """A transaction is about to begin or to commit, or has committed."""
        self._count(Retry)

    def _count(self, conflict: Callable[[], Exception]) -> None:
        if self._left == NEVER:
            return
        self._left -= 1
        if self._left != NEVER:
            return
        self.errors += self._how == "error"
        raise {"retry": conflict, "crash": CrashError, "error": OSError}[self._how]()
