"""The tables of targets: each line with its verdict, each year with its share, and what waits."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.measure import pace
from atlas.model import Indicator, Lang, Observation
from atlas.number import format_plain, format_value
from atlas.query import Catalogue
from atlas.study.model import Entry, Grid, Head, Row
from atlas.study.target.figures import value_of, year_of
from atlas.study.target.picture import Track
from atlas.study.target.verdict import Judged
from atlas.study.target.words import aim_text, formula, line_name, per_year, side, text
from atlas.targets import Target
from atlas.text import t


def verdicts(found: Sequence[Judged], tracks: Sequence[Track], place: str, lang: Lang) -> Grid:
    """Every line with baseline, newest value, last target, both paces, and the reason."""
    heads = (
        Head(t("target.head_indicator", lang)), Head(t("target.head_verdict", lang)),
        Head(t("target.head_baseline", lang), True), Head(t("target.head_baseline_year", lang)),
        Head(t("target.head_now", lang), True), Head(t("target.head_now_year", lang)),
        Head(t("target.head_target", lang), True), Head(t("target.head_year", lang)),
        Head(t("target.head_so_far", lang), True), Head(t("target.head_needed", lang), True),
        Head(t("target.head_why", lang)),
    )  # fmt: skip
    rows = []
    for j, track in zip(found, tracks, strict=True):
        last = j.last
        base = value_of(j.base) if j.base is not None else last.baseline_value
        rows.append(Row((
            Entry(f"{track.name} ({track.unit})"), Entry(track.word),
            Entry(text(base, j.indicator, lang), base), Entry(last.baseline_period),
            _number(value_of(j.now) if j.now else None, j.indicator, lang),
            Entry(j.now.period[:4] if j.now else "–"),
            Entry(aim_text(last, j.indicator, lang), last.target), Entry(last.period),
            _pace_entry(j.so_far, j.indicator, lang), _pace_entry(j.needed, j.indicator, lang),
            Entry(formula(j, lang)),
        )))  # fmt: skip
    return Grid(t("target.sheet_verdicts", lang), t("target.caption_verdicts", lang, area=place),
                heads, tuple(rows))  # fmt: skip


def _number(value: float | None, indicator: Indicator, lang: Lang) -> Entry:
    return Entry("–") if value is None else Entry(text(value, indicator, lang), value)


def _pace_entry(value: float | None, indicator: Indicator, lang: Lang) -> Entry:
    return Entry("–") if value is None else Entry(per_year(value, indicator, lang, False), value)


def years(found: Sequence[Judged], catalogue: Catalogue, place: str, lang: Lang) -> Grid:
    """Every target with the published value of its year and how much of it that is."""
    heads = (
        Head(t("target.head_indicator", lang)), Head(t("target.head_year", lang)),
        Head(t("target.head_target", lang), True), Head(t("target.head_in_year", lang), True),
        Head(t("target.head_share", lang), True), Head(t("target.head_share_how", lang)),
        Head(t("target.head_document", lang)),
    )  # fmt: skip
    rows = []
    for j in found:
        published = {year_of(p): value_of(p) for p in j.points}
        for one in j.targets:
            value = published.get(int(one.period))
            share, how = _share(one, value, j.indicator, lang)
            where = [t("target.at_table", lang, table=one.document_table) if one.document_table else "",
                     t("target.at_page", lang, page=one.document_page) if one.document_page else ""]  # fmt: skip
            document = ", ".join(x for x in (one.document, one.document_no, *where) if x)
            rows.append(Row((
                Entry(f"{line_name(j, catalogue, lang)} ({j.indicator.unit(lang)})"), Entry(one.period),
                Entry(aim_text(one, j.indicator, lang), one.target),
                _number(value, j.indicator, lang), share, Entry(how), Entry(document),
            )))  # fmt: skip
    return Grid(t("target.sheet_years", lang), t("target.caption_years", lang, area=place), heads,
                tuple(rows))  # fmt: skip


def _share(one: Target, value: float | None, indicator: Indicator, lang: Lang) -> tuple[Entry, str]:
    """Achievement in percent and its formula filled in; for a range whether the value is in it."""
    if value is None:
        return Entry("–"), t("target.share_none", lang)
    here = text(value, indicator, lang)
    if one.target is None:
        where = side(one, value, indicator, lang)
        return Entry("–"), t("target.share_range", lang, value=here, side=where)
    found = pace.achievement(value, one.target, one.polarity)
    if found is None or not indicator.trend:
        return Entry("–"), t("target.share_not", lang)
    shown = round(found, 1)
    how = t(f"target.share_{one.polarity}", lang, value=here, target=aim_text(one, indicator, lang))
    return Entry(format_value(shown, lang, 1), shown), how


def waiting(
    found: Sequence[tuple[str, str, tuple[Observation, ...]]], catalogue: Catalogue, lang: Lang
) -> Grid:
    """The figures that could be judged as soon as there is a target for them."""
    columns = (("indicator", False), ("code", False), ("series", False), ("newest", True),
               ("newest_year", False), ("polarity", False), ("years", True))  # fmt: skip
    heads = tuple(Head(t(f"target.head_{n}", lang), number) for n, number in columns)
    rows = []
    for code, series, points in found:
        one, last = catalogue.indicators[code], points[-1]
        rows.append(Row((
            Entry(f"{one.name(lang)} ({one.unit(lang)})"), Entry(code), Entry(series or "–"),
            _number(value_of(last), one, lang), Entry(last.period[:4]),
            Entry(t(f"target.polarity_{one.polarity}", lang)),
            Entry(format_plain(len(points)), len(points)),
        )))  # fmt: skip
    caption = t("target.caption_waiting", lang, count=len(rows))
    return Grid(t("target.sheet_waiting", lang), caption, heads, tuple(rows))
