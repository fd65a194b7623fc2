"""The workbench: server time and bytes of a rerun of every tool, beside bare Streamlit in the same run."""

from __future__ import annotations

import asyncio
import os
import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from crowd import SLOW_PAGE, _atlas, _bare, _load_said, choose, percentile
from process import Others
from session import Session
from wire import Wire

from atlas import query
from atlas.store import Release, Store
from atlas.study import rates
from atlas.study.tools import TOOLS

HEADING = "## The workbench, one person"
RERUNS, WARM, BESIDE = 40, 3, 4
HEAVY_KIB = 60
Params = dict[str, str]


@dataclass
class Tool:
    """Reruns of one tool: milliseconds to the end of the script, KiB on the wire."""

    kind: str
    times: list[float] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Draws:
    """Valid parameters of every tool, drawn at random from what a release has."""

    def __init__(self, release: Release) -> None:
        self.catalogue = query.catalogue(release)
        self.codes = {
            level: [a.area_code for a in self.catalogue.level(level)]
            for level in ("kecamatan", "kelurahan", "kabkota")
        }
        self.rates = {
            level: [r.code for r in rates(release, level)] for level in ("kecamatan", "kabkota")
        }
        directed = {
            level: [r.code for r in rates(release, level) if r.directed] for level in self.rates
        }
        self.directed = directed
        with release.cursor() as cursor:
            cursor.execute("select distinct twin from twin order by twin")
            self.twins = [row[0] for row in cursor.fetchall()]
            cursor.execute(
                "select indicator, area_code, period, dim, series from observation using sample 400"
            )
            self.values = cursor.fetchall()
            cursor.execute(
                "select indicator, level from coverage where level = 'kabkota' "
                "group by all having count(distinct period) > 5 order by 1"
            )
            self.long = [row[0] for row in cursor.fetchall()]

    def draw(self, kind: str, rng: Random) -> Params:
        level = rng.choice(["kecamatan", "kabkota"])
        area = rng.choice(self.codes[level])
        makers: dict[str, Callable[[], Params]] = {
            "spread": lambda: {"indikator": rng.choice(self.rates[level]),
                               "area": ",".join(rng.sample(self.codes[level], 3))},
            "similar": lambda: {"area": area},
            "matrix": lambda: {"ukuran": rng.choice(["peringkat", "baku"])},
            "pair": lambda: dict(zip("xy", rng.sample(self.rates[level], 2), strict=True)),
            "change": lambda: {"indikator": rng.choice(self.long), "level": "kabkota"},
            "multiples": lambda: {"indikator": rng.choice(self.long), "level": "kabkota",
                                  "bentuk": rng.choice(["peta", "garis"])},
            "pattern": lambda: {"indikator": rng.choice(self.rates[level])},
            "trend": lambda: {"indikator": rng.choice(self.long), "level": "kabkota",
                              "area": rng.choice(self.codes["kabkota"])},
            "priority": lambda: {"indeks": self._index(level, rng)},
            "target": lambda: {},
            "own": lambda: {"area": ",".join(rng.sample(self.codes["kelurahan"], rng.randint(1, 30)))},
            "twins": lambda: {"pasangan": rng.choice(self.twins)},
            "origin": lambda: self._origin(rng),
        }  # fmt: skip
        found = makers[kind]()
        plain = kind in ("trend", "change", "multiples", "target", "own", "twins", "origin")
        return found if plain else {"level": level} | found

    def _index(self, level: str, rng: Random) -> str:
        first, second, third = rng.sample(self.directed[level], 3)
        weight = rng.randint(10, 60)
        return f"{first}:{weight},{second}:{(100 - weight) // 2},{third}:{100 - weight - (100 - weight) // 2}"

    def _origin(self, rng: Random) -> Params:
        names = ("indikator", "area", "period", "dim", "series")
        return {n: v for n, v in zip(names, rng.choice(self.values), strict=True) if v}


async def _measured(ours: Any, bare: Any, draws: Draws) -> tuple[list[Tool], list[float], str]:
    load, others = os.getloadavg()[0], Others(ours, bare)
    wire = Wire(ours.port)
    found, beside, rng = [], [], Random(0)
    async with Session(bare.port) as other:
        for _ in range(WARM):
            await choose(other, rng)
        for kind, path in TOOLS.items():
            tool, own = Tool(kind), Random(kind)
            async with Session(wire.port) as session:
                for i in range(WARM + RERUNS):
                    before = wire.received
                    step = await session.step(path, draws.draw(kind, own))
                    await asyncio.sleep(0.15)
                    if i >= WARM:
                        tool.times.append(step.seconds * 1000)
                        tool.sizes.append((wire.received - before) / 1024)
                    tool.errors += step.errors
            for _ in range(BESIDE):
                beside.append((await choose(other, rng)).seconds * 1000)
                await asyncio.sleep(0.15)
            found.append(tool)
    wire.close()
    return found, beside, _load_said(load, others)


def measure(state: Path) -> list[str]:
    """The table of the workbench as lines of Markdown."""
    draws = Draws(Store(state).release())
    with _atlas(state) as ours, _bare() as bare:
        tools, beside, load = asyncio.run(_measured(ours, bare, draws))
    return _said(tools, beside, load)


def _said(tools: list[Tool], beside: list[float], load: str) -> list[str]:
    lines = [
        HEADING, "",
        f"{RERUNS} reruns of each tool with parameters drawn at random from the release, after {WARM} to warm up;",
        "each changes the whole study. Server time as above; bytes are those on the wire of one rerun,",
        f"websocket frames included. Between tools {BESIDE} reruns of bare Streamlit. Machine: {load}.", "",
        "| tool | median, ms | 95th, ms | ours / bare, median | KiB, median | KiB, 95th |",
        "|---|---|---|---|---|---|",
    ]  # fmt: skip
    base = statistics.median(beside)
    for x in tools:
        middle = statistics.median(x.times)
        lines.append(
            f"| {x.kind} | {middle:.0f} | {percentile(x.times):.0f} | {middle / base:.2f} | "
            f"{statistics.median(x.sizes):.0f} | {percentile(x.sizes):.0f} |"
        )
    slow = [x.kind for x in tools if percentile(x.times) > SLOW_PAGE]
    heavy = [x.kind for x in tools if percentile(x.sizes) > HEAVY_KIB]
    errors = sum(len(x.errors) for x in tools)
    lines += ["", f"Over {SLOW_PAGE} ms at the 95th percentile: {', '.join(slow) or 'none'}; over {HEAVY_KIB} KiB: "
              f"{', '.join(heavy) or 'none'}. Errors: {errors}.", ""]  # fmt: skip
    return lines
