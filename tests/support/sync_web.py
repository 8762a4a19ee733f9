"""A phone's line to the whole server: signed in, by the one address that a service worker syncs with."""

import secrets
from typing import Any

import httpx

from tests.support.people import Browser
from tests.support.sync_phone import Phone


class Line:
    """A phone's line to the server, signed in as somebody."""

    def __init__(self, browser: Browser, *, person: str, token: str) -> None:
        self._browser = browser
        self._token = token
        self.phone = Phone(person, devices=lambda: secrets.token_urlsafe(16))

    @classmethod
    async def of(cls, browser: Browser) -> "Line":
        """The line of whoever is signed in, as a worker opens it."""
        session = (await browser.http.get("/session")).json()
        return cls(browser, person=session["person"], token=session["token"])

    async def post(self, body: bytes, **headers: str) -> httpx.Response:
        """One raw request."""
        sent = {"x-konkret-token": self._token, "content-type": "application/json", "sec-fetch-site": "same-origin"}
        return await self._browser.http.post("/sync", content=body, headers=sent | headers)

    async def sync(self) -> None:
        """Exchange until there is nothing left to say."""
        while True:
            sent = self.phone.send()
            answer = await self.post(sent.body)
            if not self.phone.take(sent, answer.status_code, answer.content):
                assert answer.status_code == 200, answer.text
                return

    async def does(self, name: str, **args: Any) -> dict[str, Any]:
        """Save a change, send it, and give its verdict."""
        kept = self.phone.save(name, args, at=1)
        await self.sync()
        assert kept.verdict is not None
        return kept.verdict

    def job(self) -> str:
        """A job of the person's."""
        return next(iter(self.phone.rows["job"]))
