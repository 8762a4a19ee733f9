"""Wishes: made and taken back by the citizen, answered by a caseworker."""

from msgspec import Struct, structs

from backend.commands.assignments import Give, give
from backend.commands.jobs import HandOut, hand_out
from backend.commands.write import Write
from backend.domain import access
from backend.domain import wish as rules
from backend.domain.assignment import Homework
from backend.domain.errors import NotFound
from backend.domain.ids import must_be_id
from backend.domain.job import Offer
from backend.domain.meeting import Meeting, next_of
from backend.domain.time import local_date
from backend.domain.wish import Wish, Wished

FOUND = "Du har selv fundet jobbet."


class Make(Struct, frozen=True, kw_only=True):
    """A wish of the citizen's; `meeting` is the meeting it is about, "" = whichever is next."""

    id: str
    kind: str
    meeting: str
    text: str
    link: str
    day: str


class Withdraw(Struct, frozen=True, kw_only=True):
    """The citizen takes a wish back."""

    id: str


class Answer(Struct, frozen=True, kw_only=True):
    """A caseworker's yes or no; `title` and `employer` are those of a wished job."""

    wish: str
    answer: str
    text: str
    title: str
    employer: str


async def make(write: Write, args: Make) -> None:
    """Keep a wish. Raises Invalid, NotFound, Forbidden; a repeat of the same id changes nothing."""
    access.must_own(write.actor, record=write.record.citizen)
    must_be_id(args.id)
    if await write.record.knows(Wish, args.id):
        return
    meeting = await write.record.get(Meeting, args.meeting) if args.meeting else None
    wished = Wished(kind=args.kind, text=args.text, link=args.link, day=args.day)
    tidy = rules.check(wished, today=write.today, movable=meeting is not None and meeting.state == "booked")
    await write.put(
        rules.wish(tidy, id=args.id, meeting=args.meeting, made_at=write.made_at, received_at=write.now), before=None
    )
    # Who asks for another day does not come on this one.
    if meeting is not None and tidy.kind == "move" and meeting.comes_at:
        await write.put(structs.replace(meeting, comes_at=0), before=meeting)


async def withdraw(write: Write, args: Withdraw) -> None:
    """Take a wish back; one that is gone already is left at that. Raises Answered, Forbidden."""
    access.must_own(write.actor, record=write.record.citizen)
    wish = await write.record.find(Wish, args.id)
    if wish is None:
        return
    rules.must_be_unanswered(wish)
    await write.remove(wish)


async def answer(write: Write, args: Answer) -> None:
    """Say yes or no to a wish. Raises Invalid, Answered, NotFound, Forbidden; the same answer again changes nothing."""
    await write.must_follow()
    wish = await write.record.find(Wish, args.wish)
    if wish is None:
        raise NotFound("Borgeren har taget ønsket tilbage.")
    said, text = rules.check_answer(args.answer, args.text)
    if (wish.answer, wish.answer_text) == (said, text):
        return
    rules.must_be_unanswered(wish)
    if said == "yes":
        await _grant(write, wish, args)
    await write.put(rules.answered(wish, said, text, by=write.actor.name, at=write.now), before=wish)


async def _grant(write: Write, wish: Wish, args: Answer) -> None:
    """What a yes makes, under the wish's own id: a wish comes true once."""
    meeting = next_of(await write.record.meetings(), now=write.now)
    before = local_date(meeting.starts_at) if meeting else ""
    if wish.kind == "homework":
        await give(write, Give(id=wish.id, homework=Homework(title=wish.text, detail="", due=before)))
    elif wish.kind == "job":
        offer = Offer(
            title=args.title,
            employer=args.employer,
            place="",
            link=wish.link,
            deadline="",
            apply_by=before,
            why=FOUND,
        )
        await hand_out(write, HandOut(id=wish.id, offer=offer))
