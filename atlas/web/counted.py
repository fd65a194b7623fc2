"""Counters of this process, for /metrics: answers by route and status, how many were kept."""

from __future__ import annotations

from functools import cache

from prometheus_client import CollectorRegistry, Counter, generate_latest

registry = CollectorRegistry()
_answers = Counter(
    "atlas_answers", "Answers by route, status and whether they were kept", ["route", "status", "kept"],
    registry=registry,
)  # fmt: skip


@cache
def _counter(route: str, status: int, kept: bool) -> Counter:
    return _answers.labels(route, str(status), "yes" if kept else "no")


def answer(route: str, status: int, kept: bool) -> None:
    _counter(route, status, kept).inc()


def text() -> bytes:
    """All counters in Prometheus' text format."""
    return generate_latest(registry)
