"""Which characters a font has a picture of, read from the font itself (OpenType 1.9.1, table `cmap`)."""

from collections.abc import Iterator
from struct import unpack_from

_SEGMENTS = 4
_GROUPS = 12


def characters(font: bytes) -> frozenset[int]:
    """Code points that the TrueType or OpenType font holds. Raises ValueError for a file that has no such table."""
    at = _table(font, b"cmap")
    (count,) = unpack_from(">H", font, at + 2)
    offsets = {unpack_from(">I", font, at + 4 + 8 * number + 4)[0] for number in range(count)}
    return frozenset(code for offset in offsets for code in _mapped(font, at + offset))


def _table(font: bytes, name: bytes) -> int:
    (count,) = unpack_from(">H", font, 4)
    for number in range(count):
        tag, _, offset, _ = unpack_from(">4sIII", font, 12 + 16 * number)
        if tag == name:
            return int(offset)
    raise ValueError(f"the font has no table {name.decode()}")


def _mapped(font: bytes, at: int) -> Iterator[int]:
    """The two forms that tell of Unicode; others repeat what these say."""
    (form,) = unpack_from(">H", font, at)
    if form == _SEGMENTS:
        yield from _in_segments(font, at)
    elif form == _GROUPS:
        (count,) = unpack_from(">I", font, at + 12)
        for number in range(count):
            first, last, _ = unpack_from(">III", font, at + 16 + 12 * number)
            yield from range(first, last + 1)


def _in_segments(font: bytes, at: int) -> Iterator[int]:
    (size,) = unpack_from(">H", font, at + 6)
    for end in range(at + 14, at + 14 + size, 2):
        # Four lists one after the other, of equal length, with two bytes between the first and the others.
        start, delta, jump = (end + 2 + number * size for number in (1, 2, 3))
        first, last, added, further = (unpack_from(">H", font, place)[0] for place in (start, end, delta, jump))
        for code in range(first, last + 1):
            # Glyph 0 is the picture of what is not there.
            glyph = unpack_from(">H", font, jump + further + 2 * (code - first))[0] if further else code
            if glyph and (glyph + added) % 0x10000:
                yield code
