"""Server time of every page for one person, and twenty people at once, beside bare Streamlit."""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from process import Others, Server, running
from servers import free_port
from session import Session, Step
from views import PARTS, View, Views

from atlas.store import Store

HERE = Path(__file__).parent
STREAMLIT = [sys.executable, "-m", "streamlit", "run"]
PEOPLE, SECONDS, THINKING = 20, 60, (1.0, 4.0)
RERUNS, WARM, BESIDE = 40, 5, 6
"""Reruns of a part, those before it to warm up, those of the bare page after it."""
SLOW_PAGE, SLOW_CROWD = 150, 1000
HEADING = "## Server time of every page, one person"
Act = Callable[[Session, Random], Awaitable[Step]]
"""One random step of a person."""


def percentile(values: list[float], share: float = 0.95) -> float:
    return sorted(values)[min(len(values) - 1, round(share * len(values)))]


@dataclass
class Timed:
    """Reruns of one part of a page, in milliseconds."""

    page: str
    part: str
    times: list[float] = field(default_factory=list)
    used: float = 0.0
    """seconds of processor time of the server, its clearing up afterwards included"""
    errors: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        return self.used * 1000 / len(self.times)

    @property
    def median(self) -> float:
        return statistics.median(self.times)

    @property
    def late(self) -> float:
        return percentile(self.times)


@dataclass
class Crowd:
    """A minute of twenty people."""

    steps: list[Step]
    cpu: float
    memory: tuple[float, float, float]
    """before, with all sessions open, after the minute"""
    load: str
    """how busy the machine was with other things"""

    @property
    def times(self) -> list[float]:
        return [s.waited * 1000 for s in self.steps]

    @property
    def errors(self) -> list[str]:
        return [e for s in self.steps for e in s.errors]

    @property
    def per_session(self) -> float:
        return (self.memory[2] - self.memory[0]) / PEOPLE


async def show(session: Session, view: View) -> Step:
    return await session.step(view.page, view.params)


async def choose(session: Session, rng: Random) -> Step:
    """One step in bare Streamlit: another indicator out of its only list."""
    if not session.labels:
        return await session.step()
    (label, (_, options)) = next(iter(session.labels.items()))
    return await session.step(chosen={label: rng.choice(options)})


async def again(
    server: Server, session: Session, act: Act, rng: Random, count: int, timed: Timed
) -> None:
    """So many reruns by the only person there, each after a pause."""
    await asyncio.sleep(0.3)
    before = server.cpu()
    for _ in range(count):
        step = await act(session, rng)
        timed.times.append(step.seconds * 1000)
        timed.errors += step.errors
        timed.notices += step.notices
        await asyncio.sleep(0.15)
    timed.used += server.cpu() - before


async def crowd(server: Server, act: Act) -> Crowd:
    """Twenty people for a minute: each thinks, steps, waits for the answer, thinks again."""
    load, others = os.getloadavg()[0], Others(server)
    before = server.memory()
    people = [(Session(server.port), Random(number)) for number in range(PEOPLE)]
    for session, rng in people:
        await session.__aenter__()
        await act(session, rng)
    opened, cpu, end = server.memory(), server.cpu(), time.perf_counter() + SECONDS
    steps: list[Step] = []

    async def person(session: Session, rng: Random) -> None:
        await asyncio.sleep(rng.uniform(0, THINKING[1]))
        while time.perf_counter() < end:
            steps.append(await act(session, rng))
            await asyncio.sleep(rng.uniform(*THINKING))

    await asyncio.gather(*(person(*p) for p in people))
    memory = before, opened, server.memory()
    result = Crowd(steps, server.cpu() - cpu, memory, _load_said(load, others))
    for session, _ in people:
        await session.__aexit__()
    return result


async def every_page(ours: Server, bare: Server, views: Views) -> tuple[list[Timed], Timed, str]:
    """Reruns of each part, after each some of the bare page: what else the machine does meanwhile
    then tells on both."""
    await warm(ours, views)
    load, others = os.getloadavg()[0], Others(ours, bare)
    found, beside, rng = [], Timed("", ""), Random(0)
    async with Session(bare.port) as other:
        for _ in range(WARM):
            await choose(other, rng)
        for page, part in [(page, part) for page, parts in PARTS.items() for part in parts]:

            async def act(
                session: Session, rng: Random, page: str = page, part: str = part
            ) -> Step:
                return await show(session, views.draw(page, part, rng))

            own, timed = Random(f"{page} {part}"), Timed(page, part)
            async with Session(ours.port) as session:
                for _ in range(WARM):
                    await act(session, own)
                await again(ours, session, act, own, RERUNS, timed)
            await again(bare, other, choose, rng, BESIDE, beside)
            found.append(timed)
    return found, beside, _load_said(load, others)


async def warm(server: Server, views: Views) -> None:
    """Every part once in a session that is then closed: what a process reads only once is read."""
    rng = Random(0)
    async with Session(server.port) as session:
        for page, parts in PARTS.items():
            for part in parts:
                await show(session, views.draw(page, part, rng))
    await settled(server)


async def settled(server: Server) -> None:
    """Wait until a server has done what it does by itself after its start."""
    for _ in range(60):
        before = server.cpu()
        await asyncio.sleep(0.5)
        if not server.cpu() - before > 0.05:
            return


async def warm_bare(server: Server) -> None:
    rng = Random(0)
    async with Session(server.port) as session:
        for parts in PARTS.values():
            for _ in parts:
                await choose(session, rng)


