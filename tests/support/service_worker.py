"""Controls of a service worker over Chromium's debugging protocol: deliver events to it, stop it."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.support import devtools

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.support.devtools import DevTools

PATIENCE = 10  # seconds


@dataclass
class WorkerTools:
    """The worker of one origin, seen from one of its pages."""

    page: Page
    origin: str
    session: DevTools
    _registrations: dict[str, str] = field(default_factory=dict[str, str])
    _running: dict[str, str] = field(default_factory=dict[str, str])
    _states: dict[str, str] = field(default_factory=dict[str, str])
    _stops: int = 0
    _displayed: int = 0

    @classmethod
    def attach(cls, page: Page, *, origin: str) -> WorkerTools:
        """Wait for the page's worker to be active and take hold of it."""
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        tools = cls(page, origin, devtools.of_page(page))
        tools.session.on("ServiceWorker.workerRegistrationUpdated", tools._registered)
        tools.session.on("ServiceWorker.workerVersionUpdated", tools._changed)
        tools.session.send("ServiceWorker.enable")
        tools.session.on("BackgroundService.backgroundServiceEventReceived", tools._happened)
        tools.session.send("BackgroundService.startObserving", {"service": "notifications"})
        tools.session.send("BackgroundService.setRecording", {"shouldRecord": True, "service": "notifications"})
        tools._until(lambda: f"{origin}/" in tools._registrations, "the worker is not registered")
        return tools

    def push(self, message: dict[str, Any] | str) -> None:
        """Deliver a push message, decrypted already, as the push service would."""
        text = message if isinstance(message, str) else json.dumps(message, ensure_ascii=False)
        self._send("deliverPushMessage", data=text)

    def background_sync(self, tag: str, *, last_chance: bool = False) -> None:
        """Let the browser find that it is online again."""
        self._send("dispatchSyncEvent", tag=tag, lastChance=last_chance)

    def stop(self) -> None:
        """Stop the worker, as the browser does when it is idle; the next request starts it from nothing."""
        stops = self._stops
        self.session.send("ServiceWorker.stopAllWorkers")
        # A page may have it started anew at once: that it has stopped is enough.
        self._until(
            lambda: self._stops > stops or set(self._running.values()) <= {"stopped"}, "the worker does not stop"
        )

    def end_former(self) -> None:
        """Stop the version that a newer one waits for, as often as its page has it started again, until it is replaced.

        Only the version that a newer one has asked to replace is waited for: a page that goes on lets it ask.
        """
        self._until(self._is_replaced, "the former version stays in charge")

    def _is_replaced(self) -> bool:
        waits = "installed" in self._states.values()
        for version, state in self._states.items():
            if waits and state == "activated" and self._running[version] == "running":
                self.session.send("ServiceWorker.stopWorker", {"versionId": version})
        return not waits

    def notifications(self, *, at_least: int = 0) -> list[dict[str, Any]]:
        """The notifications that are shown, once that many have been since this took hold: words, data, buttons.

        Asked while one is on its way to the screen, Chromium takes it for one that was closed, and forgets it.
        """
        self._until(lambda: self._displayed >= at_least, f"fewer than {at_least} notifications are shown")
        return self.page.evaluate(
            """async () => (await (await navigator.serviceWorker.ready).getNotifications())
                .map(({title, body, tag, data, actions}) => (
                    {title, body, tag, data, buttons: actions.map(({title}) => title)}
                ))"""
        )

    def click_notification(self, action: str = "") -> None:
        """Tap the first notification, or a button of it. The protocol has no such call: the worker is handed its own
        event."""
        self.page.context.service_workers[0].evaluate(
            """async (action) => {
                const [notification] = await registration.getNotifications();
                self.dispatchEvent(new NotificationEvent("notificationclick", {notification, action}));
            }""",
            action,
        )

    def _send(self, method: str, **values: Any) -> None:
        registration = self._registrations[f"{self.origin}/"]
        self.session.send(f"ServiceWorker.{method}", {"origin": self.origin, "registrationId": registration, **values})

    def _until(self, holds: Callable[[], bool], otherwise: str) -> None:
        """Take in the protocol's events until something holds: each call of the page lets them through."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, otherwise
            self.page.evaluate("0")

    def _happened(self, event: dict[str, Any]) -> None:
        self._displayed += event["backgroundServiceEvent"]["eventName"] == "Notification displayed"

    def _registered(self, event: dict[str, Any]) -> None:
        for registration in event["registrations"]:
            if not registration["isDeleted"]:
                self._registrations[registration["scopeURL"]] = registration["registrationId"]

    def _changed(self, event: dict[str, Any]) -> None:
        for version in event["versions"]:
            self._running[version["versionId"]] = version["runningStatus"]
            self._states[version["versionId"]] = version["status"]
            self._stops += version["runningStatus"] == "stopped"
