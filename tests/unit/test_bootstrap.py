"""Setting up on machines that lack something: each is told in a sentence, or mended."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from deploy import bootstrap
from tests.support import find_browser

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.lock", "requirements-test.lock", "requirements-node.lock"]


def program(folder: Path, name: str, script: str) -> None:
    """Put a program of the shell into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


@pytest.mark.parametrize(
    ("version", "fits"),
    [
        ("v18.20.4", False),
        ("v20.18.0", False),
        ("v20.19.0", True),
        ("v21.7.3", False),
        ("v22.11.0", False),
        ("v22.12.0", True),
        ("v24.1.0", True),
        ("not a version", False),
    ],
)
def test_a_node_must_be_one_that_the_build_runs_on(tmp_path: Path, version: str, *, fits: bool) -> None:
    program(tmp_path, "node", f"echo '{version}'")
    program(tmp_path, "npm", "")

    assert bootstrap.node_fits({"PATH": str(tmp_path)}) is fits


def test_a_node_without_npm_does_not_do(tmp_path: Path) -> None:
    program(tmp_path, "node", "echo v24.1.0")

    assert not bootstrap.node_fits({"PATH": str(tmp_path)})


def test_without_venv_the_package_to_install_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "python3", "exit 1")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python3"))
    monkeypatch.setattr(bootstrap, "BIN", tmp_path / "none")

    with pytest.raises(bootstrap.Stop, match=r"sudo apt install python3\.\d+-venv"):
        bootstrap.make_venv()


def test_a_step_that_fails_shows_its_last_lines(tmp_path: Path) -> None:
    program(tmp_path, "pip", "for i in $(seq 30); do echo line $i; done; echo no route to host >&2; exit 1")

    with pytest.raises(bootstrap.Stop) as stopped:
        bootstrap.run("Python packages", [str(tmp_path / "pip")])

    told = str(stopped.value).splitlines()
    assert told[0] == "line 17"
    assert told[-2:] == ["no route to host", "Python packages: this failed, see above. Is the network up?"]


def test_a_step_tells_that_it_is_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program(tmp_path, "npm", "echo added 20 packages")

    bootstrap.run("Node modules", [str(tmp_path / "npm")])

    assert capsys.readouterr().out == "Node modules: done in 0 s\n"


def test_setuptools_is_taken_from_the_lock_with_all_its_hashes() -> None:
    for lock in LOCKS[:2]:
        lines = bootstrap.pinned((ROOT / lock).read_text(), "setuptools").splitlines()
        assert lines[0].startswith("setuptools==")
        assert all(line.strip().startswith("--hash=sha256:") for line in lines[1:])
        assert len(lines) > 1


def test_locks_pin_by_hash_name_no_address_and_agree() -> None:
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        text = (ROOT / lock).read_text()
        assert "://" not in text
        pins = [line.split(" ")[0] for line in text.splitlines() if not line.startswith((" ", "#"))]
        assert text.count("--hash=") >= len(pins)
        for pin in pins:
            name, version = pin.split("==")
            versions.setdefault(name, set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_the_lock_of_the_node_modules_names_no_address() -> None:
    text = (ROOT / "frontend/package-lock.json").read_text()

    assert '"resolved"' not in text
    assert '"integrity"' in text


def test_a_missing_browser_is_installed_where_it_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    install = (
        f'[ "${{*#*install}}" = "$*" ] || {{ printf \'\' > {tmp_path}/chromium; /bin/chmod +x {tmp_path}/chromium; }}'
    )
    program(tmp_path, "apt-get", install)
    program(tmp_path, "sudo", 'shift; exec "$@"')
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(find_browser, "APPLICATIONS", ())

    assert find_browser.main(["chromium"]) == 0
    assert find_browser.CHROMIUM.path() == tmp_path / "chromium"
    assert "installing Debian's chromium" in capfd.readouterr().out


def test_a_browser_that_cannot_be_installed_is_asked_for_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    program(tmp_path, "apt-get", "exit 100")
    program(tmp_path, "sudo", "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(find_browser, "APPLICATIONS", ())

    assert find_browser.main(["chromium"]) == 1
    assert capfd.readouterr().err.startswith("The browser tests need Chromium: ")


def test_several_that_are_missing_are_asked_for_in_one_line_too() -> None:
    browsers = [find_browser.FIREFOX, find_browser.WEBKIT]

    assert find_browser.advice(browsers, platform="linux") == (
        "The browser tests need Firefox and WebKitGTK: "
        "sudo apt install firefox-esr webkit2gtk-driver (or another distribution's package of it)"
    )
    assert find_browser.advice(browsers[:1], platform="darwin").endswith(": brew install --cask firefox")
    assert find_browser.advice(browsers, platform="darwin").endswith(": to be had on Linux only")
