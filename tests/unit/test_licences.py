"""THIRD-PARTY.md names everyone whose work is sent out, and the licence texts that must go with it."""

from __future__ import annotations

import json
from pathlib import Path

from deploy import licences

ROOT = Path(__file__).resolve().parents[2]


def test_the_list_is_the_one_of_the_lock_files() -> None:
    assert (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8") == licences.document()


def test_every_package_that_is_in_a_build_is_listed() -> None:
    wanted = json.loads((ROOT / "frontend/package.json").read_text(encoding="utf-8"))["dependencies"]

    assert set(licences.BUILT) == set(wanted) - {"esbuild", "sass"}


def test_no_licence_asks_for_the_source_of_the_whole() -> None:
    found = {name: licences.licence_of(name) for name in licences.runtime_packages()}

    assert {name: licence for name, licence in found.items() if "GPL" in licence} == {}
