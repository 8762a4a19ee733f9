"""The text of an answer, up to a size that is counted both as it arrives and as it unpacks."""

import zlib
from collections.abc import Callable

from aiohttp import ClientResponse

Unpack = Callable[[bytes, int], bytes]
"""Makes of some bytes at most that many; what is more than that stays behind."""

ENCODINGS = "gzip"
"""What is asked for. Nothing else is unpacked, nor anything that was packed twice."""

_GZIP_OR_ZLIB = 47


class TooMuch(ValueError):
    """More than was wanted, or packed in another way."""


async def body_of(answer: ClientResponse, *, most: int) -> bytes:
    """At most `most` bytes. Raises TooMuch as soon as there are more, ValueError, zlib.error, aiohttp.ClientError."""
    if (answer.content_length or 0) > most:
        raise TooMuch
    unpack = _unpacking(answer.headers.get("content-encoding", ""))
    arrived, text = 0, bytearray()
    async for some in answer.content.iter_any():
        arrived += len(some)
        text += unpack(some, most + 1 - len(text))
        if max(arrived, len(text)) > most:
            raise TooMuch
    return bytes(text)


def _unpacking(encoding: str) -> Unpack:
    match encoding.strip().lower():
        case "" | "identity":
            return lambda some, _most: some
        case "gzip" | "deflate":
            return zlib.decompressobj(_GZIP_OR_ZLIB).decompress
        case _:
            raise TooMuch
