"""A phone's line: a proxy that takes the time a slow connection takes, and counts what goes over it.

Throttling in a browser reaches pages alone and each engine's requests differently; this meets all alike.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass

from tests.support.cutproxy import CutProxy

SEGMENT = 1_460  # bytes: what one packet carries


@dataclass(frozen=True, kw_only=True)
class Speed:
    """Of a line, in bytes a second each way; `round_trip` in seconds."""

    down: float
    up: float
    round_trip: float

    def least(self, *, down: float) -> float:
        """The seconds in which a new connection can ask once and have so many bytes answered."""
        return 2 * self.round_trip + down / self.down


SLOW_4G = Speed(down=1.6e6 / 8, up=0.75e6 / 8, round_trip=0.150)


@dataclass
class Traffic:
    """What went over a line. A turn is a request and its answer."""

    down: int = 0
    up: int = 0
    turns: int = 0


class Way:
    """One direction, shared by all connections: a packet waits for the one before it, and then travels."""

    def __init__(self, *, speed: float, delay: float) -> None:
        self._speed = speed
        self._delay = delay
        self._free = 0.0

    def arrival(self, size: int) -> float:
        """When a packet that is sent now is there, on the loop's clock."""
        self._free = max(self._free, asyncio.get_running_loop().time()) + size / self._speed
        return self._free + self._delay


class Line(CutProxy):
    """Passes connections on at full speed until `slow()`, from then on as a phone far out would have them."""

    def __init__(self, upstream: int, speed: Speed) -> None:
        super().__init__(upstream)
        self.traffic = Traffic()
        self._speed = speed
        self._ways: tuple[Way, Way] | None = None

    def slow(self) -> None:
        """From now on; open connections break, so that the next request has to make one, as after a pause."""
        self.cut()
        delay = self._speed.round_trip / 2
        self._ways = (Way(speed=self._speed.up, delay=delay), Way(speed=self._speed.down, delay=delay))
        self.restore()

    def count(self) -> Traffic:
        """What went over it since the last time."""
        counted, self.traffic = self.traffic, Traffic()
        return counted

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._ways is None:
            await super()._carry(reader, writer)
            return
        up, down = self._ways
        talk = Talk(self)
        async with self._reached() as (far_reader, far_writer):
            # Making a connection is a turn of its own.
            await asyncio.sleep(self._speed.round_trip)
            await asyncio.gather(
                _travel(reader, far_writer, up, talk.asked), _travel(far_reader, writer, down, talk.answered)
            )


class Talk:
    """One connection: whoever was silent and speaks begins a turn."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._asking = False

    def asked(self, size: int) -> None:
        """The phone says so many bytes."""
        self._line.traffic.turns += not self._asking
        self._line.traffic.up += size
        self._asking = True

    def answered(self, size: int) -> None:
        """The server says so many bytes."""
        self._line.traffic.down += size
        self._asking = False


async def _travel(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: Way, heard: Callable[[int], None]
) -> None:
    packets: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
    arriving = asyncio.create_task(_arrive(packets, writer))
    with contextlib.suppress(OSError):
        while packet := await reader.read(SEGMENT):
            heard(len(packet))
            packets.put_nowait((way.arrival(len(packet)), packet))
    packets.put_nowait((0, b""))
    await arriving


async def _arrive(packets: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter) -> None:
    loop = asyncio.get_running_loop()
    with contextlib.suppress(OSError):
        while (arrival := await packets.get())[1]:
            await asyncio.sleep(arrival[0] - loop.time())
            writer.write(arrival[1])
            await writer.drain()
    writer.close()
