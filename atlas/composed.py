"""Sheets of many views: which views one takes its figures from, its digest, and its address."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from atlas import deck, query, view
from atlas.choice import Choice, resolve
from atlas.deck import Deck, Shown, Slide
from atlas.forms import VIEW
from atlas.model import LANGS, AtlasError, Lang
from atlas.query import Catalogue
from atlas.store import Cursor, Release
from atlas.text import t
from atlas.view import View
from atlas.view.profile import KelurahanRow

Kind = Literal["profil", "kota", "indikator"]
LEVEL = "kecamatan"
HEADLINES = ("jumlah_penduduk", "persen_penduduk_miskin", "tpt", "ipm", "pertumbuhan_ekonomi",
             "rls", "pdrb_per_kapita_adhb", "gini")  # fmt: skip
YEARS = ("persen_penduduk_miskin", "tpt", "ipm", "pertumbuhan_ekonomi", "rls", "hls", "uhh",
         "pdrb_per_kapita_adhk", "pengeluaran_per_kapita", "gini")  # fmt: skip
RANKS = ("ipm", "uhh", "hls", "rls", "pengeluaran_per_kapita", "persen_penduduk_miskin", "tpt",
         "pertumbuhan_ekonomi", "pdrb_per_kapita_adhk")  # fmt: skip
INSIDE = ("kepadatan_baku", "pemilih_per_tps", "rasio_jenis_kelamin_pemilih", "persen_swasta_sd",
          "persen_swasta_smp", "pemilih_tetap", "jumlah_tps", "sekolah_sd")  # fmt: skip
"""Indicators of the sheet of the city: its cards, its years, its place among the 33, and those whose
highest and lowest kecamatan are told."""
SHEET_LEVELS = ("kecamatan", "kabkota", "kelurahan")
"""Levels whose map a sheet of an indicator shows, the first that there is."""


@dataclass(frozen=True)
class Composed:
    """What a sheet shows, before it is set: the same for every paper and day."""

    kind: Kind
    what: str
    """area code of a profile, code of an indicator, "" for the city"""
    lang: Lang
    release: str
    views: tuple[View, ...]
    """those it takes figures from, in their order"""
    inside: tuple[KelurahanRow, ...] = ()
    """the kelurahan of a profile, which are no views"""
    first: Shown | None = None
    """the map of an indicator's sheet, with the choice that made it"""

    @property
    def digest(self) -> str:
        """Ten hex digits; see `sheet_digest`."""
        rows = [[r.name, *r.values, r.total, r.printed] for r in self.inside]
        parts = [self.kind, self.what, self.lang, [v.digest() for v in self.views], rows]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:10]

    def address(self, base: str = "") -> str:
        """The canonical address; see `sheet_address`."""
        more = {"release": self.release} | ({"lang": "en"} if self.lang == "en" else {})
        if self.kind == "profil":
            return f"{base}/kecamatan?{urlencode({'area': self.what} | more)}"
        if self.kind == "kota":
            return f"{base}/?{urlencode({'lembar': 'kota'} | more)}"
        chosen = self.first.resolved.choice.params() if self.first and self.first.resolved else {}
        kept = {k: v for k, v in chosen.items() if k in VIEW}
        given = {"indikator": self.what} | kept | {"tab": "tentang"} | more
        return f"{base}/indikator?{urlencode(given, safe=',;=')}"


def composed(
    release: Release, kind: Kind, what: str, lang: Lang, params: Mapping[str, str] | None = None
) -> Composed:
    """The views of a sheet: "profil" of an area code, "kota" of "", "indikator" of its code with the
    level, period, dim and series of `params`. AtlasError where there is nothing to show."""
    if kind == "profil":
        return profile(release, what, lang)
    return city(release, lang) if kind == "kota" else indicator(release, what, lang, params or {})


def sheet_digest(
    release: Release, kind: Kind, what: str, lang: Lang, params: Mapping[str, str] | None = None
) -> str:
    """The code in the line of a sheet: the first ten hex digits of the SHA-256 of the JSON list
    [kind, what, lang, digests of its views in their order, rows of its kelurahan]; of a row: name,
    a text for each kelurahan, sum, printed figure. Nothing else of the sheet is in it: not its paper,
    day, host, nor the words that only the sheet says. It changes when a view or a row does."""
    return composed(release, kind, what, lang, params).digest


def sheet_address(
    release: Release, kind: Kind, what: str, lang: Lang, params: Mapping[str, str] | None = None,
    base: str = "",
) -> str:  # fmt: skip
    """The address in the code of a sheet, `base` is the host with its scheme:

    - profil: /kecamatan?area=1275070&release=NAME[&lang=en]
    - kota: /?lembar=kota&release=NAME[&lang=en]
    - indikator: /indikator?indikator=CODE&level=..&period=..[&dim=..&series=..]&tab=tentang
      &release=NAME[&lang=en], the tab that has the button of the sheet
    """
    return composed(release, kind, what, lang, params).address(base)


