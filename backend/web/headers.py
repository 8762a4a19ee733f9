"""Headers that every answer carries, whoever made it: pages, errors, files, streams."""

from collections.abc import Mapping

from litestar.types import BeforeMessageSendHookHandler, Message, Scope


def hardened(security: Mapping[str, str]) -> BeforeMessageSendHookHandler:
    """A hook that adds `security`; what does not say how long it may be kept is not kept at all."""
    ours = {name.encode(): text.encode() for name, text in {**security, "cache-control": "no-store"}.items()}

    async def add(message: Message, _scope: Scope) -> None:
        if message["type"] == "http.response.start":
            headers = list(message["headers"])
            said = {name.lower() for name, _ in headers}
            message["headers"] = headers + [(name, text) for name, text in ours.items() if name not in said]

    return add
