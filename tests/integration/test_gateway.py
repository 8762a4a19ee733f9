"""SMS and Digital Post by a gateway on loopback that is at times slow, at times wrong, and at times somebody else."""

import asyncio

import pytest
from msgspec import structs

from backend.domain.delivery import Outcome
from backend.notify import gateway as module
from tests.support.certificates import Certified
from tests.support.posts import AUTHORIZATION, NOTICE, TO, gateway_server, gateway_to


async def test_it_says_who_it_is_and_the_same_reminder_has_the_same_id(certified: Certified) -> None:
    async with gateway_server(certified) as far, gateway_to(far.url, certified) as gateway:
        await gateway.send(TO, NOTICE, now=1)
        await gateway.send(TO, structs.replace(NOTICE, delivery="d2"), now=2)
        await gateway.send(TO, structs.replace(NOTICE, reminder="m/meeting-soon/1"), now=2)
        first, again, other = far.asked
        assert first.headers["authorization"] == AUTHORIZATION
        assert first.headers["content-type"] == "application/json"
        assert first.body["id"] == again.body["id"] == first.headers["idempotency-key"]
        assert other.body["id"] != first.body["id"]
        assert "meeting" not in first.body["id"]


async def test_the_json_is_the_gateways_own(certified: Certified) -> None:
    template = '{"message": {"recipients": [{"msisdn": "{to}"}], "body": "Fra Konkret: {text}", "class": 1, "x": null}}'
    async with gateway_server(certified) as far, gateway_to(far.url, certified, template=template) as gateway:
        await gateway.send("+4512345678", NOTICE, now=1)
        assert far.asked[0].body == {
            "message": {
                "recipients": [{"msisdn": "+4512345678"}],
                "body": "Fra Konkret: Du har en aftale i morgen kl. 10.00. https://konkret.example/forloeb",
                "class": 1,
                "x": None,
            }
        }


@pytest.mark.parametrize(
    ("status", "said", "outcome", "wait"),
    [
        (200, "", "taken", 0),
        (202, "", "taken", 0),
        (429, "30", "later", 30_000),
        (503, "120", "later", 120_000),
        (503, "Wed, 25 Nov 2026 09:00:00 GMT", "later", 0),
        (503, "99999999", "later", 86_400_000),
        (503, "-1", "later", 0),
        (503, "٣", "later", 0),
        (500, "", "later", 0),
        (401, "", "later", 0),
        (403, "", "later", 0),
        # A wrong address in the settings says nothing of anybody's number.
        (404, "", "later", 0),
        (410, "", "gone", 0),
        (400, "", "refused", 0),
        (422, "", "refused", 0),
        (307, "", "later", 0),
    ],
)
async def test_what_an_answer_means(certified: Certified, status: int, said: str, outcome: Outcome, wait: int) -> None:
    async with gateway_server(certified) as far, gateway_to(far.url, certified) as gateway:
        elsewhere = {"location": far.url} if status == 307 else {}
        far.answers = [(status, {"retry-after": said} | elsewhere)]
        answer = await gateway.send(TO, NOTICE, now=1)
        assert (answer.outcome, answer.retry_after) == (outcome, wait)
        assert len(far.asked) == 1, "it is followed nowhere"


async def test_a_gateway_that_is_not_who_it_says_is_told_nothing(certified: Certified) -> None:
    async with gateway_server(certified) as far, gateway_to(far.url, None) as gateway:
        assert (await gateway.send(TO, NOTICE, now=1)).outcome == "later"
        assert far.asked == []


async def test_one_that_hangs_is_left_after_a_while(certified: Certified, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.3)
    async with gateway_server(certified) as far, gateway_to(far.url, certified) as gateway:
        far.hangs = True
        async with asyncio.timeout(5):
            assert (await gateway.send(TO, NOTICE, now=1)).outcome == "later"


async def test_one_that_is_not_there_is_a_fault_and_no_more(certified: Certified) -> None:
    async with gateway_to("https://127.0.0.1:9/sms", certified) as gateway:
        assert (await gateway.send(TO, NOTICE, now=1)).outcome == "later"
