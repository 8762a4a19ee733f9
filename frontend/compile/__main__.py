"""`python -m frontend.compile --templates FOLDER --out FILE.ts [--only NAME …]`: templates in, one module out."""

import argparse
import os
import sys
from pathlib import Path

from backend.views.environment import environment
from frontend.compile.errors import BuildError
from frontend.compile.module import module


def main() -> int:
    """Writes the module. A construct without a rule is one line on stderr and exit 1; the old file then stays."""
    parser = argparse.ArgumentParser(prog="python -m frontend.compile", description=__doc__)
    parser.add_argument("--templates", type=Path, required=True, help="folder of the templates")
    parser.add_argument("--out", type=Path, required=True, help="the module to write")
    parser.add_argument("--only", nargs="+", help="templates that can be drawn; all in pages/ when left out")
    told = parser.parse_args()
    templates: Path = told.templates
    out: Path = told.out
    pages = sorted(page.relative_to(templates).as_posix() for page in templates.glob("pages/**/*.html"))
    runtime = Path(os.path.relpath(Path(__file__).parent, out.parent)).as_posix()
    try:
        text = module(environment(templates=templates), names=told.only or pages, runtime=runtime)
    except BuildError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
