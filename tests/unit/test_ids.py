"""Ids: the standard's own example, one spelling each, and nothing else taken for one."""

import uuid
from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.clock import fresh_id, now
from backend.domain.ids import is_id, new_id

INSTANTS = st.integers(0, 2**48 - 1)
RANDOM = st.binary(min_size=10, max_size=10)


def spelled(value: uuid.UUID) -> str:
    return urlsafe_b64encode(value.bytes).decode().rstrip("=")


def test_the_example_of_the_standard() -> None:
    """RFC 9562, appendix A.6: 2022-02-22 19:22:22 UTC, random bits CC3 and 18C4DC0C0C07398F."""
    example = uuid.UUID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")
    assert new_id(1645557742000, bytes.fromhex("0CC318C4DC0C0C07398F")) == spelled(example)


@given(INSTANTS, RANDOM)
def test_each_is_a_uuid_of_version_7_in_22_characters(now_ms: int, random: bytes) -> None:
    text = new_id(now_ms, random)
    value = uuid.UUID(bytes=raw(text))
    assert (len(text), value.version, value.variant) == (22, 7, uuid.RFC_4122)
    assert value.int >> 80 == now_ms
    assert is_id(text)
    assert spelled(value) == text


@given(st.binary(min_size=16, max_size=16))
def test_only_uuids_of_version_7_are_ids(some: bytes) -> None:
    value = uuid.UUID(bytes=some)
    assert is_id(spelled(value)) == (value.variant == uuid.RFC_4122 and value.version == 7)


@given(INSTANTS, RANDOM, st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"))
def test_an_id_has_one_spelling(now_ms: int, random: bytes, last: str) -> None:
    text = new_id(now_ms, random)
    assert is_id(text[:-1] + last) == (last in "AQgw")


@pytest.mark.parametrize("change", ["{}A", "{}\n", " {}", "{}==", ""])
def test_nothing_around_it_is_let_through(change: str) -> None:
    assert not is_id(change.format(fresh_id()))


@pytest.mark.parametrize(("now_ms", "random"), [(-1, bytes(10)), (2**48, bytes(10)), (0, bytes(9)), (0, bytes(11))])
def test_what_does_not_fit_is_refused(now_ms: int, random: bytes) -> None:
    with pytest.raises(ValueError, match="an id needs"):
        new_id(now_ms, random)


def test_two_made_here_and_now_differ() -> None:
    before = now()
    first, second = fresh_id(), fresh_id()
    assert first != second
    assert before <= int.from_bytes(raw(second)[:6], "big") <= now()


def raw(text: str) -> bytes:
    return urlsafe_b64decode(text + "==")
