"""The examples of the protocol are what this server really says, and fit the schemas."""

from pathlib import Path
from typing import Any, cast

import msgspec
import pytest
from jsonschema import Draft202012Validator

from tests.support.sync_example import EXAMPLES, Example
from tests.support.sync_rows import rows_of

PROTOCOL = Path("sync/protocol")


def faults(message: str, value: object) -> list[str]:
    schema = msgspec.json.decode((PROTOCOL / f"{message}.schema.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    return [fault.message for fault in Draft202012Validator(schema).iter_errors(cast(Any, value))]


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 15


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
class TestExamples:
    async def test_the_server_says_what_the_example_says(self, path: Path) -> None:
        example = Example(path)
        for step in example.script["steps"]:
            said = await example.play(step)
            assert said is None or said == step

    def test_every_message_fits_its_schema(self, path: Path) -> None:
        for step in Example(path).script["steps"]:
            for message in ("request", "answer", "error"):
                assert message not in step or faults(message, step[message]) == []

    def test_the_cache_is_what_the_rows_and_tombstones_make(self, path: Path) -> None:
        cache: dict[str, list[Any]] = {}
        for step in Example(path).script["steps"]:
            if "cache" not in step:
                continue
            if "answer" not in step:  # the record was erased
                assert step["cache"]["item"] == []
                continue
            answer = step["answer"]
            cache = {} if answer.get("reset") else cache
            rows = rows_of(answer["rows"]["item"]) if "item" in answer["rows"] else []
            cache |= {row["id"]: list(row.values()) for row in rows}
            for row_id, version in answer["deleted"].get("item", []):
                if row_id in cache and cache[row_id][1] < version:
                    del cache[row_id]
            assert sorted(cache.values()) == step["cache"]["item"]


WRONG: list[dict[str, Any]] = [
    {"person": None},
    {"device": "short"},
    {"cursor": -1},
    {"from": 0},
    {"mutations": [{}]},
    {"also": 1},
    {"epoch": ""},
]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_the_schema_of_a_request_refuses_what_the_server_would(wrong: dict[str, Any]) -> None:
    request = Example(PROTOCOL / "examples/first_push.json").script["steps"][0]["request"]
    assert faults("request", request) == []
    assert faults("request", request | wrong) != []