def sheet_of(page: str, given: Mapping[str, str]) -> tuple[Kind, str, dict[str, str]] | None:
    """Kind, area or code, and params of the sheet whose address names a page ("", "kecamatan",
    "indikator") and parameters; None for any other address."""
    if page == "kecamatan" and given.get("area"):
        return "profil", given["area"], {}
    if page == "" and given.get("lembar") == "kota":
        return "kota", "", {}
    if page == "indikator" and given.get("tab") == "tentang" and given.get("indikator"):
        kept = {k: v for k, v in given.items() if k in VIEW and k not in ("lang", "release")}
        return "indikator", given["indikator"], kept
    return None


def profile(release: Release, area: str, lang: Lang) -> Composed:
    """Every table of the 21, whether it has this one or not, and the kelurahan of it."""
    catalogue = query.catalogue(release)
    area = area_named(area, catalogue)
    codes = [a.area_code for a in catalogue.level("kelurahan") if a.parent_code == area]
    views = view.kecamatan_views(release, lang)
    with release.cursor() as cursor:
        rows = view.kelurahan_rows(cursor, catalogue, area, codes, lang)
    return Composed("profil", area, lang, release.name, tuple(views), tuple(rows))


def area_named(text: str, catalogue: Catalogue) -> str:
    """The code of a kecamatan by its BPS code or its exact name. AtlasError for any other, with the
    names that are near it, else with all of them."""
    names = {a.area_code: a.name("id") for a in catalogue.level(LEVEL)}
    asked = " ".join(text.split()).casefold()
    for code, name in names.items():
        if asked in (code, name.casefold()):
            return code
    words = {name.casefold(): f"{name} ({code})" for code, name in names.items()}
    words |= {code: f"{name} ({code})" for code, name in names.items()}
    near = difflib.get_close_matches(asked, words, n=3, cutoff=0.72) if asked else []
    told = ", ".join(dict.fromkeys(words[w] for w in near))
    key = "near_area" if told else "no_area" if asked else "which_area"
    told = told or ", ".join(sorted(names.values()))
    raise AtlasError(*(t(f"brief.{key}", x, code=text[:40], names=told) for x in LANGS))


def city(release: Release, lang: Lang) -> Composed:
    """The city over time, its place among the 33, and its kecamatan."""
    catalogue = query.catalogue(release)
    with release.cursor() as cursor:
        views = tuple(_city_views(release, cursor, catalogue, lang))
    return Composed("kota", "", lang, release.name, views)


def _city_views(
    release: Release, cursor: Cursor, catalogue: Catalogue, lang: Lang
) -> Iterator[View]:
    asked = [(code, "kota") for code in dict.fromkeys((*HEADLINES, *YEARS))]
    asked += [(code, "kabkota") for code in RANKS] + [(code, LEVEL) for code in INSIDE]
    for code, level in asked:
        if code not in catalogue.indicators:
            continue
        found = resolve(Choice(code, level), query.tables(release, code), catalogue, [])
        if found.table is None or found.choice.level != level:
            continue
        ask = view.line_view if level == "kota" else view.area_view
        yield ask(release, cursor, catalogue, found, lang)


def indicator(release: Release, code: str, lang: Lang, params: Mapping[str, str]) -> Composed:
    """The map of the first level that has one, else the line of the city; then the line."""
    catalogue = query.catalogue(release)
    if code not in catalogue.indicators:
        raise AtlasError(*(t("brief.no_indicator", x, code=code[:60]) for x in LANGS))
    found = _first(release, code, lang, params)
    if found is None or found.view is None or found.resolved is None:
        meta = catalogue.indicators[code]
        raise AtlasError(*(t("brief.no_table", x, name=meta.name(x)) for x in LANGS))
    with release.cursor() as cursor:
        over_time = view.line_view(release, cursor, catalogue, found.resolved, lang)
    views = (found.view, over_time) if found.view.cells else (over_time,)
    return Composed("indikator", code, lang, release.name, views, (), found)


def _first(release: Release, code: str, lang: Lang, params: Mapping[str, str]) -> Shown | None:
    levels = [params["level"]] if params.get("level") else [*SHEET_LEVELS, "kota"]
    for level in levels:
        kind = "map" if level in SHEET_LEVELS else "line"
        slide = Slide(kind, code, {**params, "level": level})
        found = deck.shown(Deck((slide,)), release, lang)[0]
        if found.view is not None and found.view.level == level:
            return found
    return None
