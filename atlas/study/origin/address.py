"""Where a figure is found again: on this site, and by a machine."""

from __future__ import annotations

from urllib.parse import urlencode

from atlas.model import CITY, Lang
from atlas.study.cell import Figure, Key

TOTAL, NONE = "total", "none"
"""How the API says the "" of a dimension and of a series."""


def address(page: str, lang: Lang, params: dict[str, str]) -> str:
    """A path on this site."""
    found = {k: v for k, v in params.items() if v} | ({"lang": "en"} if lang == "en" else {})
    return f"/{page}?{urlencode(found, safe=',;=@')}"


def view_address(figure: Figure, lang: Lang) -> str:
    """The page that shows the figure among its like."""
    key = figure.key
    over_time = figure.level in ("nasional", "provinsi") or key.area_code == CITY
    level, area = ("kota", "") if over_time else (figure.level, key.area_code)
    params = {"indikator": key.indicator, "level": level, "period": key.period, "dim": key.dim,
              "series": key.series, "area": area}  # fmt: skip
    return address("indikator", lang, params)


def api_address(key: Key, release: str) -> str:
    """The path of the API that answers with exactly this observation of exactly this release."""
    params = {"indicator": key.indicator, "area": key.area_code, "period": key.period,
              "dim": key.dim or TOTAL, "series": key.series or NONE, "release": release}  # fmt: skip
    return f"/api/v1/observations?{urlencode(params, safe=',;=')}"