def measure(state: Path) -> list[str]:
    """Both measures over a release, ours and the bare app, as lines of Markdown."""
    views = Views(Store(state).release())

    async def explore(session: Session, rng: Random) -> Step:
        return await show(session, views.any(rng))

    async def crowd_in_ours(server: Server) -> Crowd:
        await warm(server, views)
        return await crowd(server, explore)

    async def crowd_in_bare(server: Server) -> Crowd:
        await warm_bare(server)
        return await crowd(server, choose)

    with _atlas(state) as ours, _bare() as bare:
        pages = asyncio.run(every_page(ours, bare, views))
    with _atlas(state) as ours:
        many = asyncio.run(crowd_in_ours(ours))
    with _bare() as bare:
        few = asyncio.run(crowd_in_bare(bare))
    return [*_pages_said(*pages), *_crowd_said(many, few)]


def _atlas(state: Path) -> AbstractContextManager[Server]:
    port = free_port()
    command = [*STREAMLIT, "app.py", "--server.port", str(port)]
    return running(command, port, "/healthz", {"ATLAS_STATE": str(state)})


def _bare() -> AbstractContextManager[Server]:
    port = free_port()
    command = [*STREAMLIT, str(HERE / "bare_streamlit.py"), "--server.port", str(port),
               "--server.enableWebsocketCompression", "false"]  # fmt: skip
    return running(command, port, "/_stcore/health", {})


def _load_said(load: float, others: Others) -> str:
    return (
        f"load average {load:.1f} at the beginning, other programs used {others.cores():.1f} of "
        f"{os.cpu_count()} processors meanwhile"
    )


def _pages_said(pages: list[Timed], bare: Timed, load: str) -> list[str]:
    lines = [
        HEADING, "",
        f"{RERUNS} reruns each, of views drawn at random with a fixed seed, after {WARM} to warm up; no",
        "browser: from sending over Streamlit's own websocket on the loopback to the end of the script.",
        f"After each part {BESIDE} of the bare page ({len(bare.times)} in all), so that what else the machine does tells on both.",
        "CPU is the server's own, its clearing up after the rerun included. Parts are named by their codes",
        f"in the URL. Machine: {load}.", "",
        "| page | part | median, ms | 95th, ms | CPU, ms | ours / bare, median | ours / bare, 95th |",
        "|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    for x in [y for page in PARTS for y in _with_all([z for z in pages if z.page == page])]:
        lines.append(
            f"| /{x.page} | {x.part} | {x.median:.0f} | {x.late:.0f} | {x.cpu:.0f} | "
            f"{x.median / bare.median:.2f} | {x.late / bare.late:.2f} |"
        )
    lines.append(
        f"| bare Streamlit | | {bare.median:.0f} | {bare.late:.0f} | {bare.cpu:.0f} | 1 | 1 |"
    )
    slow = [f"/{x.page} {x.part}" for x in pages if x.late > SLOW_PAGE]
    said = f"{len(slow)} of {len(pages)}: {', '.join(slow)}" if slow else "none"
    lines += ["", f"Over {SLOW_PAGE} ms at the 95th percentile: {said}. "
              f"{_errors([e for x in pages for e in x.errors])}", ""]  # fmt: skip
    notices = sum(len(x.notices) for x in pages)
    if notices:
        lines += [f"{notices} views got a notice: the draw asks for what a page cannot show.", ""]
    return lines


def _with_all(parts: list[Timed]) -> list[Timed]:
    """Parts of a page, then all of them taken together."""
    if len(parts) == 1:
        return parts
    times = [time for x in parts for time in x.times]
    return [*parts, Timed(parts[0].page, "all", times, sum(x.used for x in parts))]


def _crowd_said(ours: Crowd, bare: Crowd) -> list[str]:
    names = ("steps", "errors", "median, ms", "95th, ms", "longest, ms", "CPU, s",
             "before, MiB", f"{PEOPLE} sessions open, MiB", "after the minute, MiB",
             "a session, MiB")  # fmt: skip
    lines = [
        f"## {PEOPLE} people for a minute in one process", "",
        f"Each in a session of its own, {THINKING[0]:.0f} to {THINKING[1]:.0f} s of thought between steps; every step a page drawn at",
        "random with valid parameters (in the bare app: another indicator). A step ends with the script,",
        "or with the map data that the page then fetches. Memory is resident; before: every part of every",
        f"page seen once; a session: all that was added, by {PEOPLE}.", "",
        f"Ours: {ours.load}. Bare: {bare.load}.", "",
        f"| | {' | '.join(names)} |", f"|{'---|' * (len(names) + 1)}",
    ]  # fmt: skip
    rows = [
        [float(len(c.steps)), float(len(c.errors)), statistics.median(c.times),
         percentile(c.times), max(c.times), c.cpu, *c.memory, c.per_session]
        for c in (ours, bare)
    ]  # fmt: skip
    for name, row in zip(("Atlas Medan", "bare Streamlit"), rows, strict=True):
        numbers = [f"{x:,.1f}" if i in (5, 9) else f"{x:,.0f}" for i, x in enumerate(row)]
        lines.append(f"| {name} | {' | '.join(numbers)} |")
    ratios = [f"{a / b:.2f}" if b else "" for a, b in zip(*rows, strict=True)]
    lines.append(f"| ours / bare Streamlit | {' | '.join(ratios)} |")
    late = percentile(ours.times)
    verdict = "under" if late < SLOW_CROWD else "NOT under"
    lines += ["", f"Ours at the 95th percentile: {late:,.0f} ms, {verdict} {SLOW_CROWD:,} ms. {_errors(ours.errors)}", ""]  # fmt: skip
    return lines


def _errors(errors: list[str]) -> str:
    if not errors:
        return "No error."
    found = "; ".join(f"{count} x {text[:120]}" for text, count in Counter(errors).most_common(5))
    return f"{len(errors)} errors: {found}."
