"""`make run` and `make test` on somebody's machine: what is done the first time, and what is not done again."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKE = shutil.which("make") or "make"
SOURCES = (
    "requirements.lock",
    "requirements-test.lock",
    "pyproject.toml",
    "frontend/package.json",
    "frontend/package-lock.json",
    "frontend/.npmrc",
    "frontend/styles/main.scss",
    "service_worker/main.ts",
)
# Stands for Python, and for what it starts: says what it is asked for, and leaves behind what the real one would.
PYTHON = """#!/bin/sh
case "$*" in
  *version_info*) exit 0 ;;
  *' venv') mkdir -p .venv/bin && cp "$0" .venv/bin/python && cp "$0" .venv/bin/konkret ;;
  *' modules'*) mkdir -p frontend/node_modules ;;
  *build.mjs) mkdir -p frontend/dist && touch frontend/dist/manifest.json ;;
esac
[ "${0##*/}" = python ] && shift
echo "${0##*/} $*" >> asked
"""
TOO_OLD = "#!/bin/sh\nexit 1\n"


class Machine:
    """A fresh clone on a machine that has make, a shell and what is put into `bin`."""

    def __init__(self, folder: Path) -> None:
        self.clone, self.bin = folder / "clone", folder / "bin"
        self.bin.mkdir()
        for name in ("sh", "find", "mkdir", "touch", "cp", "rm", "echo"):
            (self.bin / name).symlink_to(shutil.which(name) or f"/bin/{name}")
        for source in SOURCES:
            (self.clone / source).parent.mkdir(parents=True, exist_ok=True)
            (self.clone / source).touch()
        shutil.copy(ROOT / "Makefile", self.clone)

    def has(self, name: str, program: str) -> None:
        """Put a program onto PATH."""
        (self.bin / name).write_text(program)
        (self.bin / name).chmod(0o755)

    def make(self, *targets: str) -> subprocess.CompletedProcess[str]:
        """Run make in the clone; the caller's own settings of make do not reach it."""
        surroundings = {"PATH": str(self.bin), "HOME": str(self.clone)}
        return subprocess.run(
            [MAKE, *targets], cwd=self.clone, env=surroundings, capture_output=True, text=True, check=False
        )

    def asked(self) -> list[str]:
        """What was asked for since the last time."""
        log = self.clone / "asked"
        lines = log.read_text().splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return lines


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with the usual Python."""
    machine = Machine(tmp_path)
    machine.has("python3", PYTHON)
    return machine


START = "konkret demo --port 8000 --data .konkret"
FIRST = ["python3 deploy/bootstrap.py venv", "python packages requirements.lock", "python modules"]
BUILD = "python node node frontend/build/build.mjs"


def test_the_first_run_does_everything_and_the_second_only_starts(machine: Machine) -> None:
    assert machine.make("run").returncode == 0
    assert machine.asked() == [*FIRST, BUILD, START]

    assert machine.make("run").returncode == 0
    assert machine.asked() == [START]


def test_port_and_data_folder_are_honoured(machine: Machine) -> None:
    machine.make("run", "PORT=9000", "KONKRET_DATA=/srv/my town")

    assert machine.asked()[-1] == "konkret demo --port 9000 --data /srv/my town"


@pytest.mark.parametrize(
    ("changed", "again"),
    [
        ("requirements.lock", ["python packages requirements.lock"]),
        ("pyproject.toml", ["python packages requirements.lock"]),
        ("frontend/package-lock.json", ["python modules", BUILD]),
        ("frontend/styles/main.scss", [BUILD]),
        ("service_worker/main.ts", [BUILD]),
    ],
)
def test_only_what_has_changed_is_done_again(machine: Machine, changed: str, again: list[str]) -> None:
    machine.make("run")
    machine.asked()

    later(machine.clone / changed, than=machine.clone / "frontend/dist/manifest.json")
    machine.make("run")

    assert machine.asked() == [*again, START]


def test_a_source_that_is_gone_is_a_change_too(machine: Machine) -> None:
    extra = machine.clone / "frontend/styles/_extra.scss"
    extra.touch()
    machine.make("run")
    machine.asked()

    extra.unlink()
    later(extra.parent, than=machine.clone / "frontend/dist/manifest.json")
    machine.make("run")

    assert machine.asked() == [BUILD, START]


def test_what_the_tests_need_holds_what_running_needs(machine: Machine) -> None:
    machine.make(".venv/.test", "frontend/node_modules/.test")
    assert machine.asked() == [
        "python3 deploy/bootstrap.py venv",
        "python packages requirements-test.lock",
        "python modules --development",
    ]
    machine.make("run")

    assert machine.asked() == [BUILD, START]


def test_a_python_that_is_too_old_is_passed_over(machine: Machine) -> None:
    machine.has("python3", TOO_OLD)
    machine.has("python3.12", PYTHON)

    machine.make("run")

    assert machine.asked()[0] == "python3.12 deploy/bootstrap.py venv"


def test_without_a_python_one_sentence_says_so(machine: Machine) -> None:
    machine.has("python3", TOO_OLD)

    answer = machine.make("run")

    assert answer.returncode == 2
    assert "Konkret needs Python 3.11 or newer." in answer.stderr
    assert not (machine.clone / ".venv").exists()


def test_help_names_every_command(machine: Machine) -> None:
    told = machine.make().stdout

    targets = {"run", "test", "test-browsers", "soak", "lint", "types", "build", "bench"}
    targets |= {"bench-growth", "bench-peers", "bench-push", "lock", "clean"}
    assert {line.split()[1] for line in told.splitlines()} == targets


def test_a_clean_clone_keeps_its_data(machine: Machine) -> None:
    machine.make("run")
    (machine.clone / ".konkret").mkdir()

    machine.make("clean")

    assert (machine.clone / ".konkret").exists()
    assert not (machine.clone / ".venv").exists()


def later(path: Path, *, than: Path) -> None:
    """Make a file newer than another, whatever the clock's grain."""
    newer = than.stat().st_mtime_ns + 1_000_000_000
    os.utime(path, ns=(newer, newer))
