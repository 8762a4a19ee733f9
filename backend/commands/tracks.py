"""Tracks: chosen by a caseworker with a reason, their actions ticked one by one."""

from msgspec import Struct, structs

from backend.commands.write import Write
from backend.domain import track as rules
from backend.domain.errors import Invalid, NotFound
from backend.domain.ids import must_be_id
from backend.domain.track import Followed, Tracks


class Choose(Struct, frozen=True, kw_only=True):
    """The track that a citizen is to follow, and why; `id` makes a repeat harmless."""

    id: str
    track: str
    reason: str


class Tick(Struct, frozen=True, kw_only=True):
    """Whether an action of a followed track is done."""

    followed: str
    action: str
    done: bool


async def choose(write: Write, args: Choose, *, tracks: Tracks) -> None:
    """Follow a track from today; the one followed until now ends and is kept. Raises Invalid, Forbidden."""
    await write.must_follow()
    must_be_id(args.id)
    earlier = (await write.record.whole()).tracks
    if any(each.id == args.id for each in earlier):
        return
    track, reason = rules.check_choice(args.track, args.reason, tracks=tracks, followed=rules.current(earlier))
    for each in earlier:
        if not each.until:
            await write.put(structs.replace(each, until=write.today), before=each)
    followed = Followed(
        id=args.id,
        version=0,
        track=track.ref,
        title=track.da,
        plain=track.plain,
        since=write.today,
        until="",
        chosen_by=write.actor.name,
        reason=reason,
        actions=rules.actions_of(track, earlier),
    )
    await write.put(followed, before=None)


async def tick(write: Write, args: Tick) -> None:
    """Say that an action is done, or not after all. Raises Invalid, NotFound, Forbidden."""
    await write.must_follow()
    before = await write.record.get(Followed, args.followed)
    if before.until:
        raise Invalid({"followed": "Det spor følges ikke længere, så listen kan ikke ændres."})
    on, by = (write.today, write.actor.name) if args.done else ("", "")
    after = rules.ticked(before, args.action, on=on, by=by)
    if after is None:
        raise NotFound
    if after != before:
        await write.put(after, before=before)
