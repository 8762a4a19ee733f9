"""How often one person may have pages fetched: our server must not be anybody's way to trouble another."""

from collections import deque

from backend.domain.time import Clock

MOST = 20
WITHIN_MS = 10 * 60 * 1000


class TooOften(Exception):
    """This person has to wait a little."""


class Turns:
    """Counted in memory, for each process by itself: a restart forgives, and so does a second process."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._taken: deque[tuple[int, str]] = deque()

    def take(self, person: str) -> None:
        """Count one more. Raises TooOften, and then does not count it."""
        now = self._clock()
        while self._taken and self._taken[0][0] <= now - WITHIN_MS:
            self._taken.popleft()
        if sum(who == person for _, who in self._taken) >= MOST:
            raise TooOften
        self._taken.append((now, person))
