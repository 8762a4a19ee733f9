"""Bad input is a verdict the person can read; only a request that no phone of ours would send is an error."""

from typing import Annotated, Any

import msgspec
import pytest

from sync.server import Commands, Limits, Made, Mutation, Overwritten, Refusal, read
from sync.server.errors import MalformedError, TooLargeError
from tests.support.sync_memory import MemoryStore, MemoryWriting
from tests.support.sync_visit import BREAD, PHONE, Visit, add, states


class Order(msgspec.Struct):
    """Arguments with all kinds of bounds."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=3)]
    count: Annotated[int, msgspec.Meta(ge=1, le=9)] = 1
    lines: list[Annotated[str, msgspec.Meta(max_length=3)]] = []
    by: dict[str, int] = {}


async def order(_writing: MemoryWriting, args: Order, made: Made) -> Overwritten:
    return {"text": args.text, "by": f"{made.person} {made.at} {made.now}"}


async def order_anew(_writing: MemoryWriting, _args: dict[str, Any], _made: Made) -> Overwritten:
    return {"version": "2"}


@pytest.fixture
def commands() -> Commands[MemoryWriting]:
    commands: Commands[MemoryWriting] = Commands()
    commands.add("order", Order, order)
    commands.add("order", dict, order_anew, version=2)
    return commands


async def run(commands: Commands[MemoryWriting], name: str, args: Any) -> Overwritten:
    async with MemoryStore(epoch="e1").writing("anne") as writing:
        return await commands.run(writing, Mutation(name, args, 5), Made(person="anne", at=5, now=7))


class TestNames:
    async def test_a_command_gets_its_arguments_and_who_made_them_when(self, commands: Commands[MemoryWriting]) -> None:
        assert await run(commands, "order", {"text": "øl"}) == {"text": "øl", "by": "anne 5 7"}

    async def test_versions_live_side_by_side(self, commands: Commands[MemoryWriting]) -> None:
        assert await run(commands, "order@1", {"text": "øl"}) == await run(commands, "order", {"text": "øl"})
        assert await run(commands, "order@2", {"anything": 1}) == {"version": "2"}

    @pytest.mark.parametrize("name", ["fly", "order@3", "order@", "@1", "order@2@1", "ORDER"])
    async def test_a_name_nobody_knows_is_refused(self, commands: Commands[MemoryWriting], name: str) -> None:
        with pytest.raises(Refusal) as no:
            await run(commands, name, {"text": "øl"})
        assert no.value.code == "unknown"

    def test_a_name_is_registered_once(self, commands: Commands[MemoryWriting]) -> None:
        with pytest.raises(ValueError, match="order@2"):
            commands.add("order", dict, order_anew, version=2)


class TestArguments:
    @pytest.mark.parametrize(
        ("args", "fields"),
        [
            ({}, {"text": "Feltet skal udfyldes."}),
            ({"text": ""}, {"text": "Feltet skal udfyldes."}),
            ({"text": "1234"}, {"text": "Teksten er for lang."}),
            ({"text": 5}, {"text": "Feltet er ikke udfyldt rigtigt."}),
            ({"text": "øl", "count": 10}, {"count": "Feltet er ikke udfyldt rigtigt."}),
            ({"text": "øl", "count": 10**40}, {"count": "Feltet er ikke udfyldt rigtigt."}),
            ({"text": "øl", "lines": ["1", "1234"]}, {"lines": "Teksten er for lang."}),
            ({"text": "øl", "by": {"bo": "mig"}}, {"by": "Feltet er ikke udfyldt rigtigt."}),
            ({"text": "a\0"}, {"text": "Teksten indeholder tegn, der ikke kan gemmes."}),
            ({"text": "øl", "lines": ["\ud83d"]}, {"lines": "Teksten indeholder tegn, der ikke kan gemmes."}),
            ({"text": "øl", "by": {"\0": 1}}, {"by": "Teksten indeholder tegn, der ikke kan gemmes."}),
            ({"\ud83d": "øl"}, {"?": "Teksten indeholder tegn, der ikke kan gemmes."}),
            ([], {"": "Feltet er ikke udfyldt rigtigt."}),
            (None, {"": "Feltet er ikke udfyldt rigtigt."}),
        ],
        ids=ascii,
    )
    async def test_what_does_not_fit_is_refused_field_by_field(
        self, commands: Commands[MemoryWriting], args: Any, fields: dict[str, str]
    ) -> None:
        with pytest.raises(Refusal) as no:
            await run(commands, "order", args)
        assert (no.value.code, no.value.fields) == ("invalid", fields)
        assert no.value.reason


NEVER_SENT: list[dict[str, Any]] = [
    {"device": "annes"},
    {"device": PHONE + "\n"},
    {"device": "annes phone annes phon"},
    {"person": ""},
    {"epoch": ""},
    {"cursor": -1},
    {"cursor": 2**53},
    {"cursor": None},
    {"from": 0},
    {"snapshot": -1},
    {"mutations": None},
    {"mutations": [{"name": "", "args": {}, "made_at": 1}]},
    {"mutations": [{"name": "item.add", "args": {}, "made_at": 1.5}]},
    {"mutations": [{"name": "item.add", "made_at": 1}]},
]


class TestBytes:
    def body(self, **changed: Any) -> bytes:
        request: dict[str, Any] = {
            "protocol": 2,
            "schema": 1,
            "person": "anne",
            "device": PHONE,
            "epoch": None,
            "cursor": 0,
            "from": 1,
            "mutations": [{"name": "item.add", "args": {}, "made_at": 1}],
        }
        return msgspec.json.encode(request | changed)

    def test_a_request_is_read(self) -> None:
        request = read(self.body(), limit=Limits().bytes)
        assert (request.first, request.mutations, request.snapshot) == (1, [Mutation("item.add", {}, 1)], 0)

    def test_what_a_later_program_adds_is_passed_over(self) -> None:
        assert read(self.body(mood="fine"), limit=Limits().bytes) == read(self.body(), limit=Limits().bytes)

    def test_a_body_over_the_limit_is_an_error(self) -> None:
        body = self.body()
        assert read(body, limit=len(body))
        with pytest.raises(TooLargeError):
            read(body, limit=len(body) - 1)

    @pytest.mark.parametrize("changed", NEVER_SENT, ids=str)
    def test_what_no_phone_sends_is_an_error(self, changed: dict[str, Any]) -> None:
        with pytest.raises(MalformedError):
            read(self.body(**changed), limit=Limits().bytes)

    @pytest.mark.parametrize(
        "body",
        [b"", b"{", b"null", b"\xff", b'{"protocol": "\\ud83d', b"[" * 60_000, b"[" * 30_000 + b"]" * 30_000],
        ids=lambda body: ascii(body[:12]),
    )
    def test_what_is_no_request_at_all_is_an_error(self, body: bytes) -> None:
        with pytest.raises(MalformedError):
            read(body, limit=Limits().bytes)

    async def test_half_an_emoji_does_not_hold_up_the_queue(self) -> None:
        visit = Visit()
        torn = b'{"id":"%b","text":"br\\ud83d"}' % BREAD.encode()
        body = self.body(mutations=[{"name": "item.add", "args": 0, "made_at": 1}, add(BREAD)])
        status, answer = await visit.door.post(body.replace(b'"args":0', b'"args":' + torn), person="anne", now=0)
        assert status == 200
        assert states(msgspec.json.decode(answer)) == [(1, "refused"), (2, "accepted")]
        assert await visit.texts() == {BREAD: "vare"}

    async def test_deep_arguments_are_an_error_and_no_crash(self) -> None:
        body = self.body(mutations=[{"name": "item.add", "args": {"id": BREAD, "text": "a", "deep": 0}, "made_at": 1}])
        statuses = set[int]()
        for depth in (10, 300, 600, 900, 1_200, 30_000):
            deep = b'"deep":' + b"[" * depth + b"]" * depth
            status, _ = await Visit().door.post(body.replace(b'"deep":0', deep), person="anne", now=0)
            statuses.add(status)
        assert statuses == {200, 400}
