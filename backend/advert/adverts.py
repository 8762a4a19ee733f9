"""Reads the advert at a link for a person: as often as is fair, and beside the loop that answers everybody else."""

import asyncio

from backend.advert.fetch import Fetcher, NotFetched
from backend.advert.read import read
from backend.advert.turns import TooOften, Turns
from backend.domain.advert import Advert
from backend.domain.time import Clock

__all__ = ["Adverts", "NotFetched", "TooOften"]


class Adverts:
    """One for each process."""

    def __init__(self, fetcher: Fetcher, *, clock: Clock) -> None:
        self._fetcher = fetcher
        self._turns = Turns(clock)

    async def at(self, link: str, *, person: str) -> Advert:
        """What the page at a web address says of a job; `person` is who asks. Raises NotFetched, TooOften."""
        self._turns.take(person)
        page = await self._fetcher.fetched(link)
        return await asyncio.to_thread(read, page, asked=link)
