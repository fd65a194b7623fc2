"""A change in the words of a language."""

from __future__ import annotations

from atlas import sentence
from atlas.changes.model import Change, Correction
from atlas.model import Indicator, Lang, Observation
from atlas.number import format_period
from atlas.query import Catalogue
from atlas.text import t
from atlas.view.words import as_published


def worded(change: Change, catalogue: Catalogue, lang: Lang, shown: str = "") -> Correction:
    """A change in words; `shown` stands in place of the old value's text. What the catalogue does
    not know any more goes by its code."""
    old, new = change.old, change.new
    indicator = catalogue.indicators.get(change.indicator)
    area = catalogue.areas.get(old.area_code)
    gone = new is None or change.withdrawn
    return Correction(
        *change.key,
        old=_marked(shown or _text(change, old, indicator, lang), old.mark, lang),
        new=t("changes.gone", lang) if new is None or gone
        else _marked(_text(change, new, indicator, lang), new.mark, lang),
        old_value=old.value, new_value=new.value if new else None, date=change.date,
        release_old=change.release_old, release_new=change.release_new,
        reason=change.reason[lang], computed=change.computed, withdrawn=gone, lang=lang,
        name=indicator.name(lang) if indicator else change.indicator,
        unit=indicator.unit(lang) if indicator else "",
        area=area.full_name(lang) if area else old.area_code,
        when=format_period(old.period, lang, old.period_kind),
        detail=_detail(old, catalogue, lang),
    )  # fmt: skip


def _text(change: Change, row: Observation, indicator: Indicator | None, lang: Lang) -> str:
    """The value with as many decimals as the two were published with."""
    if row.value is None and row.mark == "NA":
        return t("state.cell_tidak_berlaku", lang)
    both = [change.old, *([change.new] if change.new else [])]
    plain = indicator or _unknown(change.indicator)
    return sentence.value_text(row, as_published(plain, both), lang)


def _unknown(code: str) -> Indicator:
    """An indicator that the catalogue no longer has: values keep the decimals they have."""
    return Indicator(
        code, {}, decimals=0, chapter=0, topic="", polarity="", measure="", additive=False,
        zero_means="nol", trend=False, small_cells=False, extensive=False, midpoint=None,
        range_min=None, published_to="", min_denominator=1, default_series="", default_dim="",
        default_period="",
    )  # fmt: skip


def _marked(text: str, mark: str, lang: Lang) -> str:
    """A value with what its mark says; nil and "not applicable" are said by the text itself."""
    if mark in ("", "-", "~0", "NA", "..."):
        return text
    return t("changes.marked", lang, text=text, mark=t(f"mark.{mark}", lang))


def _detail(row: Observation, catalogue: Catalogue, lang: Lang) -> str:
    known = catalogue.dimensions
    names = [known[m].name(lang) if m in known else m for m in row.dim.split(";") if m]
    series = catalogue.series.get(row.series)
    names += [series.name(lang) if series else row.series] * bool(row.series)
    return ", ".join(names)
