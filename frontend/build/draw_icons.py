"""Draws the PNG icons from `static/icon.svg`: `python frontend/build/draw_icons.py`, after the mark has changed.

Phones cut a maskable icon to their own shape, so its ground reaches to the edges and the mark stays in the middle.
The badge is what Android shows in the status bar: of its colours only what is transparent counts.
"""

import re
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

STATIC = Path(__file__).resolve().parent.parent / "static"
GROUND = re.compile(r"<rect[^>]*/>")
BOX = 'viewBox="0 0 64 64"'


def variants(mark: str) -> dict[str, tuple[int, str]]:
    """File name: (size in pixels, SVG)."""
    spread = mark.replace(BOX, 'viewBox="-9 -9 82 82"')
    spread = GROUND.sub('<rect x="-9" y="-9" width="82" height="82" fill="#07393c" stroke="none"/>', spread)
    bare = GROUND.sub("", mark).replace("#ffd9a8", "#fff").replace(BOX, 'viewBox="6 5 54 54"')
    return {
        "icon-192.png": (192, mark),
        "icon-512.png": (512, mark),
        "icon-maskable-192.png": (192, spread),
        "icon-maskable-512.png": (512, spread),
        "apple-touch-icon.png": (180, spread.replace("-9 -9 82 82", "-3 -3 70 70")),
        "badge-96.png": (96, bare),
    }


def main() -> None:
    """Writes the PNG files beside the SVG."""
    mark = (STATIC / "icon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (size, svg) in variants(mark).items():
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{svg}")
            page.screenshot(path=STATIC / name, omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
