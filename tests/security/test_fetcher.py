"""What a server that means no good can do to the one that fetches a page from it: nothing but fail to be read."""

import asyncio
import gzip
import itertools
import tracemalloc
import zlib

import pytest

from backend.advert.fetch import NotFetched
from tests.support.hostile import HTML, OUTSIDE, PAGE, Hostile, called, fetcher, hostile, soon

__all__ = ["called", "hostile"]

MOST_BYTES = 64 * 1024


async def is_not_fetched(hostile: Hostile, link: str, *, most_bytes: int = MOST_BYTES, seconds: float = 600) -> None:
    """At once: it does not take a limit of time to see what it is, unless one is given."""
    with pytest.raises(NotFetched) as refused:
        async with soon():
            await fetcher(hostile, most_bytes=most_bytes, seconds=seconds).fetched(link)
    assert (str(refused.value), refused.value.__cause__) == ("", None), "nothing is told of the network"


async def test_an_honest_page_is_fetched_and_told_no_more_than_it_needs(hostile: Hostile) -> None:
    hostile.says("/", HTML.replace(b"html", b"html; charset=iso-8859-1") + b"\r\n<h1>K\xf8ge</h1>")
    hostile.moves("/old?a=1", "/")
    twice = fetcher(hostile, names={"job.test": [[OUTSIDE], [OUTSIDE]]})
    page = await twice.fetched(hostile.address("/old?a=1#top", host="job.test"))
    assert page == (hostile.address(host="job.test"), "iso-8859-1", b"<h1>K\xf8ge</h1>")
    assert len(hostile.visits) == 2
    for visit in hostile.visits:
        told = {line.split(":")[0].lower() for line in visit.head.splitlines()[1:] if line}
        assert told == {"host", "user-agent", "accept", "accept-encoding", "accept-language", "connection"}
        assert "user-agent: Konkret" in visit.head


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_five_times_it_goes_where_it_is_sent_and_then_no_further(status: int, hostile: Hostile) -> None:
    for number in range(10_000):
        hostile.moves(f"/{number}", f"/{number + 1}", status=status)
    await is_not_fetched(hostile, hostile.address("/0"))
    assert [visit.path for visit in hostile.visits] == ["/0", "/1", "/2", "/3", "/4", "/5"]

    hostile.says("/5", PAGE)
    assert (await fetcher(hostile).fetched(hostile.address("/0"))).url == hostile.address("/5")


@pytest.mark.parametrize(
    "told", [b"image/png", b"application/json", b"text/plain", b"text/html-x", b"x", b"", None, b"text/xml"]
)
async def test_what_is_no_page_is_not_read(told: bytes | None, hostile: Hostile) -> None:
    head = b"HTTP/1.1 200 OK\r\n" + (b"" if told is None else b"Content-Type: " + told + b"\r\n")
    await is_not_fetched(hostile, hostile.says_no_more("/", head, b"\r\n<h1>Kok</h1>"))


@pytest.mark.parametrize("status", [101, 201, 204, 206, 300, 304, 400, 401, 403, 404, 429, 500, 503, 999])
async def test_only_a_page_that_is_there_is_read(status: int, hostile: Hostile) -> None:
    await is_not_fetched(hostile, hostile.says("/", PAGE.replace(b"200", str(status).encode())))


@pytest.mark.parametrize(
    "start",
    [HTML + b"\r\n", HTML + b"Transfer-Encoding: chunked\r\n\r\n", HTML + b"Content-Length: 9999999999999\r\n\r\n"],
)
async def test_a_page_without_end_is_left(start: bytes, hostile: Hostile) -> None:
    parts = itertools.chain([start], itertools.repeat(b"3e8\r\n" + b"x" * 1000 + b"\r\n"))
    await is_not_fetched(hostile, hostile.goes_on_saying("/", parts))
    async with soon():
        await hostile.left.wait()


async def test_two_gigabytes_are_turned_down_before_the_first_byte(hostile: Hostile) -> None:
    await is_not_fetched(hostile, hostile.says_no_more("/", HTML + b"Content-Length: 2147483648\r\n\r\n"))


async def test_a_page_of_just_the_most_is_read_and_one_byte_more_is_not(hostile: Hostile) -> None:
    for packed in (bytes, gzip.compress):
        encoding = b"Content-Encoding: gzip\r\n" if packed is gzip.compress else b""
        whole = hostile.says("/", HTML + encoding + b"\r\n", packed(b"x" * MOST_BYTES))
        assert len((await fetcher(hostile, most_bytes=MOST_BYTES).fetched(whole)).body) == MOST_BYTES
        await is_not_fetched(hostile, hostile.says("/", HTML + encoding + b"\r\n", packed(b"x" * (MOST_BYTES + 1))))


