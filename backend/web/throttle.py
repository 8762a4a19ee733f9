"""How often something may be asked for: counted in this process's memory, for a bounded number of askers."""

from collections import OrderedDict

from backend.domain.time import Clock

WINDOW_SECONDS = 600
MOST_KEYS = 10_000


class Throttle:
    """Counts per key within a window of ten minutes. Processes count apart: several let through more."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._counts: OrderedDict[str, tuple[int, int]] = OrderedDict()

    def wait(self, key: str, *, most: int) -> int:
        """0 when `key` may go on, which is counted; otherwise the seconds until it may."""
        now = self._clock() // 1000
        began, count = self._counts.pop(key, (now, 0))
        if now >= began + WINDOW_SECONDS:
            began, count = now, 0
        self._counts[key] = (began, min(count + 1, most + 1))
        if len(self._counts) > MOST_KEYS:
            self._counts.popitem(last=False)
        return began + WINDOW_SECONDS - now if count >= most else 0
