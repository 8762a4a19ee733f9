"""Meetings that both authorities attend, where a programme asks for it at one of several (D.0.2)."""

from collections.abc import Iterable, Sequence

from backend.domain.meeting import Meeting
from backend.domain.programme import Programme, Rule


def lacks_joint_meeting(programme: Programme, meetings_of: Sequence[Meeting], *, step: str) -> str:
    """The Danish sentence when booking the meeting `step` for one authority alone would break a rule; "" when not.

    The last of those that may be joint has to be when none is, and so has any of them that is the only one left.
    """
    for rule in _broken(programme, meetings_of):
        others = set(rule.joint_at_one_of) - {step}
        is_last_chance = step == rule.joint_at_one_of[-1] or others <= _taken(meetings_of)
        if step in rule.joint_at_one_of and is_last_chance:
            return f"{rule.da}: den har ikke været med før, så den skal med nu."
    return ""


def missing_joint_meeting(programme: Programme, meetings_of: Sequence[Meeting]) -> str:
    """The rule, in Danish, that no meeting keeps though the last chance is taken by one authority alone; "" when none.

    Booking asks for it. What was joint may be cancelled or missed after that.
    """
    taken = _taken(meetings_of)
    return next((rule.da for rule in _broken(programme, meetings_of) if rule.joint_at_one_of[-1] in taken), "")


def missing_without(programme: Programme, meetings_of: Sequence[Meeting], *, meeting: Meeting) -> str:
    """The rule that would be broken if that meeting were not to be; "" when none, or when it is broken as it is."""
    if missing_joint_meeting(programme, meetings_of):
        return ""
    return missing_joint_meeting(programme, [each for each in meetings_of if each.id != meeting.id])


def _broken(programme: Programme, meetings_of: Sequence[Meeting]) -> Iterable[Rule]:
    joint = {each.step for each in meetings_of if each.together_with and _counts(each)}
    return (rule for rule in programme.rules if rule.joint_at_one_of and not joint & set(rule.joint_at_one_of))


def _taken(meetings_of: Iterable[Meeting]) -> set[str]:
    return {each.step for each in meetings_of if _counts(each)}


def _counts(meeting: Meeting) -> bool:
    return meeting.state in {"booked", "held"}