async def test_a_bomb_does_not_go_off(hostile: Hostile) -> None:
    packing = zlib.compressobj(wbits=31)
    bomb = b"".join(packing.compress(bytes(1_000_000)) for _ in range(100)) + packing.flush()
    link = hostile.says("/", HTML + b"Content-Encoding: gzip\r\n\r\n", bomb)
    tracemalloc.start()
    await is_not_fetched(hostile, link)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10_000_000


async def test_what_is_packed_so_that_it_never_becomes_anything_is_left(hostile: Hostile) -> None:
    packing = zlib.compressobj(wbits=31)
    start = HTML + b"Content-Encoding: gzip\r\n\r\n" + packing.compress(b"x") + packing.flush(zlib.Z_SYNC_FLUSH)
    nothing = b"\x00\x00\x00\xff\xff" * 1000
    await is_not_fetched(hostile, hostile.goes_on_saying("/", itertools.chain([start], itertools.repeat(nothing))))


@pytest.mark.parametrize("encoding", [b"br", b"zstd", b"gzip, gzip", b"gzip, br", b"x-unheard-of"])
async def test_what_is_packed_in_another_way_is_not_unpacked(encoding: bytes, hostile: Hostile) -> None:
    twice = gzip.compress(gzip.compress(b"<h1>Kok</h1>"))
    await is_not_fetched(hostile, hostile.says("/", HTML + b"Content-Encoding: " + encoding + b"\r\n\r\n", twice))


async def test_broken_packing_is_no_page(hostile: Hostile) -> None:
    await is_not_fetched(
        hostile, hostile.says("/", HTML + b"Content-Encoding: gzip\r\n\r\n", b"\x1f\x8b\x08" + b"x" * 99)
    )


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(itertools.chain([HTML], itertools.repeat(b"X: y\r\n" * 50)), id="without end"),
        pytest.param(itertools.chain([HTML, b"X: "], itertools.repeat(b"y" * 1000)), id="one that is too long"),
        pytest.param([HTML, b"X: y\r\n" * 100_000, b"\r\n"], id="too many"),
        pytest.param(itertools.repeat(b"x" * 1000), id="no HTTP at all"),
        pytest.param([b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"], id="a length that is none"),
        pytest.param([b"\x00\xff\r\n\r\n"], id="rubbish"),
        pytest.param([], id="nothing"),
        pytest.param([HTML.replace(b"200 OK", b"302 Moved"), b"\r\n"], id="moved nowhere"),
        pytest.param([b"HTTP/1.1 302 Moved\r\nLocation: http://[/\r\n\r\n"], id="moved to what is no address"),
        pytest.param([b"HTTP/1.1 302 Moved\r\nLocation: /" + b"x" * 5000 + b"\r\n\r\n"], id="moved too far"),
    ],
)
async def test_an_answer_that_is_none_is_left(parts: list[bytes], hostile: Hostile) -> None:
    await is_not_fetched(hostile, hostile.goes_on_saying("/", parts))


@pytest.mark.parametrize(
    "start",
    [
        pytest.param(b"", id="says nothing"),
        pytest.param(b"HTTP/1.1 200", id="half a line"),
        pytest.param(HTML, id="half a head"),
        pytest.param(HTML + b"\r\n<h1>", id="half a page"),
        pytest.param(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 10, id="something else first"),
    ],
)
async def test_who_does_not_get_on_with_it_is_left_when_the_time_is_up(start: bytes, hostile: Hostile) -> None:
    await is_not_fetched(hostile, hostile.says_no_more("/", start), seconds=0.1)
    async with soon():
        await hostile.left.wait()


async def test_the_time_is_for_everything_together(hostile: Hostile) -> None:
    hints = itertools.chain(itertools.repeat(b"HTTP/1.1 103 Early Hints\r\n\r\n"))
    await is_not_fetched(hostile, hostile.goes_on_saying("/", hints), seconds=0.1)


async def test_only_so_many_are_fetched_at_once(hostile: Hostile, called: list[str]) -> None:
    few = fetcher(hostile, at_once=2)
    waiting = [asyncio.create_task(few.fetched(hostile.says_no_more("/"))) for _ in range(3)]
    try:
        async with soon():
            for _ in range(2):
                await hostile.arrivals.get()
            for _ in range(100):
                await asyncio.sleep(0)
            assert called == [OUTSIDE, OUTSIDE]
            waiting[0].cancel()
            await hostile.arrivals.get()
    finally:
        for each in waiting:
            each.cancel()
        await asyncio.wait(waiting)


async def test_who_waits_for_a_turn_does_so_within_the_time(hostile: Hostile, called: list[str]) -> None:
    with pytest.raises(NotFetched):
        async with soon():
            await fetcher(hostile, at_once=0, seconds=0.05).fetched(hostile.address())
    assert called == []
