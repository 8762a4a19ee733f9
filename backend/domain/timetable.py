"""A programme written out as text, for whoever edits or checks its file."""

from backend.domain.programme import AGAIN, Point, Programme, Step
from backend.domain.timeline import Stop, line
from backend.domain.track import Tracks

JOINT = {"never": "", "possibly": ", possibly with the a-kasse", "always": " with the a-kasse"}


def drawn(programme: Programme, *, started_on: str, until: str) -> str:
    """Every meeting from the first day `started_on`, with all that must come of it; what repeats until `until`."""
    lines = [f"{programme.ref}  {programme.da}", f"   version {programme.version}, first day {started_on}", ""]
    for name, facts in (
        ("rule", programme.rules),
        ("deadline", programme.deadlines),
        ("every meeting", programme.mandatory),
        ("escalation", programme.escalations),
    ):
        lines += [f"   {name}: {fact.ref} {fact.da}" for fact in facts]
    for stop in line(programme, started_on=started_on, until=until):
        step = programme.step(stop.ref)
        lines += _stop(stop, step) if step else []
    return "\n".join(lines) + "\n"


def drawn_tracks(tracks: Tracks) -> str:
    """Every track with its actions."""
    lines = [f"{tracks.ref}  {tracks.da}", f"   version {tracks.version}"]
    for track in tracks.tracks:
        lines += ["", f"{track.ref}  {track.da}", *(f"   {action.ref} {action.da}" for action in track.actions)]
    return "\n".join(lines) + "\n"


def _stop(stop: Stop, step: Step) -> list[str]:
    when = f"{stop.opens_on} to {stop.closes_on}" if stop.closes_on else "when agreed"
    head = ["", f"{stop.ref}  {stop.title}", f"   {when}, {stop.held_by}{JOINT[stop.joint]}"]
    if AGAIN in stop.ref:
        return head
    named = (
        ("outcome", step.outcomes),
        ("topic", step.topics),
        ("judge", step.assessments),
        ("homework", step.homework),
    )
    points = [f"   {name}: {point.ref} {point.da}{_audience(point)}" for name, found in named for point in found]
    return [*head, *points, *([f"   jobs: {step.jobs.ref} {step.jobs.da}"] if step.jobs else [])]


def _audience(point: Point) -> str:
    return f" [{', '.join(point.audience)}]" if point.audience else ""
