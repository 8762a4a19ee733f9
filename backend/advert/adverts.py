"""Reads the advert at a link, beside the loop that answers everybody else."""

import asyncio

from backend.advert.fetch import Fetcher
from backend.advert.read import read
from backend.domain.advert import Advert


class Adverts:
    """One for each process."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    async def at(self, link: str) -> Advert:
        """What the page at a web address says of a job. Raises NotFetched."""
        page = await self._fetcher.fetched(link)
        return await asyncio.to_thread(read, page, asked=link)
