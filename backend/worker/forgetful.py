"""A way out whose addresses are forgotten when whoever passes things on says that there is no such address any more."""

from backend.domain.delivery import Way
from backend.notify.way import Answer, Notice, Post
from backend.store import contacts


class Forgetful:
    """Sends as the way it stands before does. Nothing is sent to an address that is gone a second time."""

    def __init__(self, name: Way, post: Post) -> None:
        self._name: Way = name
        self._post = post

    async def send(self, address: str, notice: Notice, *, now: int) -> Answer:
        """Send it, and forget the address if need be."""
        answer = await self._post.send(address, notice, now=now)
        if answer.outcome == "gone":
            await contacts.drop_gone(self._name, address)
        return answer
