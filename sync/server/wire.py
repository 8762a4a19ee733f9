"""Bytes to messages and back."""

import json

import msgspec

from sync.server.errors import MalformedError, TooLargeError
from sync.server.messages import Answer, Request

_decoder = msgspec.json.Decoder(Request)
_encoder = msgspec.json.Encoder()


def read(body: bytes, *, limit: int) -> Request:
    """The request in `body`. Raises `TooLargeError` over `limit` bytes, `MalformedError`."""
    if len(body) > limit:
        raise TooLargeError
    try:
        return _decoder.decode(body)
    except msgspec.ValidationError as error:
        raise MalformedError(str(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _read_with_torn_letters(body)
    except RecursionError as error:
        raise MalformedError("nested too deeply") from error


def write(answer: Answer) -> bytes:
    """The answer as JSON, not compressed."""
    return _encoder.encode(answer)


def _read_with_torn_letters(body: bytes) -> Request:
    """A browser sends half an emoji, cut off by a length limit, as it is: one such text must not hold up the queue.

    The standard library reads it, and the arguments are then refused field by field.
    """
    try:
        return msgspec.convert(json.loads(body), Request)
    except (ValueError, RecursionError) as error:
        raise MalformedError(str(error)) from error
