"""What a meeting ended without, and why, in the programme's words: for the file and the next one, never the citizen."""

from collections.abc import Mapping

from msgspec import Struct

from backend.domain.agenda import Agenda


class LeftOut(Struct, frozen=True, kw_only=True):
    """Something that was left out, and why."""

    what: str
    why: str


def left_out(agenda: Agenda, whys: Mapping[str, str]) -> tuple[LeftOut, ...]:
    """What `agenda` asks for and has a reason, by reference, for leaving it out."""
    names = {fact.ref: fact.da for fact in agenda.mandatory} | {agenda.jobs: f"Mindst {agenda.least_jobs} job"}
    return tuple(LeftOut(what=names[ref], why=why) for ref, why in whys.items() if why and ref in names)
