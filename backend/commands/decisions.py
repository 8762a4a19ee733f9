"""Decisions: made by a caseworker beside the facts of that moment; answered by the citizen."""

from msgspec import Struct, structs

from backend.commands.write import Write
from backend.domain import access
from backend.domain import decision as rules
from backend.domain.decision import Decision, Judgement
from backend.domain.doubt import question
from backend.domain.errors import Invalid
from backend.domain.evidence import evidence
from backend.domain.ids import must_be_id
from backend.domain.programme import Programme


class Make(Struct, frozen=True, kw_only=True):
    """A caseworker's decision on what the programme asks under `rule_ref`; `id` makes a repeat harmless."""

    id: str
    rule_ref: str
    judgement: Judgement


class Answer(Struct, frozen=True, kw_only=True):
    """What the citizen says to a decision; "" takes it back."""

    decision: str
    answer: str


async def make(write: Write, args: Make, *, programme: Programme) -> None:
    """Decide, and keep what the log showed at that moment, whatever the page had said.

    Raises Invalid, Forbidden; a repeat of the same id changes nothing.
    """
    await write.must_follow()
    must_be_id(args.id)
    if await write.record.find(Decision, args.id):
        return
    asked = question(programme, args.rule_ref)
    if asked is None:
        raise Invalid({"rule_ref": "Vælg, hvad du vurderer."})
    outcome, reason, follow_up_on = rules.check(args.judgement, today=write.today)
    decision = Decision(
        id=args.id,
        version=0,
        rule_ref=asked.ref,
        about=asked.about,
        rule=asked.rule,
        facts=evidence(await write.record.whole(), today=write.today),
        outcome=outcome,
        reason=reason,
        decided_by=write.actor.name,
        decided_at=write.now,
        follow_up_on=follow_up_on,
        answer="",
        answered_at=0,
        received_at=0,
    )
    await write.put(decision, before=None)


async def answer(write: Write, args: Answer) -> None:
    """Write the citizen's own view of a decision. Raises Invalid, NotFound, Forbidden."""
    access.must_own(write.actor, record=write.record.citizen)
    before = await write.record.get(Decision, args.decision)
    text = rules.check_answer(args.answer)
    # 0 means not answered, whatever a phone's clock says.
    answered_at = max(write.made_at, 1) if text else 0
    if text != before.answer:
        after = structs.replace(before, answer=text, answered_at=answered_at, received_at=write.now)
        await write.put(after, before=before)
