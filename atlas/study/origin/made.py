"""How a figure was made: published, entered or computed, summed, and printed again."""

from __future__ import annotations

from atlas import honest
from atlas.model import Lang, Source, Vintage
from atlas.number import format_period, format_value
from atlas.study.cell import Part
from atlas.study.origin.address import address
from atlas.study.origin.formula import filled, member_sum
from atlas.study.origin.trail import Line, Step
from atlas.study.origin.words import Words, amount
from atlas.study.shared import named
from atlas.text import t


def published(words: Words) -> list[Step]:
    """Who published it, where, on what evidence; of a computed figure each publication of its
    parts, the best evidence first."""
    lang, row = words.lang, words.row
    if words.figure.rule:
        return [Step(t("origin.step_source", lang, title=s.text("title", lang)), tuple(_source_lines(s, lang)))
                for s in words.sources]  # fmt: skip
    lines = _source_lines(words.source, lang) if words.source else []
    if row.table_no:
        official = t("origin.official", lang, table=row.table_no, edition=row.edition)
        lines.insert(0, Line(t("origin.table", lang), official))
    return [Step(t("origin.step_published", lang), tuple(lines))]


def _source_lines(source: Source, lang: Lang) -> list[Line]:
    url = source.url_public if source.url_public.startswith("https://") else ""
    found = [
        Line(t("about.producer", lang), source.text("producer", lang)),
        Line(t("about.title", lang), source.text("title", lang), url),
        Line(t("origin.edition", lang), source.text("edition", lang)),
        Line(t("origin.table", lang), source.table_no),
        Line(t("origin.address", lang), url or t("origin.no_address", lang), url),
        Line(t("about.grade", lang), t(f"about.grade_{source.grade}", lang)),
        Line(t("about.how_checked", lang), source.text("how_checked", lang)),
        Line(t("origin.source_id", lang), source.source_id, code=True),
    ]
    return [x for x in found if x.text]


def entered(words: Words) -> Step:
    """How it came from the publication into the data package."""
    row, lang = words.row, words.lang
    lines = [Line(t("origin.way", lang), t(f"origin.way_{row.origin}", lang)), status(words)]
    if row.low is not None:
        lines.append(Line(t("origin.withheld", lang), t("view.withheld", lang)))
    return Step(t("origin.step_entered", lang), (*lines, *_notes_of_row(words), _place(words)))


def status(words: Words) -> Line:
    """Whether it is an official release or a copy of what was printed."""
    row, lang = words.row, words.lang
    if row.status == "rilis":
        said = t("view.official", lang, edition=row.edition, table=row.table_no)
    else:
        said = t("view.copied", lang)
    return Line(t("origin.status", lang), said)


def _notes_of_row(words: Words) -> list[Line]:
    row, lang = words.row, words.lang
    found = []
    if row.mark:
        found.append(Line(t("table.mark", lang), f"{row.mark} {t(f'mark.{row.mark}', lang)}"))
    if note := row.note(lang):
        found.append(Line(t("table.note", lang), note))
    if row.partial_period:
        first, last = (format_period(p, lang) for p in row.partial_period.split("/"))
        found.append(
            Line(t("origin.partial", lang), t("view.partial", lang, first=first, last=last))
        )
    return found


def _place(words: Words) -> Line:
    """File and row of the data package; of a computed figure those of its rule."""
    figure, lang = words.figure, words.lang
    key = "origin.rule_row" if figure.rule else "origin.file_row"
    return Line(t("origin.file", lang), t(key, lang, file=figure.file, row=figure.file_row))


def computed(words: Words) -> Step:
    """What it was worked out from, by which formula."""
    lang, row = words.lang, words.row
    lines = [
        Line(t("origin.way", lang), t("origin.way_dihitung", lang)),
        Line(t("origin.formula", lang), words.indicator.text("formula", lang)),
        Line(t("origin.filled", lang), filled(words.figure, words.catalogue, lang), code=True),
        *(_part_line(p, words) for p in words.figure.parts),
        Line(t("origin.weakest", lang), t(f"about.grade_{words.grade}", lang)),
        Line(t("origin.rounding", lang), t("origin.rounded", lang, decimals=words.indicator.decimals)),
    ]  # fmt: skip
    if row.low is not None:
        lines.append(Line(t("origin.withheld", lang), t("origin.withheld_part", lang)))
    if row.denominator is not None and honest.too_small(row, words.indicator):
        least = format_value(words.indicator.min_denominator, lang)
        shown = format_value(row.denominator, lang)
        lines.append(Line(t("origin.small", lang), t("origin.small_said", lang, denominator=shown, least=least)))  # fmt: skip
    return Step(t("origin.step_computed", lang), (*lines, *_notes_of_row(words), status(words), _place(words)))  # fmt: skip


def _part_line(part: Part, words: Words) -> Line:
    """A part with its value, its place and its source; it leads to its own trail."""
    lang, meta = words.lang, words.catalogue.indicators[part.key.indicator]
    credit = words.credit(part.row.source_id)
    area = words.catalogue.areas[part.key.area_code].full_name(lang)
    name = named(meta, part.key.dim, words.catalogue, lang)
    series = words.catalogue.series_name(part.key.series, lang)
    period = format_period(part.row.period, lang, part.row.period_kind)
    label = ", ".join(p for p in (name, series, area, period) if p)
    said = t("origin.part", lang, label=label, value=amount(part.row, meta, lang), credit=credit)
    return Line(t(f"origin.role_{part.role}", lang), said, address("asal", lang, part.key.params()))


def members(words: Words) -> Step:
    """Of a summed figure: the parts of it that the release has."""
    lang, parts = words.lang, words.figure.members
    if not parts:
        none = Line(t("origin.members", lang), t("origin.members_none", lang))
        return Step(t("origin.step_members", lang), (none,))
    written = member_sum(words.figure, words.indicator, lang)
    lines = [Line(t("origin.filled", lang), written, code=True), *(_part_line(p, words) for p in parts)]  # fmt: skip
    return Step(t("origin.step_members", lang), tuple(lines))


def editions(words: Words) -> Step:
    """What each edition said, oldest first; the last is the one shown."""
    lang = words.lang
    lines = [
        Line(t("editions.edition", lang, edition=v.edition) if v.edition else t("editions.copied", lang),
             _vintage(v, words))
        for v in words.figure.vintages
    ]  # fmt: skip
    return Step(t("origin.step_editions", lang), tuple(lines))


def _vintage(v: Vintage, words: Words) -> str:
    lang = words.lang
    if v.value is None:
        value = t(f"mark.{v.mark}", lang) if v.mark in ("...", "-", "~0", "NA") else "…"
    else:
        value = words.amount(v.value)
    if v.mark in ("e", "r", "*", "**", "***"):
        value = f"{value} ({t(f'mark.{v.mark}', lang)})"
    return t("origin.vintage", lang, value=value, table=v.table_no) if v.table_no else value
