"""Writes THIRD-PARTY.md: whose work is sent to browsers, set into files or runs in the server; under which licence."""

import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "frontend/node_modules"
# What of each package is in the files of `frontend/dist`, and the file and the part of it that is its licence.
BUILT = {
    "@expo-google-fonts/ibm-plex-sans": ("two font files, for PDF files", "LICENSE_FONT", r"(?s).+"),
    "@expo-google-fonts/ibm-plex-sans-arabic": ("two font files, for PDF files", "LICENSE_FONT", r"(?s).+"),
    "@expo-google-fonts/ibm-plex-sans-hebrew": ("two font files, for PDF files", "LICENSE_FONT", r"(?s).+"),
    "@expo-google-fonts/noto-emoji": ("a font file, for PDF files", "LICENSE_FONT", r"(?s).+"),
    "@fontsource/ibm-plex-sans": ("two font files, latin", "LICENSE", r"(?s).+"),
    "dkfds": (
        "colours, spacing and break points of the style sheet; no fonts, no icons",
        "LICENSE.md",
        r"(?s)```\n(.+?)```",
    ),
    "idb": ("in the service worker", "LICENSE", r"(?s).+"),
    "idiomorph": ("in the page script", "LICENSE", r"(?s).+"),
}
# The part of a package that is used has one licence where the package as a whole has several.
PART = {"dkfds": "MIT"} | {name: "OFL-1.1" for name in BUILT if name.startswith("@expo-google-fonts/")}
# How packages spell their licence when they do not use an SPDX expression.
SPELLINGS = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}
SPDX = re.compile(r"[A-Za-z0-9.-]+(-[A-Za-z0-9.]+)*( (OR|AND) [A-Za-z0-9.-]+)*")


def runtime_packages() -> list[str]:
    """The names in the lock file of what the server runs on, but for the tool that installs the project itself."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return [name for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE) if name != "setuptools"]


def licence_of(package: str) -> str:
    """A Python package's licence as an SPDX expression. Raises `LookupError` when its words for it are not known."""
    told = next((licence for licence in _tellings(metadata(package)) if SPDX.fullmatch(licence)), None)
    if told is None:
        raise LookupError(f"{package}: add its words for its licence to {Path(__file__).name}")
    return told


def _tellings(about: PackageMetadata) -> Iterator[str]:
    found = about.json
    yield str(found.get("license_expression", ""))
    classifiers = [line.split(" :: ")[-1] for line in found.get("classifier", []) if line.startswith("License :: ")]
    yield " OR ".join(sorted(SPELLINGS.get(each, each) for each in classifiers))
    words = str(found.get("license", "")).partition("\n")[0]
    yield SPELLINGS.get(words, words)


def document() -> str:
    """The whole text of THIRD-PARTY.md. Needs everything installed."""
    lines = [
        "# The work of others in Konkret",
        "",
        "Written by `make lock` from what the packages say of themselves.",
        "",
        "## Sent to browsers or set into files",
        "",
        "| package | what of it | licence |",
        "|---|---|---|",
    ]
    for name, (part, _, _) in BUILT.items():
        about = json.loads((MODULES / name / "package.json").read_text(encoding="utf-8"))
        lines.append(f"| {name} | {part} | {PART.get(name, about['license'])} |")
    lines += ["", "## Installed with the server", "", "| package | licence |", "|---|---|"]
    lines += [f"| {name} | {licence_of(name)} |" for name in runtime_packages()]
    for name, (_, file, part) in BUILT.items():
        found = re.search(part, (MODULES / name / file).read_text(encoding="utf-8"))
        text = found.group(found.re.groups) if found else ""
        lines += [
            "",
            f"## Licence of {name}",
            "",
            "```text",
            *(line.rstrip() for line in text.strip().splitlines()),
            "```",
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (ROOT / "THIRD-PARTY.md").write_text(document(), encoding="utf-8")
    sys.stdout.write("THIRD-PARTY.md is written.\n")
