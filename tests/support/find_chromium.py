"""Where the browser of the tests is. Run as a program before the tests, it installs Debian's package where it may."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPS = ("Chromium.app/Contents/MacOS/Chromium", "Google Chrome.app/Contents/MacOS/Google Chrome")
ADVICE = {
    "darwin": "The browser tests need Chromium: brew install --cask chromium",
    "linux": "The browser tests need Chromium: sudo apt install chromium (or another distribution's package of it)",
}


def find_chromium() -> Path | None:
    """The executable of the Chromium or Chrome that stands on PATH or, on a Mac, among the applications."""
    found = (shutil.which(name) for name in NAMES)
    apps = (folder / "Applications" / app for folder in (Path("/"), Path.home()) for app in MAC_APPS)
    return next((Path(path) for path in found if path), None) or next((app for app in apps if app.exists()), None)


def install_with_apt() -> None:
    """Install Debian's package, as root or where sudo asks for no password; else leave everything as it is."""
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not all(shutil.which(name) for name in ("apt-get", *rights[:1])):
        return
    apt_get = [*rights, "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    print("Chromium: installing Debian's package …", flush=True)
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run([*apt_get, *arguments], stdout=subprocess.DEVNULL, check=False)


def main() -> int:
    """See to it that there is a browser; 1 and one line when there is none."""
    if find_chromium() is None:
        install_with_apt()
    if find_chromium() is not None:
        return 0
    print(ADVICE.get(sys.platform, ADVICE["linux"]), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
