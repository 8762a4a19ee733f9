"""Head and body of an answer leave in one piece, a lone piece soon, and the last before the line ends."""

import asyncio
from typing import Any

from backend.line import Together


class Heard(asyncio.Transport):
    """A line whose other side notes what arrives, and when it ends."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.pieces.append(bytes(data))

    def close(self) -> None:
        self.pieces.append(b"end")

    def is_closing(self) -> bool:
        return b"end" in self.pieces

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return {"peername": ("127.0.0.1", 1)}.get(name, default)


async def test_head_and_body_leave_together() -> None:
    heard = Heard()
    line = Together(heard, asyncio.get_running_loop())
    line.write(b"head ")
    assert heard.pieces == []
    line.write(b"body")
    assert heard.pieces == [b"head body"]
    await asyncio.sleep(0)
    assert heard.pieces == [b"head body"]


async def test_what_stands_alone_leaves_when_the_loop_comes_round() -> None:
    heard = Heard()
    line = Together(heard, asyncio.get_running_loop())
    for event in (b"first", b"second"):
        line.write(event)
        await asyncio.sleep(0)
    assert heard.pieces == [b"first", b"second"]


async def test_nothing_is_left_behind_when_the_line_ends() -> None:
    heard = Heard()
    line = Together(heard, asyncio.get_running_loop())
    line.write(b"last")
    line.close()
    assert heard.pieces == [b"last", b"end"]
    assert line.is_closing()
    assert line.get_extra_info("peername") == ("127.0.0.1", 1)
