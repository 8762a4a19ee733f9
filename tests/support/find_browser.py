"""Where the browsers of the tests are. Run as a program before them, it installs Debian's packages where it may."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

APPLICATIONS = (Path("/Applications"), Path.home() / "Applications")


@dataclass(frozen=True)
class Program:
    """Something that browser tests start: its commands on PATH, its executables among a Mac's applications."""

    name: str
    package: str
    commands: tuple[str, ...]
    apps: tuple[str, ...] = ()
    cask: str = ""

    def path(self) -> Path | None:
        """The executable, where there is one."""
        found = (shutil.which(command) for command in self.commands)
        apps = (folder / app for folder in APPLICATIONS for app in self.apps)
        return next((Path(path) for path in found if path), None) or next((app for app in apps if app.exists()), None)


CHROMIUM = Program(
    "Chromium",
    package="chromium",
    commands=("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    apps=("Chromium.app/Contents/MacOS/Chromium", "Google Chrome.app/Contents/MacOS/Google Chrome"),
    cask="chromium",
)
FIREFOX = Program(
    "Firefox",
    package="firefox-esr",
    commands=("firefox-esr", "firefox"),
    apps=("Firefox.app/Contents/MacOS/firefox",),
    cask="firefox",
)
WEBKIT = Program("WebKitGTK", package="webkit2gtk-driver", commands=("WebKitWebDriver",))
# A window of WebKitGTK needs a screen and a message bus, which a machine for tests has not.
SCREEN = Program("a screen of its own", package="xvfb", commands=("xvfb-run",))
SCREEN_KEY = Program("a key for that screen", package="xauth", commands=("xauth",))
BUS = Program("a message bus", package="dbus", commands=("dbus-run-session",))
BY_NAME = {"chromium": (CHROMIUM,), "firefox": (FIREFOX,), "webkit": (WEBKIT, SCREEN, SCREEN_KEY, BUS)}


def advice(programs: Sequence[Program], *, platform: str = sys.platform) -> str:
    """One line for somebody on whose machine these are missing."""
    names = " and ".join(program.name for program in programs)
    packages = " ".join(program.package for program in programs)
    casks = [program.cask for program in programs]
    way = f"sudo apt install {packages} (or another distribution's package of it)"
    if platform == "darwin":
        way = f"brew install --cask {' '.join(casks)}" if all(casks) else "to be had on Linux only"
    return f"The browser tests need {names}: {way}"


def executable(program: Program) -> Path:
    """The executable; the test fails with what to install when there is none."""
    path = program.path()
    if path is None:
        pytest.fail(advice([program]), pytrace=False)
    return path


def missing(programs: Sequence[Program]) -> list[Program]:
    """Those that are not there."""
    return [program for program in programs if program.path() is None]


def install_with_apt(programs: Sequence[Program]) -> None:
    """Install Debian's packages, as root or where sudo asks for no password; else leave everything as it is."""
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not all(shutil.which(name) for name in ("apt-get", *rights[:1])):
        return
    apt_get = [*rights, "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    packages = [program.package for program in programs]
    print(f"Browsers: installing Debian's {', '.join(packages)} …", flush=True)
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run([*apt_get, *arguments], stdout=subprocess.DEVNULL, check=False)


def main(names: Sequence[str]) -> int:
    """See to it that the browsers of these names are there; 1 and one line when they are not."""
    wanted = [program for name in names for program in BY_NAME[name]]
    if absent := missing(wanted):
        install_with_apt(absent)
    if absent := missing(wanted):
        print(advice(absent), file=sys.stderr)
    return 1 if absent else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
