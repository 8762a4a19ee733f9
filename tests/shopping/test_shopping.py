"""The whole second application: its own commands and store, the engine, HTTP, and the client that browsers run."""

import asyncio
import json
import subprocess
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest

from tests.shopping.commands import Shop
from tests.shopping.door import Door
from tests.shopping.site import open_site
from tests.shopping.store import ShoppingShelf, ShoppingStore
from tests.support.engines import ESBUILD, ROOT

BREAD, MILK, BEER = (f"{name:_<22}" for name in ("bread", "milk", "beer"))
OPTIONS = ("--bundle", "--platform=node", "--format=esm", "--target=es2022", "--log-level=warning")


@pytest.fixture
def phone_script(tmp_path: Path) -> Path:
    script = tmp_path / "phone.mjs"
    fake = ROOT / "frontend" / "node_modules" / "fake-indexeddb"
    source = ROOT / "tests" / "shopping" / "phone.ts"
    subprocess.run([ESBUILD, source, f"--alias:fake-indexeddb={fake}", f"--outfile={script}", *OPTIONS], check=True)
    return script


@pytest.fixture
def store(tmp_path: Path) -> ShoppingStore:
    store = ShoppingStore(tmp_path / "shopping.sqlite", epoch="e1")
    for person in ("anne", "bo"):
        store.begin(person)
    return store


@pytest.fixture
async def url(store: ShoppingStore) -> AsyncGenerator[str]:
    async with open_site(Door(store, Shop(ShoppingShelf()))) as address:
        yield address


async def phone(script: Path, *given: str) -> dict[str, Any]:
    """A phone that saves these, syncs once and ends; what it says."""
    process = await asyncio.create_subprocess_exec("node", script, *given, stdout=asyncio.subprocess.PIPE)
    said, _ = await asyncio.wait_for(process.communicate(), 60)
    return json.loads(said)


async def test_what_one_phone_saved_another_holds(phone_script: Path, url: str) -> None:
    saved = (f"item.add:{BREAD}:brød", f"item.add:{MILK}:mælk", f"item.append:{BREAD}:nogen", f"item.remove:{BEER}")
    first = await phone(phone_script, url, "anne", *saved)
    assert first == {
        "before": 4, "state": "idle", "complete": True, "waiting": 0, "mismatches": 0,
        "refused": ["sold_out", "gone"], "texts": ["brød", "mælk"],
    }  # fmt: skip
    second = await phone(phone_script, url, "anne", f"item.append:{MILK}:let")
    assert (second["texts"], second["mismatches"]) == (["brød", "mælk let"], 0)
    assert (await phone(phone_script, url, "bo"))["texts"] == []


async def test_whose_list_was_erased_is_told(phone_script: Path, url: str, store: ShoppingStore) -> None:
    store.erase("anne")
    told = await phone(phone_script, url, "anne", f"item.add:{BREAD}:brød")
    assert (told["state"], told["waiting"], told["complete"]) == ("erased", 1, False)
