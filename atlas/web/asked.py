"""What a caller asks for: parameters read strictly, and the view they name.

A page mends what it cannot show and says so; here a wrong parameter is refused by name, because
the caller is a program or a person who writes an address.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.requests import Request

from atlas import choice as codec
from atlas import forms, query, view
from atlas.choice import Choice, Notice, Resolved
from atlas.classify import COUNTS, METHODS
from atlas.model import Lang
from atlas.query import Catalogue
from atlas.store import Release, Store
from atlas.text import t
from atlas.view import View
from atlas.web.answers import Problem

VIEW = forms.VIEW
UNASKED = {"correction", "check_rule", "vintage", "official_table", "decision", "twin", "target",
           "spatial_test", "spatial_local"}  # fmt: skip
"""Tables that no view asks, or that a question does without: an older release may lack them."""


def parameters(request: Request, allowed: Sequence[str]) -> dict[str, str]:
    """The parameters of a request, each known and given once, in canonical order; a Problem that
    names those that are not."""
    given = request.query_params.multi_items()
    names = [name for name, _ in given]
    unknown = list(dict.fromkeys(n[:40] for n in names if n not in allowed))
    if unknown:
        raise _problem("unknown-parameter", "problem.unknown_detail", names=", ".join(unknown),
                       allowed=", ".join(allowed), more={"parameters": unknown, "allowed": list(allowed)})  # fmt: skip
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise _problem("repeated-parameter", "problem.repeated_detail", names=", ".join(twice),
                       more={"parameters": twice})  # fmt: skip
    values = dict(given)
    long = [n for n, v in given if len(v) > codec.LONGEST]
    if long:
        raise _problem("too-long", "problem.long_detail", names=", ".join(long),
                       most=codec.LONGEST, more={"parameters": long})  # fmt: skip
    return {n: values[n] for n in allowed if values.get(n)}


def one_of(params: dict[str, str], name: str, allowed: Sequence[str], default: str = "") -> str:
    """A parameter that is one of a list; a Problem that says the list."""
    value = params.get(name, default)
    if value and value not in allowed:
        raise bad_value(name, value, allowed)
    return value


def bad_value(name: str, value: str, allowed: Sequence[str]) -> Problem:
    right = ", ".join(allowed[:40])
    return _problem("bad-value", "problem.value_detail", name=name, value=value[:40], right=right,
                    more={"parameters": [name], "allowed": list(allowed[:200])})  # fmt: skip


def language_of(params: dict[str, str]) -> Lang:
    return "en" if one_of(params, "lang", ("id", "en")) == "en" else "id"


@dataclass(frozen=True)
class Asked:
    """A view a caller asked for, and what it is made from."""

    kind: str
    release: Release
    catalogue: Catalogue
    resolved: Resolved
    lang: Lang
    view: View
    params: dict[str, str]
    """as given, in canonical order"""

    @property
    def choice(self) -> Choice:
        return self.resolved.choice

    @property
    def frozen(self) -> bool:
        """Whether the address names its release."""
        return "release" in self.params


def view_of(store: Store, kind: str, indicator: str, params: dict[str, str]) -> Asked:
    """The view of a kind, an indicator and parameters. Problems: unknown kind or indicator (404
    with the nearest), release that is not there (404, 410), a value that cannot be had (400 with
    what can), a level without figures (404 with the levels that have)."""
    lang = language_of(params)
    if kind not in forms.KINDS:
        raise not_found("unknown-kind", "problem.kind_detail", kind, list(forms.KINDS))
    release = store.release(params.get("release", ""))
    if not drawable(store, release):
        raise Problem.of(404, "old-release", "problem.old_detail", name=release.name)
    catalogue = query.catalogue(release)
    if indicator not in catalogue.indicators:
        raise unknown_indicator(indicator, catalogue, release)
    raw = {k: v for k, v in params.items() if k not in ("lang", "release")}
    choice, notices = codec.read({**raw, "indikator": indicator})
    with release.cursor() as cursor:
        tables = query.tables(release, indicator)
        if not choice.level and forms.KINDS[kind].prefers_time and codec.tables_at(tables, "kota"):
            choice = replace(choice, level="kota")
        resolved = codec.resolve(choice, tables, catalogue, notices)
        level = resolved.choice.level
        levels = codec.levels_with_figures(tables)
        if resolved.table is None:
            raise _problem("no-figures", "problem.level_detail", status=404, level=level,
                           indicator=indicator, levels=", ".join(levels), more={"allowed": levels})  # fmt: skip
        if level not in forms.KINDS[kind].levels:
            fitting = forms.kinds_at(level, forms.EMBED)
            raise _problem("no-such-form", "problem.form_detail", kind=kind, level=level,
                           kinds=", ".join(fitting), more={"allowed": fitting})  # fmt: skip
        _refuse_mended(raw, resolved, levels, catalogue)
        ask = view.line_view if forms.asks_lines(kind, level) else view.area_view
        shown = ask(release, cursor, catalogue, resolved, lang)
        if shown.kind == "line" and not shown.lines:
            shown = view.area_view(release, cursor, catalogue, resolved, lang)
    return Asked(kind, release, catalogue, resolved, lang, shown, params)


def drawable(store: Store, release: Release) -> bool:
    """Whether a release has the structure that today's questions need."""
    known = store.release().columns
    needed = {c for c in known if c[0] not in UNASKED and c != ("class_breaks", "places")}
    return needed <= release.columns


