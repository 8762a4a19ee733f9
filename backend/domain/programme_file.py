"""Reads a programme file, and explains a mistake in it by file, line and what was expected."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from backend.domain.errors import DomainError
from backend.domain.programme import Programme
from backend.domain.track import Tracks

_PATH = re.compile(r" - at `\$\.?(.*)`$")
_PART = re.compile(r"(\w+)(?:\[(\d+)\])?")


class Misread(DomainError):
    """A programme file that cannot be used; the reason says where and what was expected."""

    code = "misread"


def parse(text: str, *, name: str) -> Programme | Tracks:
    """The programme, or the tracks, in a TOML text. Raises Misread; `name` is what the file is called in it."""
    try:
        told: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Misread(f"{name}: not TOML: {error}") from error
    try:
        found = msgspec.convert(told, Tracks if "tracks" in told else Programme)
    except msgspec.ValidationError as error:
        raise Misread(_explained(text, str(error), name=name)) from error
    for fault, ref in _faults(found):
        raise Misread(f"{name}, line {_line_of_ref(text, ref)}: {fault}")
    return found


def _faults(found: Programme | Tracks) -> Iterator[tuple[str, str]]:
    """What no type can say: (sentence, reference it is about)."""
    counted = Counter(fact.ref for fact in found.facts())
    yield from ((f"ref {ref} is given {times} times", ref) for ref, times in counted.items() if times > 1)
    strangers = (ref for ref in counted if ref.split(".")[0] != found.ref)
    yield from ((f"ref {ref} does not belong to {found.ref}", ref) for ref in strangers)
    if isinstance(found, Tracks):
        yield from _faults_of_tracks(found)
    else:
        yield from _faults_of_programme(found)


def _faults_of_tracks(found: Tracks) -> Iterator[tuple[str, str]]:
    for track in found.tracks:
        strange = [ref for ref in track.leads_to if found.track(ref) is None]
        yield from ((f"{track.ref} leads to {ref}, which is no track here", track.ref) for ref in strange)
        yield from _strangers(track.ref, [action.ref for action in track.actions])


def _faults_of_programme(found: Programme) -> Iterator[tuple[str, str]]:
    for step in found.meetings:
        yield from _strangers(step.ref, [fact.ref for fact in step.facts()[1:]])
        if step.repeats and step.window is None:
            yield f"{step.ref} repeats, but has no window to repeat", step.ref
    for part in [*found.meetings, *found.deadlines]:
        if part.window and part.window.first > part.window.last:
            yield f"the window of {part.ref} ends before it begins", part.ref
    for rule in found.rules:
        strange = [ref for ref in rule.joint_at_one_of if found.step(ref) is None]
        yield from ((f"{rule.ref} names {ref}, which is no meeting here", rule.ref) for ref in strange)


def _strangers(parent: str, refs: list[str]) -> Iterator[tuple[str, str]]:
    for ref in refs:
        if not ref.startswith(f"{parent}."):
            yield f"ref {ref} stands under {parent}, whose refs begin with {parent}.", ref


def _explained(text: str, told: str, *, name: str) -> str:
    """msgspec's sentence, with the line of the file instead of the path in its data."""
    path = _PATH.search(told)
    sentence = _PATH.sub("", told).replace("Object", "this part")
    where = path[1] if path else ""
    at = f" ({where})" if where else ""
    return f"{name}, line {_line_of(text, where)}: {sentence[0].lower()}{sentence[1:]}{at}"


def _line_of(text: str, path: str) -> int:
    """The line of the part or key that a path like `meetings[2].outcomes[0].ref` leads to, as near as can be told."""
    lines = text.splitlines()
    at, table = 0, ""
    for key, index in _PART.findall(path):
        table = f"{table}.{key}".lstrip(".")
        header = f"[[{table}]]" if index else f"[{table}]"
        found = [number for number, line in enumerate(lines) if number >= at and line.strip() == header]
        keyed = [number for number, line in enumerate(lines) if number >= at and line.split("=")[0].strip() == key]
        if found:
            at = found[int(index or 0)] if int(index or 0) < len(found) else at
        elif keyed:
            return keyed[0] + 1
    return at + 1


def _line_of_ref(text: str, ref: str) -> int:
    """The last line that gives that reference."""
    given = re.compile(rf'ref\s*=\s*"{re.escape(ref)}"')
    return max((at for at, line in enumerate(text.splitlines(), start=1) if given.match(line)), default=1)
