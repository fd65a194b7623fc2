"""Which kind of view has which forms: the one table behind every button, embed and picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from atlas.model import MAP_LEVELS, VIEW_LEVELS

PAGE, EMBED, IMAGE, API = "page", "embed", "image", "api"


@dataclass(frozen=True)
class Kind:
    """A kind of view: the tab of the indicator page that shows it, the levels that have it, its
    forms, and its width and height in pixels when a host names none."""

    name: str
    tab: str
    levels: tuple[str, ...]
    forms: tuple[str, ...]
    size: tuple[int, int]

    @property
    def over_time(self) -> bool:
        return self.name == "line"

    @property
    def prefers_time(self) -> bool:
        """Whether the city over time is shown where no level is asked for."""
        return self.name in ("line", "card")


EVERY = (PAGE, EMBED, IMAGE, API)
KINDS = {
    k.name: k
    for k in (
        Kind("map", "peta", MAP_LEVELS, EVERY, (720, 900)),
        Kind("bar", "grafik", MAP_LEVELS, EVERY, (720, 1120)),
        Kind("line", "grafik", VIEW_LEVELS, EVERY, (720, 680)),
        Kind("strip", "", MAP_LEVELS, (EMBED, IMAGE, API), (720, 520)),
        Kind("card", "", VIEW_LEVELS, (EMBED, IMAGE, API), (420, 420)),
        Kind("table", "tabel", VIEW_LEVELS, EVERY, (720, 1160)),
    )
}


def kinds_at(level: str, form: str) -> list[str]:
    """The kinds a level has in a form: a city over time has no map."""
    return [k.name for k in KINDS.values() if level in k.levels and form in k.forms]


def asks_lines(kind: str, level: str) -> bool:
    """Whether a kind at a level is about values over time, not about areas in one period."""
    return KINDS[kind].over_time or level == "kota"


VIEW = ("level", "period", "area", "dim", "series", "method", "classes", "breaks", "scope", "form",
        "lang", "release")  # fmt: skip
"""Parameters of a view, in the order of a canonical address; the indicator stands in its path."""


def embed_path(
    kind: str, indicator: str, params: Mapping[str, str], theme: str = "auto", title: bool = True
) -> str:
    """The path of an embed with its parameters in canonical order."""
    look = {"theme": theme if theme != "auto" else "", "title": "" if title else "0"}
    return _path(f"/embed/{kind}/{indicator}", params, look)


def image_path(kind: str, indicator: str, form: str, params: Mapping[str, str], **look: str) -> str:
    """The path of a view as a picture, svg or png; `look` is theme, preset, width, height, scale."""
    return _path(f"/image/{kind}/{indicator}.{form}", params, look)


def _path(path: str, params: Mapping[str, str], look: Mapping[str, str]) -> str:
    found = {n: params[n] for n in VIEW if params.get(n)} | {n: v for n, v in look.items() if v}
    return f"{path}?{urlencode(found, safe=',;=')}" if found else path