def _refuse_mended(
    raw: dict[str, str], resolved: Resolved, levels: Sequence[str], catalogue: Catalogue
) -> None:
    """Refuse what a page would have mended, saying what can be had."""
    choice = resolved.choice
    right: dict[str, Sequence[str]] = {
        "level": levels,
        "period": [t_.period for t_ in resolved.in_series],
        "dim": resolved.dims,
        "series": resolved.series,
        "method": (*METHODS, "sendiri"),
        "classes": [str(c) for c in COUNTS],
        "breaks": ["10", "10,20,30"],
        "scope": codec.SCOPES,
        "form": codec.FORMS,
        "area": [a.area_code for a in catalogue.level(choice.level)],
    }
    shown = choice.params()
    for name, value in raw.items():
        if _wrong(name, value, shown, resolved.notices):
            raise bad_value(name, value, list(right[name]))


def _wrong(name: str, value: str, shown: dict[str, str], notices: Sequence[Notice]) -> bool:
    """Whether a parameter was not taken as it was given."""
    if codec.cleaned(value) != value:
        return True
    if any(n.values.get("name") == name for n in notices):
        return True
    if name in ("level", "period", "area", "dim", "series"):
        return shown.get(name, "") != value
    plain = {"method": "kuantil", "classes": "5", "scope": "seri"}
    return name in plain and shown.get(name, plain[name]) != value


def unknown_indicator(
    indicator: str, catalogue: Catalogue, release: Release | None = None
) -> Problem:
    """404 with the nearest indicators by code or name; of a release, with their kinds of view."""
    names = {
        i.name(lang).casefold(): c for c, i in catalogue.indicators.items() for lang in ("id", "en")
    }
    wanted = indicator[:80].casefold().replace("-", "_")
    close = difflib.get_close_matches(wanted, [*catalogue.indicators, *names], n=5, cutoff=0.4)
    near = list(dict.fromkeys(names.get(c, c) for c in close))[:3]
    found = not_found("unknown-indicator", "problem.indicator_detail", indicator, near)
    found.more["nearest"] = [
        {"indicator": c, "name_id": catalogue.indicators[c].name("id"),
         "name_en": catalogue.indicators[c].name("en")}
        | ({"kinds": kinds_of(release, c)} if release else {})
        for c in near
    ]  # fmt: skip
    return found


def kinds_of(release: Release, indicator: str) -> list[str]:
    """The kinds of view an indicator has at the level it opens at."""
    level = codec.default_level(query.tables(release, indicator))
    return forms.kinds_at(level, forms.EMBED)


def not_found(kind: str, key: str, value: str, near: Sequence[str]) -> Problem:
    return _problem(kind, key, status=404, value=value[:60], near=", ".join(near) or "–",
                    more={"allowed": list(near)})  # fmt: skip


def _problem(
    kind: str,
    key: str,
    /,
    status: int = 400,
    more: dict[str, object] | None = None,
    **words: object,
) -> Problem:
    """A refusal whose sentence is in the words, in both languages."""
    said: dict[Lang, str] = {"id": t(key, "id", **words), "en": t(key, "en", **words)}
    return Problem(status, kind, said, **(more or {}))
