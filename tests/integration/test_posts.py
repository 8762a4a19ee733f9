"""What every way beside push promises, told of each: e-mail, a gateway, and the one that tests put in their place."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Literal

import pytest
from msgspec import structs

from backend.domain.delivery import Outcome
from backend.notify.way import Post
from tests.support.certificates import Certified
from tests.support.mail_server import mail_server, mail_to
from tests.support.posts import NOTICE, ORIGIN, TO, KeptPost, gateway_server, gateway_to


@dataclass
class Tried:
    """A way, how to make it say something else next, and what arrived: (address, text)."""

    way: Post
    says: Callable[[Outcome], None]
    arrived: Callable[[], list[tuple[str, str]]]


@pytest.fixture(params=["kept", "e-mail", "gateway"])
async def tried(request: pytest.FixtureRequest, certified: Certified) -> AsyncGenerator[Tried]:
    """Each in turn."""
    name: Literal["kept", "e-mail", "gateway"] = request.param
    async with AsyncExitStack() as stack:
        match name:
            case "kept":
                kept = KeptPost()
                yield Tried(kept, kept.answers.append, lambda: kept.kept)
            case "e-mail":
                server = await stack.enter_async_context(mail_server())
                told = {"later": "451 4.3.0 busy", "gone": "550 5.1.1 nobody", "refused": "550 5.7.1 no"}
                yield Tried(
                    mail_to(server.port),
                    lambda outcome: server.answers.append(told[outcome]),
                    lambda: [(letter.to[0], letter.text) for letter in server.letters],
                )
            case "gateway":
                far = await stack.enter_async_context(gateway_server(certified))
                way = await stack.enter_async_context(gateway_to(far.url, certified))
                status = {"later": 503, "gone": 410, "refused": 422}
                yield Tried(
                    way,
                    lambda outcome: far.answers.append((status[outcome], {})),
                    lambda: [(one.body["to"], one.body["text"]) for one in far.asked],
                )


async def test_a_reminder_arrives_with_its_link_and_is_said_to_be_taken(tried: Tried) -> None:
    answer = await tried.way.send(TO, NOTICE, now=1)
    assert (answer.outcome, bool(answer.host), answer.retry_after) == ("taken", True, 0)
    ((address, text),) = tried.arrived()
    assert address == TO
    assert NOTICE.body in text
    assert f"{ORIGIN}/forloeb" in text


async def test_a_question_whether_an_address_is_right_arrives_with_its_link(tried: Tried) -> None:
    link = f"{ORIGIN}/paamindelser/bekraeft/abc"
    assert (await tried.way.confirm(TO, link, now=1)).outcome == "taken"
    ((address, text),) = tried.arrived()
    assert address == TO
    assert link in text


@pytest.mark.parametrize("outcome", ["later", "gone", "refused"])
async def test_what_is_not_taken_is_told_for_what_it_is_and_the_next_goes_through(
    tried: Tried, outcome: Outcome
) -> None:
    tried.says(outcome)
    assert (await tried.way.send(TO, NOTICE, now=1)).outcome == outcome
    tried.says(outcome)
    assert (await tried.way.confirm(TO, ORIGIN, now=1)).outcome == outcome
    assert (await tried.way.send(TO, NOTICE, now=1)).outcome == "taken"


async def test_no_text_is_anything_but_text(tried: Tried) -> None:
    body = 'x", "to": "evil"}\r\nTo: evil {to} {id} æ😀 \u202e'
    assert (await tried.way.send(TO, structs.replace(NOTICE, body=body), now=1)).outcome == "taken"
    ((address, text),) = tried.arrived()
    assert address == TO
    assert 'x", "to": "evil"}' in text
    assert "{to} {id} æ😀" in text
