"""Drafts: what is being filled in of a meeting is kept while it is typed."""

from msgspec import Struct

from backend.commands.write import Ground, retried, writing
from backend.domain import meeting as rules
from backend.domain.draft import Draft
from backend.domain.meeting import Meeting
from backend.domain.people import Person
from backend.domain.reminding.touched import DRAFT
from backend.store import drafts


class Keep(Struct, frozen=True, kw_only=True):
    """The form of one meeting as it stands."""

    meeting: str
    fields: dict[str, str]


async def keep(ground: Ground, args: Keep, *, actor: Person, citizen: str) -> None:
    """Keep the draft. No row of the record changes, so nobody else is told. Raises NotOpen, NotFound, Forbidden."""

    async def once() -> None:
        async with writing(ground, actor=actor, citizen=citizen, command="draft.keep") as write:
            await write.must_follow()
            meeting = await write.record.get(Meeting, args.meeting)
            rules.must_be_open(meeting)
            before = await drafts.find(meeting.id)
            # The same once more is no newer draft: whoever looks at it need not look again.
            if before and before.fields == args.fields:
                return
            draft = Draft(meeting=meeting.id, fields=args.fields, saved_by=actor.id, saved_at=write.now)
            await drafts.keep(draft, citizen=citizen)
            write.record.touch(DRAFT, at=write.now)

    await retried(once)
