"""An analysis of the workbench: its tables as its release gives them, beside those of the newest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from atlas import changes, query, sentence
from atlas.changes import Correction
from atlas.model import Lang
from atlas.number import format_period
from atlas.store import Release, Store
from atlas.study import Grid, Study, asking, cell
from atlas.study.rates import AT
from atlas.study.tools import TOOLS
from atlas.text import t
from atlas.verify.model import Figure
from atlas.verify.subject import Missing, Since, Subject

CODES = ("indikator", "x", "y", "indeks")
"""Parameters that name indicators."""


@dataclass(frozen=True)
class Asked:
    """Kind of an analysis and the parameters of its address."""

    kind: str
    params: Mapping[str, str]


def of_study(asked: Asked, release: Release, lang: Lang, reader: Lang) -> Subject | Missing:
    """The analysis as its page shows it in that release; Missing where it names no figure."""
    if asked.kind not in asking.KINDS:
        return _figure(asked, release, lang, reader)
    found = asking.asked(asked.kind, release, asked.params, lang)
    made = found.study
    return Subject(
        made.title, made.subtitle, made.frozen_path, release.name, lang, made.digest(),
        partial(_texts, made), partial(_since, made, release), found.said,
    )  # fmt: skip


def _texts(made: Study) -> list[tuple[str, str]]:
    return [(row.entries[0].text, e.text) for grid in made.grids for row in grid.rows
            for e in row.entries[1:]]  # fmt: skip


def _since(made: Study, release: Release, store: Store, reader: Lang) -> Since:
    """The same analysis of the newest release beside it. That its numbers differ is seen; whether
    that is a correction or newer figures is not, and is not said."""
    served = store.release()
    if served.name == release.name:
        return Since("unchanged", (), tuple(_figures(made, {})))
    params = {name: value for name, value in made.params.items() if value}
    again = asking.asked(made.kind, served, params, made.lang)
    now = again.study
    if again.said:
        gone = t("verify.study_gone", reader, name=served.name)
        return Since("different", (gone, *again.said), tuple(_figures(made, {})))
    then, newer = _cells(made), _cells(now)
    figures = tuple(_figures(made, {k: newer[k] for k in then.keys() & newer.keys()}))
    if then == newer and _head(made) == _head(now) and made.refusal == now.refusal:
        return Since("unchanged", (), figures)
    found = _corrected(made, release, served)
    said = _said(made, now, sum(bool(f.now) for f in figures), len(found), reader)
    return Since("different", said, figures, found)


def _said(made: Study, now: Study, moved: int, corrected: int, reader: Lang) -> tuple[str, ...]:
    """In what the analysis of the newest release is another one."""
    then, newer = _cells(made).keys(), _cells(now).keys()
    gone, new = len(then - newer), len(newer - then)
    found = [
        t("verify.study_moved", reader, count=moved, name=now.release) if moved else "",
        t("verify.study_rows", reader, gone=gone, new=new) if gone or new else "",
        t("verify.study_head", reader, title=_head(now)) if _head(made) != _head(now) else "",
        t("verify.study_refused", reader, why=now.refusal) if now.refusal not in ("", made.refusal) else "",
        t("verify.study_corrected", reader, count=corrected) if corrected else "",
    ]  # fmt: skip
    return tuple(s for s in found if s)


def _head(made: Study) -> str:
    return f"{made.title} · {made.subtitle}"


Place = tuple[str, str, str, int]
"""Table, row, column, and which of several rows of that name."""


def _cells(made: Study) -> dict[Place, str]:
    """Every number of an analysis by where it stands, as it is written."""
    return {place: text for place, text, _ in _numbers(made)}


def _numbers(made: Study) -> Iterator[tuple[Place, str, str]]:
    """Place, text and area code of every cell of a column of numbers."""
    for grid in made.grids:
        seen: Counter[str] = Counter()
        for row, label in zip(grid.rows, _labels(grid), strict=True):
            seen[label] += 1
            for entry, head in zip(row.entries, grid.heads, strict=True):
                if head.number and entry.text:
                    yield (grid.name, label, head.title, seen[label]), entry.text, row.area_code


def _labels(grid: Grid) -> list[str]:
    """What each row is called: its first words, and all of them where several begin alike."""
    words = [[e.text for e, h in zip(row.entries, grid.heads, strict=True) if not h.number and e.text]
             for row in grid.rows]  # fmt: skip
    count = Counter(w[0] for w in words if w)
    return [" · ".join(w) if w and count[w[0]] > 1 else "".join(w[:1]) for w in words]


def _figures(made: Study, newer: Mapping[Place, str]) -> Iterator[Figure]:
    for place, text, area in _numbers(made):
        now = newer.get(place, text)
        grid, row, head, _ = place
        yield Figure(area, row, head, text, now if now != text else "", grid)


def _corrected(made: Study, release: Release, served: Release) -> tuple[Correction, ...]:
    """Corrected figures of the indicators and areas that an analysis names: not each of them must
    be one that it uses."""
    parts = ",".join(made.params.get(n, "") for n in CODES).split(",")
    codes = {p.split(":")[0].split(AT)[0] for p in parts}
    areas = {row.area_code for grid in made.grids for row in grid.rows} | {
        made.params.get("area", "")
    }
    catalogue = query.catalogue(served)
    return tuple(
        changes.worded(c, catalogue, made.lang) for c in changes.between(release, served)
        if c.indicator in codes and c.old.area_code in areas
    )  # fmt: skip


def _figure(asked: Asked, release: Release, lang: Lang, reader: Lang) -> Subject | Missing:
    """The one figure whose way the address asks for. Its code changes with every later release, as
    the way tells of corrections: so none is made."""
    catalogue, given = query.catalogue(release), asked.params
    names = ("indikator", "area", "period", "dim", "series")
    key = cell.Key(*(given.get(n, "") for n in names))
    if key not in {k for k, _ in cell.keys(release, key.indicator)}:
        return Missing((t("verify.no_figure", reader), t("verify.cut", reader)))
    row, indicator = cell.read(release, key, catalogue).row, catalogue.indicators[key.indicator]
    text = sentence.value_text(row, indicator, lang)
    name = catalogue.areas[key.area_code].full_name(lang)
    page = Study("origin", TOOLS["origin"], "", "", lang, release.name, dict(given))
    made = Figure(key.area_code, name, format_period(row.period, lang, row.period_kind), text)
    return Subject(
        f"{indicator.name(lang)}, {made.period}", indicator.unit(lang), page.frozen_path,
        release.name, lang, "", lambda: [(name, text)], partial(_one, key, made, release, lang),
    )  # fmt: skip


def _one(
    key: cell.Key, made: Figure, release: Release, lang: Lang, store: Store, reader: Lang
) -> Since:
    """Whether the one figure was corrected."""
    served = store.release()
    catalogue = query.catalogue(served)
    every = changes.between(release, served) if served.name != release.name else ()
    found = tuple(changes.worded(c, catalogue, lang) for c in every if c.key == tuple(key.values()))
    now = found[0].new if found else ""
    return Since("corrected" if found else "unchanged", (), (replace(made, now=now),), found)
