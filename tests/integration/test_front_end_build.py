"""The front-end build, tried on a small tree: what it makes, and what it says of sources that are not in order."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from backend.web.static import Assets
from deploy.bootstrap import with_node

ROOT = Path(__file__).resolve().parents[2]
SOURCES = {
    "frontend/compile/__main__.py": "",
    "frontend/pages/main.ts": 'import { greet } from "./parts/greet.ts"; greet(document.title);',
    "frontend/pages/parts/greet.ts": "export const greet = (name: string): void => console.log(`Hej ${name}`);",
    "frontend/static/icon.svg": '<svg xmlns="http://www.w3.org/2000/svg">' + "<g/>" * 50 + "</svg>",
    "frontend/static/icon-192.png": "not really a picture",
    "frontend/static/manifest.webmanifest": '{"name": "Konkret", "icons": [{"src": "/static/icon-192.png"}]}',
    "frontend/styles/main.scss": """
        $colour: navy;
        @font-face { font-family: Plex; src: url("/static/ibm-plex-sans-400.woff2") }
        @each $side in left, right { .at-#{$side} { margin-#{$side}: 1rem; color: $colour } }
        p { &::after { content: "æøå" } }
    """,
    "service_worker/main.ts": """
        import { openDB } from "idb";
        import { render } from "compiled-templates";
        declare const BUILD: object;
        console.log(openDB, render, BUILD);
    """,
}
# Stands for the template compiler: writes a module where it is told to.
COMPILER = """#!/bin/sh
while [ "$1" != --out ]; do shift; done
mkdir -p "${2%/*}"
echo 'export const render = (name: string) => "the page " + name;' > "$2"
"""

# Runs a worker's script as a browser does, and tells which others it took in before and after it was asked for more.
BROWSER = """
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";
const [main, rest] = process.argv.slice(2);
const taken = [];
globalThis.self = globalThis;
globalThis.importScripts = (address) => {
    taken.push(address);
    runInThisContext(readFileSync(`frontend/dist${address}`, "utf8"));
};
runInThisContext(readFileSync(main, "utf8"));
const before = [...taken];
const told = (await self.told()).slice(0, 2);
console.log(JSON.stringify({ before, told, after: taken }));
"""


class Tree:
    """A small project with the real build script and the real packages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.dist = folder / "frontend/dist"
        shutil.copytree(ROOT / "frontend/build", folder / "frontend/build")
        (folder / "frontend/node_modules").symlink_to(ROOT / "frontend/node_modules")
        for path, text in SOURCES.items():
            self.write(path, text)
        self.write(".venv/bin/python", COMPILER)
        (folder / ".venv/bin/python").chmod(0o755)

    def write(self, path: str, text: str) -> None:
        """Write a source."""
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8")

    def build(self) -> subprocess.CompletedProcess[str]:
        """Build it."""
        command = ["node", "frontend/build/build.mjs"]
        return subprocess.run(command, cwd=self.folder, env=with_node(), capture_output=True, text=True, check=False)

    def built(self, name: str) -> str:
        """The text of an asset."""
        return (self.dist / Assets.load(self.dist).url(name)[1:]).read_text(encoding="utf-8")

    def manifest(self) -> dict[str, dict[str, dict[str, Any]]]:
        """What the build tells the server."""
        return json.loads((self.dist / "manifest.json").read_text())


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """A project whose sources are in order."""
    return Tree(tmp_path)


def test_everything_that_a_browser_is_sent_is_built(tree: Tree) -> None:
    assert tree.build().stderr == ""

    assert set(tree.manifest()["assets"]) == {
        "ibm-plex-sans-400.woff2",
        "ibm-plex-sans-600.woff2",
        "icon-192.png",
        "icon.svg",
        "main.css",
        "main.js",
    }
    assets = Assets.load(tree.dist)
    assert assets.url("ibm-plex-sans-400.woff2") in tree.built("main.css")
    assert "æøå" in tree.built("main.css")
    assert "greet" not in tree.built("main.js")
    icons = json.loads((tree.dist / "manifest.webmanifest").read_text())["icons"]
    assert icons == [{"src": assets.url("icon-192.png")}]


def test_the_worker_is_one_script_that_knows_the_templates_and_the_assets(tree: Tree) -> None:
    tree.build()

    worker = (tree.dist / "sw.js").read_text()
    assets = Assets.load(tree.dist)
    assert "the page " in worker
    assert "import" not in worker.replace("importScripts", "")
    needed_offline = ("main.css", "main.js", "ibm-plex-sans-400.woff2", "icon.svg")
    assert [worker.count(assets.url(name)) for name in needed_offline] == [2, 2, 2, 2]
    assert worker.count(assets.url("icon-192.png")) == 1


def test_what_the_worker_asks_for_later_is_a_script_of_its_own(tree: Tree) -> None:
    tree.write("service_worker/greeting.ts", 'export const GREETING = "said " + "by all";')
    tree.write(
        "service_worker/later.ts", 'import { GREETING } from "./greeting.ts"; export const late = GREETING + " late";'
    )
    tree.write(
        "service_worker/main.ts",
        """
            import { GREETING } from "./greeting.ts";
            declare const BUILD: object;
            self.told = async () => [GREETING, (await import("./later.ts")).late, BUILD];
        """,
    )
    tree.build()

    rest = tree.built("sw-rest.js")
    assert "late" in rest
    assert "said" not in rest
    tree.write("browser.mjs", BROWSER)
    names = ["node", "browser.mjs", "frontend/dist/sw.js", Assets.load(tree.dist).url("sw-rest.js")]
    run = subprocess.run(names, cwd=tree.folder, env=with_node(), capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == {"before": [], "told": ["said by all", "said by all late"], "after": [names[-1]]}

    tree.write("frontend/styles/main.scss", "body { color: teal }")
    tree.build()
    assert Assets.load(tree.dist).url("sw-rest.js") == names[-1]


def test_compressed_copies_hold_the_same_and_are_left_out_where_they_do_not_help(tree: Tree) -> None:
    tree.build()

    told = tree.manifest()["assets"]
    icon = tree.dist / told["icon.svg"]["file"]
    packed = icon.with_name(icon.name + ".gz").read_bytes()
    assert gzip.decompress(packed) == icon.read_bytes()
    assert told["icon.svg"]["gzip"] == len(packed) < told["icon.svg"]["size"] == icon.stat().st_size
    assert icon.with_name(icon.name + ".br").stat().st_size == told["icon.svg"]["br"]
    assert not {"br", "gzip"} & told["ibm-plex-sans-400.woff2"].keys()
    assert all(it.get(copy, 0) < it["size"] for it in told.values() for copy in ("br", "gzip"))


def test_a_name_changes_with_its_content_and_only_then(tree: Tree) -> None:
    tree.build()
    before = {name: told["file"] for name, told in tree.manifest()["assets"].items()}
    worker = (tree.dist / "sw.js").read_bytes()

    tree.build()
    assert {name: told["file"] for name, told in tree.manifest()["assets"].items()} == before
    assert (tree.dist / "sw.js").read_bytes() == worker

    tree.write("frontend/styles/main.scss", "body { color: teal }")
    tree.build()
    after = {name: told["file"] for name, told in tree.manifest()["assets"].items()}
    assert {name for name in after if after[name] != before[name]} == {"main.css"}
    assert not (tree.dist / before["main.css"]).exists()
    assert (tree.dist / "sw.js").read_bytes() != worker


@pytest.mark.parametrize(
    ("source", "text", "told"),
    [
        ("frontend/styles/main.scss", "body { color: }", "main.scss 1:"),
        ("frontend/styles/main.scss", 'b { background: url("/static/gone.svg") }', "/static/gone.svg"),
        ("frontend/static/manifest.webmanifest", '"/static/gone.png"', "no asset is called gone.png"),
        ("frontend/pages/main.ts", "const = 1", "frontend/pages/main.ts:1:6"),
        ("service_worker/main.ts", 'import "nowhere"', 'Could not resolve "nowhere"'),
        ("frontend/static/notes.txt", "to do", "notes"),
        (".venv/bin/python", "#!/bin/sh\necho home.html:3: no rule for do >&2; exit 1", "home.html:3: no rule for do"),
    ],
)
def test_a_fault_is_told_and_the_last_build_stays(tree: Tree, source: str, text: str, told: str) -> None:
    last = {"frontend/dist/manifest.json": "{}", "frontend/dist/sw.js": "1", "frontend/dist/static/main-1.css": "b{}"}
    for path, content in last.items():
        tree.write(path, content)

    tree.write(source, text)
    answer = tree.build()

    assert answer.returncode == 1
    assert answer.stderr.startswith("The front end cannot be built: ")
    assert told in answer.stderr
    assert "    at " not in answer.stderr
    assert {path: (tree.folder / path).read_text() for path in last} == last


def test_what_is_missing_is_named(tree: Tree) -> None:
    (tree.folder / "service_worker/main.ts").unlink()
    (tree.folder / "frontend/styles/main.scss").unlink()

    assert tree.build().stderr == (
        "The front end cannot be built: missing: "
        "the style sheet (frontend/styles/main.scss), the service worker (service_worker/main.ts).\n"
    )
