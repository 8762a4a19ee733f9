"""Where a stranger's link can take the server: to hosts of the public network, and by no trick to any other."""

from ipaddress import ip_address

import pytest

from backend.advert.fetch import Fetcher, NotFetched
from backend.advert.reach import is_public
from tests.support.hostile import INSIDE, OUTSIDE, Hostile, called, fetcher, hostile, soon

__all__ = ["called", "hostile"]

# Each stands for this machine, its network, a cloud's own services, or for such an IPv4 address inside an IPv6 one.
NOT_PUBLIC = [
    "0.0.0.1",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "168.63.129.16",
    "172.16.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1",
    "100::1",
    "2001:0:7f00:1::",
    "2001:db8::1",
    "2002:7f00:1::",
    "3fff::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]
SPELLINGS = [
    *(f"http://[{each}]/" if ":" in each else f"http://{each}/" for each in NOT_PUBLIC),
    "http://localhost/",
    "https://localhost/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "http://%31%32%37.0.0.1/",
    "http://[::ffff:7f00:1]/",
    "http://[fe80::1%25lo]/",
    "http://127.0.0.1#@job.example/",
    "http://127.0.0.1\\@job.example/",
]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_no_address_of_ours_or_of_nobody_is_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "193.0.6.139", "2a00:1450:400f::1", "2606:4700::1111"])
def test_hosts_of_the_public_network_are(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("link", SPELLINGS)
async def test_however_it_is_spelled_no_host_but_public_ones_is_called(link: str, called: list[str]) -> None:
    with pytest.raises(NotFetched):
        async with soon():
            await Fetcher().fetched(link)
    assert called == []


@pytest.mark.parametrize("host", ["127.0.0.1", "169.254.169.254", "[::1]", "[::ffff:7f00:1]", "inside.test"])
async def test_no_redirect_leads_inside(host: str, hostile: Hostile, called: list[str]) -> None:
    link = hostile.moves("/ad", f"http://{host}:{hostile.port}/")
    with pytest.raises(NotFetched):
        async with soon():
            await fetcher(hostile, names={"inside.test": [[INSIDE]]}).fetched(link)
    assert called == [OUTSIDE]
    assert hostile.intrusions == 0


@pytest.mark.parametrize("found", [[INSIDE], [OUTSIDE, INSIDE], [INSIDE, OUTSIDE], [OUTSIDE, "fe80::1"], []])
async def test_a_name_with_one_address_inside_is_not_called_at_all(
    found: list[str], hostile: Hostile, called: list[str]
) -> None:
    with pytest.raises(NotFetched):
        async with soon():
            await fetcher(hostile, names={"job.test": [found]}).fetched(hostile.address(host="job.test"))
    assert called == []


async def test_what_was_checked_is_what_is_called_and_a_name_that_changes_its_mind_gains_nothing(
    hostile: Hostile, called: list[str]
) -> None:
    changing = {"job.test": [[OUTSIDE], [INSIDE]]}
    page = await fetcher(hostile, names=changing).fetched(hostile.address(host="job.test"))
    assert (page.body, called) == (b"<h1>Kok</h1>", [OUTSIDE])

    again = hostile.moves("/again", hostile.address(host="job.test"))
    with pytest.raises(NotFetched):
        async with soon():
            await fetcher(hostile, names=changing).fetched(again.replace(OUTSIDE, "job.test"))
    assert (called, hostile.intrusions) == ([OUTSIDE, OUTSIDE], 0)


@pytest.mark.parametrize("port", [22, 25, 6379, 8080, 5432])
async def test_no_port_is_called_but_those_of_the_web(port: int, hostile: Hostile, called: list[str]) -> None:
    for link in (f"http://{OUTSIDE}:{port}/", hostile.moves("/ad", f"http://{OUTSIDE}:{port}/")):
        with pytest.raises(NotFetched):
            async with soon():
                await fetcher(hostile).fetched(link)
    assert called == [OUTSIDE], "the server itself, for the redirect"
    with pytest.raises(NotFetched):
        await Fetcher(may_reach=lambda _: True).fetched(f"http://{OUTSIDE}:{port}/")
    assert called == [OUTSIDE]


@pytest.mark.parametrize("scheme", ["ftp", "ws", "file", "gopher", "javascript", "data", "http+unix", ""])
async def test_nothing_is_spoken_but_http(scheme: str, hostile: Hostile, called: list[str]) -> None:
    link = f"{scheme}://{OUTSIDE}:{hostile.port}/"
    for each in (link, hostile.moves("/ad", link)) if scheme else (link,):
        with pytest.raises(NotFetched):
            async with soon():
                await fetcher(hostile).fetched(each)
    assert len(called) <= 1


@pytest.mark.parametrize("before", ["anne:secret@", "anne@", ":@", "job.example@", "%6Aob.example%3A80@"])
async def test_nobody_stands_before_the_host(before: str, hostile: Hostile, called: list[str]) -> None:
    link = f"http://{before}{OUTSIDE}:{hostile.port}/"
    for each in (link, hostile.moves("/ad", link)):
        with pytest.raises(NotFetched):
            async with soon():
                await fetcher(hostile).fetched(each)
    assert called == [OUTSIDE]


@pytest.mark.parametrize("link", ["", "http://", "http:///x", "//", "http://[", "http://a b/", "http://[::1", "x" * 9])
async def test_what_is_no_address_is_not_called(link: str, called: list[str]) -> None:
    with pytest.raises(NotFetched):
        await Fetcher().fetched(link)
    assert called == []


async def test_danish_letters_are_looked_up_as_the_network_writes_them(hostile: Hostile) -> None:
    page = await fetcher(hostile, names={"xn--brd-1na.test": [[OUTSIDE]]}).fetched(hostile.address(host="brød.test"))
    assert page.body == b"<h1>Kok</h1>"


async def test_a_proxy_in_the_environment_is_not_asked(
    hostile: Hostile, called: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, hostile.address(host=INSIDE))
    await fetcher(hostile).fetched(hostile.address())
    assert (called, hostile.intrusions) == ([OUTSIDE], 0)
