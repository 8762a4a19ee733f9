"""The rules that the phone goes by, asked in one node process."""

import json
import subprocess
from pathlib import Path
from typing import Any, Self

from tests.support.engines import ESBUILD, ROOT


class PhoneRules:
    """The TypeScript rules. To be used in a `with`, which ends the node process."""

    def __init__(self, folder: Path) -> None:
        script = folder / "phone-rules.mjs"
        options = ("--bundle", "--platform=node", "--format=esm", "--target=es2022", "--log-level=warning")
        source = ROOT / "tests" / "support" / "phone-rules.ts"
        subprocess.run([ESBUILD, source, f"--outfile={script}", *options], check=True)
        self._node = subprocess.Popen(
            ["node", script],  # noqa: S607
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._node.communicate(timeout=10)

    def ask(self, rule: str, *given: object) -> dict[str, Any]:
        """`gives`, or `problems` by field and the `reason`."""
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        self._node.stdin.write(json.dumps({"rule": rule, "given": given}) + "\n")
        self._node.stdin.flush()
        return json.loads(self._node.stdout.readline())
