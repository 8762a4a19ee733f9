"""What a person does and sees in a browser, the same for every engine; an engine adds how a script reaches its page.

Whatever is done or seen is waited for, also while the browser goes on to another page: a page is watched as it changes.
"""

from __future__ import annotations

import json
import time
from abc import ABC, abstractmethod
from typing import Any, Self

PATIENCE = 50  # seconds; machines are shared

# A promise of the first thing that CONDITION makes of the page that is not false, tried again whenever it has changed.
# A busy Firefox was seen to have an empty page of its own for a moment, in between two of the site's: that is none.
UNTIL = """async (given, patience) => {
    const left = new Promise((_, fail) => addEventListener("pagehide", () => fail(new Error("left"))));
    const late = new Promise((_, fail) => setTimeout(fail, patience, new Error("late")));
    for (;;) {
        let watch;
        const changed = new Promise((resolve) => {
            document.addEventListener("readystatechange", resolve);
            watch = new MutationObserver(resolve);
            watch.observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
        });
        const isThere = document.readyState !== "loading" && location.href !== "about:blank";
        const found = isThere && (CONDITION)(...given);
        if (found) return found;
        await Promise.race([changed, left, late]).finally(() => watch.disconnect());
    }
}"""
SEEN = """(text, times) => {
    const found = document.body.innerText.split(text).length - 1;
    return times === null ? found > 0 : found === times;
}"""
PRESSED = """(name) => {
    const wanted = (it) => it.checkVisibility() && it.textContent.trim().startsWith(name);
    const found = [...document.querySelectorAll("a, button, summary")].find(wanted);
    found?.click();
    return found !== undefined;
}"""
FILLED = """(name, text) => {
    const label = [...document.querySelectorAll("label")].find((it) => it.textContent.trim().startsWith(name));
    if (!label) return false;
    const option = [...(label.control.options ?? [])].find((it) => it.label === text);
    label.control.value = option ? option.value : text;
    label.control.dispatchEvent(new Event("input", {bubbles: true}));
    return true;
}"""


class ScriptError(Exception):
    """What a script in the page threw."""


class Left(Exception):
    """The page was left while a script ran in it."""


class Tab(ABC):
    """A tab of one person's browser, at one site: its only one until it has opened another."""

    def __init__(self, origin: str) -> None:
        self.origin = origin

    @abstractmethod
    def opens(self, address: str) -> None:
        """Go to an address and wait until its page has loaded."""

    @abstractmethod
    def evaluates(self, expression: str) -> str:
        """The text that the expression promises. Raises ScriptError and Left."""

    @abstractmethod
    def forgets_the_session(self) -> None:
        """Lose every cookie, as when a session ends."""

    @abstractmethod
    def opens_another(self) -> Self:
        """One more tab of the same browser, at an empty page."""

    @abstractmethod
    def leaves(self) -> None:
        """Close this tab alone, while there is another one."""

    @abstractmethod
    def closes(self) -> None:
        """End the browser in order, with all of its tabs."""

    def faults(self) -> list[str]:
        """What scripts of the pages threw and did not catch, as far as the engine tells."""
        return []

    def goes_to(self, path: str) -> None:
        """Open a page of the site."""
        self.opens(self.origin + path)

    def asks(self, function: str, *given: object) -> Any:
        """What a function in the page returns or promises. Raises ScriptError and Left."""
        arguments = ", ".join(map(json.dumps, given))
        return json.loads(self.evaluates(f"(async () => JSON.stringify((await ({function})({arguments})) ?? null))()"))

    def until(self, condition: str, *given: object) -> Any:
        """Wait for the first thing that a function makes of the page that is not false. Raises TimeoutError."""
        script, end = UNTIL.replace("CONDITION", condition), time.monotonic() + PATIENCE
        while (rest := end - time.monotonic()) > 0:
            try:
                return self.asks(script, given, rest * 1000)
            except Left:
                continue
            except ScriptError as fault:
                if not str(fault).endswith(("left", "late")):
                    raise
        raise TimeoutError(f"{given} did not come: {self.asks('() => location.href + document.body.innerText')}")

    def sees(self, text: str, *, times: int | None = None) -> None:
        """Wait until a text can be seen, so many times or at all."""
        self.until(SEEN, text, times)

    def presses(self, name: str) -> None:
        """Press the first button or link that begins with these words."""
        self.until(PRESSED, name)

    def fills(self, label: str, text: str) -> None:
        """Type a text into the field, or choose it there."""
        self.until(FILLED, label, text)
