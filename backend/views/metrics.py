"""Numbers for a monitor, as Prometheus reads them: of no person, and under the same few names however much happens.

They are gauges of the last hour and no counters: any web process tells the same, and none forgets when it starts anew.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from backend.domain.delivery import WAYS
from backend.domain.operation import FATES, Lately, Standing, by_kind, by_service
from backend.domain.reminder import KINDS
from backend.domain.subscription import OTHER, services

SECOND = 1000
OUTCOMES: Final = ("taken", "gone", "later", "refused", "unknown")


class _Given(Collector):
    def __init__(self, metrics: Iterable[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterable[Metric]:
        return self._metrics


def metrics(standing: Standing, hour: Lately, *, hosts: tuple[str, ...], open_pages: int, now: int) -> bytes:
    """The text. `hour` is the last one, `hosts` are the push services, `open_pages` those of this process."""
    registry = CollectorRegistry()
    registry.register(_Given([*_standing(standing, now=now), *_lately(hour, hosts=hosts), _open(open_pages)]))
    ProcessCollector(registry=registry)
    return generate_latest(registry)


def _standing(standing: Standing, *, now: int) -> list[Metric]:
    lag = (now - standing.first_due) / SECOND if standing.first_due else 0
    age = (now - standing.tidied_at) / SECOND if standing.tidied_at else float("inf")
    return [
        _gauge(
            "konkret_reminders_due",
            "Reminders that are due: waiting for a worker, or held by one or until they are tried again.",
            {("waiting",): standing.waiting, ("held",): standing.held},
            labels=("standing",),
        ),
        _gauge("konkret_reminders_lag_seconds", "How long the first of those that wait has been due.", {(): lag}),
        _gauge(
            "konkret_workers",
            "Worker processes that said in the last minute that they are there.",
            {(): standing.workers},
        ),
        _gauge("konkret_housekeeping_age_seconds", "How long ago the housekeeping was done; +Inf: never.", {(): age}),
        _gauge(
            "konkret_mutations_set_aside",
            "Changes of phones that failed for a reason of ours.",
            {(): standing.set_aside},
        ),
    ]


def _lately(hour: Lately, *, hosts: tuple[str, ...]) -> list[Metric]:
    fates, attempts = by_kind(hour), by_service(hour, hosts=hosts)
    places = [*(("push", service) for service in services(hosts)), *((way, "") for way in WAYS if way != "push")]
    return [
        _gauge(
            "konkret_reminders_settled_last_hour",
            "Reminders of the last hour by how they ended: sent, unheard (no way was open) or too-late.",
            {(kind, state): fates[kind, state] for kind in (*KINDS, OTHER) for state in FATES},
            labels=("kind", "state"),
        ),
        _gauge(
            "konkret_deliveries_last_hour",
            "Attempts of the last hour by what came of them.",
            {(*place, outcome): attempts[*place, outcome] for place in places for outcome in OUTCOMES},
            labels=("way", "service", "outcome"),
        ),
        _gauge(
            "konkret_deliveries_seen_last_hour",
            "Those of them that a phone says it has shown.",
            {("push", service): attempts["push", service, "seen"] for service in services(hosts)},
            labels=("way", "service"),
        ),
    ]


def _open(pages: int) -> Metric:
    return _gauge("konkret_open_pages", "Open pages that are told by this process what changes.", {(): pages})


def _gauge(
    name: str, about: str, values: Mapping[tuple[str, ...], float], *, labels: tuple[str, ...] = ()
) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, about, labels=labels)
    for each, value in values.items():
        family.add_metric(each, value)
    return family
