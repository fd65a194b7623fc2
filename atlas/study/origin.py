"""From a figure on a screen back to the publication it came from, step by step."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from atlas import honest, query, sentence
from atlas.measure import total
from atlas.model import CITY, GRADES, Finding, Indicator, Lang, Observation, Source, Vintage
from atlas.number import format_day, format_period, format_range, format_value
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.cell import Figure, Key, Part
from atlas.study.model import Entry, Grid, Head, Row, Study
from atlas.text import t
from atlas.view.words import as_published

TOTAL, NONE = "total", "none"
"""How the API says the "" of a dimension and of a series."""


@dataclass(frozen=True)
class Line:
    """One fact: what it is of, the fact, and an address that leads to it ("" for none)."""

    head: str
    text: str
    to: str = ""
    code: bool = False
    """whether the text is an address or a formula to be copied as it is"""


@dataclass(frozen=True)
class Step:
    """One station on the way from the publication to the screen."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Trail:
    """The way of one figure, first things first."""

    key: Key
    steps: tuple[Step, ...]


def address(page: str, lang: Lang, params: dict[str, str]) -> str:
    """A path on this site."""
    found = {k: v for k, v in params.items() if v} | ({"lang": "en"} if lang == "en" else {})
    return f"/{page}?{urlencode(found, safe=',;=@')}"


def origin(
    release: Release, catalogue: Catalogue, figure: Figure, checked: Sequence[str],
    corrections: Sequence[str], lang: Lang,
) -> tuple[Study, Trail]:  # fmt: skip
    """The study of one figure and its trail. `checked` are the numbers of the checks that every
    release goes through; `corrections` are those of this figure between releases, in words."""
    words = _Words(release, catalogue, figure, lang)
    steps = [
        *_published(words),
        _computed(words) if figure.rule else _entered(words),
        *([_members(words)] if figure.row.origin == "dijumlah" else []),
        *([_editions(words)] if figure.vintages else []),
        _examined(words, checked),
        *([_decided(words)] if figure.decisions else []),
        _since(corrections, lang),
        _shown(words),
    ]
    trail = Trail(figure.key, tuple(steps))
    study = Study(
        "origin", "asal", t("origin.title", lang, what=words.label), _subtitle(words), lang,
        release.name, {k: v for k, v in figure.key.params().items() if v},
        sentences=tuple(_sentences(words)), notes=tuple(_notes(words)),
        sources=tuple(words.sources),
        grids=(_grid(trail, lang), *([_part_grid(words)] if figure.parts or figure.members else [])),
    )  # fmt: skip
    return study, trail


class _Words:
    """A figure and what most sentences about it need."""

    def __init__(self, release: Release, catalogue: Catalogue, figure: Figure, lang: Lang) -> None:
        self.release, self.catalogue, self.figure, self.lang = release, catalogue, figure, lang
        self.row, self.key = figure.row, figure.key
        self.indicator = catalogue.indicators[figure.key.indicator]
        self.area = catalogue.areas[figure.key.area_code].full_name(lang)
        self.unit = self.indicator.unit(lang)
        self.period = format_period(self.row.period, lang, self.row.period_kind)
        ids = {p.row.source_id for p in figure.parts} | {self.row.source_id}
        self.sources = query.cited(release, sorted(ids))
        self.source = next((s for s in self.sources if s.source_id == self.row.source_id), None)

    @property
    def name(self) -> str:
        dim = self.catalogue.dim_name(self.key.dim, self.lang)
        return (
            f"{self.indicator.name(self.lang)} ({dim})" if dim else self.indicator.name(self.lang)
        )

    @property
    def label(self) -> str:
        return f"{self.name}, {self.area}, {self.period}"

    @property
    def series(self) -> str:
        return self.catalogue.series_name(self.key.series, self.lang)

    @property
    def value(self) -> str:
        """The value with its unit, or its state in words."""
        return amount(self.row, self.indicator, self.lang)

    @property
    def grade(self) -> str:
        """Evidence of the figure, of a computed one the weakest of its parts."""
        return max((s.grade for s in self.sources), key=GRADES.index, default="")


def amount(row: Observation, indicator: Indicator, lang: Lang) -> str:
    """A value with its unit, a range where it is withheld, its state where there is none."""
    if row.value is None and row.low is None:
        return t(f"state.{honest.state(row)}", lang)
    text = sentence.value_text(row, as_published(indicator, [row]), lang)
    return sentence.amount(text, indicator.unit(lang))


def _plain(row: Observation, indicator: Indicator, lang: Lang) -> str:
    """A value without its unit, as it stands in a formula: nil is 0 there."""
    shown = as_published(indicator, [row])
    if row.value is None and row.low is not None and row.high is not None:
        return format_range(row.low, row.high, lang, shown.decimals)
    return format_value(row.value, lang, shown.decimals) if row.value is not None else "…"


# The stations


def _published(words: _Words) -> list[Step]:
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
    edition, table = source.text("edition", lang), source.table_no
    found = [
        Line(t("about.producer", lang), source.text("producer", lang)),
        Line(t("about.title", lang), source.text("title", lang), url),
        Line(t("origin.edition", lang), edition),
        Line(t("origin.table", lang), table),
        Line(t("origin.address", lang), url or t("origin.no_address", lang), url),
        Line(t("about.grade", lang), t(f"about.grade_{source.grade}", lang)),
        Line(t("about.how_checked", lang), source.text("how_checked", lang)),
        Line(t("origin.source_id", lang), source.source_id, code=True),
    ]
    return [x for x in found if x.text]


def _entered(words: _Words) -> Step:
    """How it came from the publication into the data package."""
    row, lang = words.row, words.lang
    lines = [Line(t("origin.way", lang), t(f"origin.way_{row.origin}", lang)), _status(words)]
    if row.low is not None:
        lines.append(Line(t("origin.withheld", lang), t("view.withheld", lang)))
    return Step(t("origin.step_entered", lang), (*lines, *_notes_of_row(words), _place(words)))


def _status(words: _Words) -> Line:
    row, lang = words.row, words.lang
    if row.status == "rilis":
        said = t("view.official", lang, edition=row.edition, table=row.table_no)
    else:
        said = t("view.copied", lang)
    return Line(t("origin.status", lang), said)


def _notes_of_row(words: _Words) -> list[Line]:
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


def _place(words: _Words) -> Line:
    """File and row of the data package; of a computed figure those of its rule."""
    figure, lang = words.figure, words.lang
    key = "origin.rule_row" if figure.rule else "origin.file_row"
    return Line(t("origin.file", lang), t(key, lang, file=figure.file, row=figure.file_row))


def _computed(words: _Words) -> Step:
    """What it was worked out from, by which formula."""
    lang, row = words.lang, words.row
    lines = [
        Line(t("origin.way", lang), t("origin.way_dihitung", lang)),
        Line(t("origin.formula", lang), words.indicator.text("formula", lang)),
        Line(t("origin.filled", lang), filled(words.figure, words.catalogue, lang), code=True),
        *(part_line(p, words) for p in words.figure.parts),
    ]
    lines.append(Line(t("origin.weakest", lang), t(f"about.grade_{words.grade}", lang)))
    decimals = words.indicator.decimals
    lines.append(Line(t("origin.rounding", lang), t("origin.rounded", lang, decimals=decimals)))
    if row.low is not None:
        lines.append(Line(t("origin.withheld", lang), t("origin.withheld_part", lang)))
    if row.denominator is not None and honest.too_small(row, words.indicator):
        least = format_value(words.indicator.min_denominator, lang)
        shown = format_value(row.denominator, lang)
        lines.append(Line(t("origin.small", lang), t("origin.small_said", lang, denominator=shown, least=least)))  # fmt: skip
    return Step(t("origin.step_computed", lang), (*lines, *_notes_of_row(words), _status(words), _place(words)))  # fmt: skip


def part_line(part: Part, words: _Words) -> Line:
    """A part with its value, its place and its source; it leads to its own trail."""
    lang, meta = words.lang, words.catalogue.indicators[part.key.indicator]
    credit = _credit(words.release, part.row.source_id, lang)
    area = words.catalogue.areas[part.key.area_code].full_name(lang)
    dim = words.catalogue.dim_name(part.key.dim, lang)
    name = f"{meta.name(lang)} ({dim})" if dim else meta.name(lang)
    series = words.catalogue.series_name(part.key.series, lang)
    period = format_period(part.row.period, lang, part.row.period_kind)
    label = ", ".join(p for p in (name, series, area, period) if p)
    said = t("origin.part", lang, label=label, value=amount(part.row, meta, lang), credit=credit)
    return Line(t(f"origin.role_{part.role}", lang), said, address("asal", lang, part.key.params()))


def _credit(release: Release, source_id: str, lang: Lang) -> str:
    source = next(iter(query.cited(release, [source_id])), None)
    return f"{source.text('producer', lang)} ({source.grade})" if source else source_id


def filled(figure: Figure, catalogue: Catalogue, lang: Lang) -> str:
    """The formula of a computed figure with its parts in it, and what comes out."""
    if figure.rule is None or not figure.parts:
        return ""
    roles = [p.role for p in figure.parts]
    sides = {
        role: _side([p for p in figure.parts if p.role == role], catalogue, lang) for role in roles
    }
    indicator = catalogue.indicators[figure.key.indicator]
    kind, scale = figure.rule.kind, format_value(figure.rule.scale, lang)
    if kind in ("pasangan", "tahunan"):
        division = f"{sides['sesudah']} ÷ {sides['sebelum']}"
        power = f"({division})^(12 ÷ {figure.rule.months})" if kind == "pasangan" else division
        said = f"({power} − 1) × 100"
    elif kind == "selisih":
        said = f"{sides['pembilang']} − {sides['penyebut']}"
    else:
        said = f"{sides['pembilang']} ÷ {sides['penyebut']}"
        said += f" × {scale}" if figure.rule.scale != 1 else ""
    shown = _plain(figure.row, indicator, lang)
    return f"{said} = {shown if figure.row.mark != 'NA' else 'NA'}"


def _side(parts: Sequence[Part], catalogue: Catalogue, lang: Lang) -> str:
    values = [_plain(p.row, catalogue.indicators[p.key.indicator], lang) for p in parts]
    negative = len(values) == 1 and values[0].startswith("−")
    return f"({' + '.join(values)})" if len(values) > 1 or negative else values[0]


def _members(words: _Words) -> Step:
    """Of a summed figure: the parts of it that the release has."""
    lang, parts = words.lang, words.figure.members
    if not parts:
        none = Line(t("origin.members", lang), t("origin.members_none", lang))
        return Step(t("origin.step_members", lang), (none,))
    lines = [
        Line(t("origin.filled", lang), member_sum(words.figure, words.indicator, lang), code=True)
    ]
    lines += [part_line(p, words) for p in parts]
    return Step(t("origin.step_members", lang), tuple(lines))


def member_sum(figure: Figure, indicator: Indicator, lang: Lang) -> str:
    """The sum of a summed figure's parts, written out; "" without parts."""
    written = " + ".join(_plain(p.row, indicator, lang) for p in figure.members)
    spans = [total.span(p.row.value, p.row.low, p.row.high) for p in figure.members]
    low, high = (total.rounded(x, indicator.decimals) for x in total.total(s for s in spans if s))
    shown = _plain(figure.row, indicator, lang)
    if not written or low == high:
        return f"{written} = {shown}" if written else ""
    span = format_range(low, high, lang, indicator.decimals)
    return t("origin.members_range", lang, written=written, span=span, value=shown)


def _editions(words: _Words) -> Step:
    """What each edition said, oldest first; the last is the one shown."""
    lang = words.lang
    lines = [
        Line(t("editions.edition", lang, edition=v.edition) if v.edition else t("editions.copied", lang),
             _vintage(v, words), "")
        for v in words.figure.vintages
    ]  # fmt: skip
    return Step(t("origin.step_editions", lang), tuple(lines))


def _vintage(v: Vintage, words: _Words) -> str:
    lang = words.lang
    if v.value is None:
        value = t(f"mark.{v.mark}", lang) if v.mark in ("...", "-", "~0", "NA") else "…"
    else:
        shown = format_value(v.value, lang, words.indicator.decimals)
        value = sentence.amount(shown, words.unit)
    if v.mark in ("e", "r", "*", "**", "***"):
        value = f"{value} ({t(f'mark.{v.mark}', lang)})"
    return t("origin.vintage", lang, value=value, table=v.table_no) if v.table_no else value


def _examined(words: _Words, checked: Sequence[str]) -> Step:
    """The checks it went through, what they found on it, and what is contested."""
    lang, figure = words.lang, words.figure
    head = t("origin.checks", lang)
    if figure.rule:
        lines = [Line(head, t("origin.checks_computed", lang))]
    else:
        known = {rule: (name_id, name_en) for rule, name_id, name_en in figure.checks}
        names = ", ".join(f"{r} {known[r][lang == 'en']}" if r in known else r for r in checked)
        lines = [Line(head, t("origin.checks_said", lang, names=names), address("data", lang, {"bagian": "pemeriksaan"}))]  # fmt: skip
        if words.row.status == "rilis":
            lines.append(Line(head, t("origin.checks_table", lang)))
    lines += [_finding(f, words) for f in figure.findings]
    if all(f.period != words.key.period for f in figure.findings):
        lines.append(Line(t("origin.found", lang), t("origin.found_none", lang)))
    if figure.adds_up and figure.level in ("kecamatan", "kabkota"):
        lines.append(Line(t("origin.adds_up", lang), _adds_up(words, figure.adds_up)))
    for rejected, reason_id, reason_en in figure.contested:
        value = sentence.amount(format_value(rejected, lang, words.indicator.decimals), words.unit)
        reason = reason_id if lang == "id" else reason_en
        lines.append(Line(t("origin.rival", lang), t("origin.rival_said", lang, value=value, reason=reason)))  # fmt: skip
    if words.row.alternative is not None and not figure.contested:
        value = format_value(words.row.alternative, lang, words.indicator.decimals)
        lines.append(Line(t("origin.rival", lang), t("origin.rival_part", lang, value=sentence.amount(value, words.unit))))  # fmt: skip
    return Step(t("origin.step_examined", lang), tuple(lines))


def _adds_up(words: _Words, sums: tuple[float, float]) -> str:
    parts, printed = (format_value(v, words.lang, words.indicator.decimals) for v in sums)
    key = "view.sum_matches" if sums[0] == sums[1] else "view.sum_differs"
    return t(key, words.lang, parts=parts, printed=printed)


def _finding(found: Finding, words: _Words) -> Line:
    """A finding on the figure or on its series, with the reason of its waiver."""
    lang = words.lang
    message = found.message_id if lang == "id" else found.message_en
    reason = found.waived_id if lang == "id" else found.waived_en
    head = "origin.found" if found.period == words.key.period else "origin.found_series"
    severity = t(f"about.severity_{found.severity}", lang)
    said = f"{found.rule} ({severity}): {message}"
    if reason:
        said += "; " + t("about.waived", lang, date=_day(found.waived_on, lang), reason=reason)
    to = address("data", lang, {"bagian": "temuan", "aturan": found.rule})
    return Line(t(head, lang), said, to)


def _decided(words: _Words) -> Step:
    """What the meeting decided on it."""
    lang = words.lang
    lines = []
    for d in words.figure.decisions:
        by = ", ".join(p for p in (d.role, d.office) if p)
        moved = [format_value(v, lang, words.indicator.decimals) if v is not None else "…"
                 for v in (d.printed, d.value)]  # fmt: skip
        said = t("origin.decided", lang, rule=d.rule, printed=moved[0], value=moved[1],
                 by=by, day=_day(d.decided_on, lang), table=d.table_no, edition=d.edition)  # fmt: skip
        head = t(f"origin.decision_{d.decision}", lang)
        lines.append(Line(head, f"{said} {d.note}".strip()))
    return Step(t("origin.step_decided", lang), tuple(lines))


def _day(text: str, lang: Lang) -> str:
    try:
        return format_day(datetime.date.fromisoformat(text[:10]), lang)
    except ValueError:
        return text


def _since(corrections: Sequence[str], lang: Lang) -> Step:
    """What later releases changed of it."""
    head = t("origin.correction", lang)
    said = corrections or [t("origin.corrections_none", lang)]
    return Step(t("origin.step_since", lang), tuple(Line(head, text) for text in said))


def _shown(words: _Words) -> Step:
    """The figure as this screen has it, and where a machine gets it."""
    lang, key = words.lang, words.key
    lines = [
        Line(t("table.value", lang), words.value),
        Line(t("origin.what", lang), words.label),
        Line(t("choose.series", lang), words.series),
        Line(t("origin.release", lang), words.release.name, address("data", lang, {"bagian": "rilis"})),
        Line(t("origin.view", lang), t("origin.view_said", lang), view_address(words.figure, lang)),
        Line(t("origin.api", lang), api_address(key, words.release.name), api_address(key, words.release.name), True),
    ]  # fmt: skip
    return Step(t("origin.step_shown", lang), tuple(x for x in lines if x.text))


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


# The whole in words


def _subtitle(words: _Words) -> str:
    level = t(f"origin.level_{words.figure.level}", words.lang)
    parts = [words.unit, level, words.series]
    parts += [t("view.evidence_c", words.lang)] if words.grade == "C" else []
    return " · ".join(p for p in parts if p)


def _sentences(words: _Words) -> list[str]:
    """What it is and how it came to be; then the evidence, and what limits it."""
    lang, row, figure = words.lang, words.row, words.figure
    producer = words.source.text("producer", lang) if words.source else ""
    said = f"{words.label}: {words.value}"
    if figure.rule:
        made = t("origin.say_computed", lang, filled=filled(figure, words.catalogue, lang))
    else:
        made = t(f"origin.say_{row.origin}", lang, producer=producer)
    found = [f"{said}. {made}"]
    if figure.rule:
        names = ", ".join(
            dict.fromkeys(_credit(words.release, p.row.source_id, lang) for p in figure.parts)
        )
        found.append(t("origin.say_parts", lang, names=names))
    else:
        how = words.source.text("how_checked", lang) if words.source else ""
        found.append(
            t("origin.say_grade", lang, grade=t(f"about.grade_{words.grade}", lang), how=how)
        )
    if row.low is not None:
        found.append(t("view.withheld", lang))
    if figure.contested or row.alternative is not None:
        found.append(t("origin.say_rival", lang))
    waived = [f for f in figure.findings if f.period == words.key.period]
    if waived:
        found.append(t("origin.say_findings", lang, count=len(waived)))
    return found


def _notes(words: _Words) -> list[str]:
    lang = words.lang
    notes = [_status(words).text, t("origin.note_trail", lang)]
    if caveat := words.indicator.text("caveat", lang):
        notes.append(f"{words.indicator.name(lang)}: {caveat}")
    if words.key.area_code in honest.UNSURE_SHAPES:
        notes.append(t("view.unsure_tm", lang))
    return notes


def _grid(trail: Trail, lang: Lang) -> Grid:
    """The trail as a table, for the workbook."""
    heads = tuple(Head(t(f"origin.col_{c}", lang)) for c in ("step", "head", "text", "to"))
    rows = tuple(
        Row((Entry(f"{i}. {step.title}"), Entry(line.head), Entry(line.text), Entry(line.to)))
        for i, step in enumerate(trail.steps, start=1)
        for line in step.lines
    )
    return Grid(t("origin.sheet_trail", lang), t("origin.caption_trail", lang), heads, rows)


def _part_grid(words: _Words) -> Grid:
    """The parts with their numbers, for the workbook."""
    lang = words.lang
    titles = [("origin.col_role", False), ("origin.col_part", False), ("table.area", False),
              ("choose.period", False), ("table.value", True), ("origin.col_unit", False),
              ("table.mark", False), ("table.source", False)]  # fmt: skip
    rows = []
    for part in words.figure.parts or words.figure.members:
        meta = words.catalogue.indicators[part.key.indicator]
        name = ", ".join(p for p in (meta.name(lang), words.catalogue.dim_name(part.key.dim, lang),
                                     words.catalogue.series_name(part.key.series, lang)) if p)  # fmt: skip
        rows.append(Row((
            Entry(t(f"origin.role_{part.role}", lang)), Entry(name),
            Entry(words.catalogue.areas[part.key.area_code].full_name(lang)),
            Entry(format_period(part.row.period, lang, part.row.period_kind)),
            Entry(_plain(part.row, meta, lang), part.row.value), Entry(meta.unit(lang)),
            Entry(part.row.mark), Entry(_credit(words.release, part.row.source_id, lang)),
        ), part.key.area_code))  # fmt: skip
    caption = t("origin.caption_parts", lang)
    heads = tuple(Head(t(key, lang), number) for key, number in titles)
    return Grid(t("origin.sheet_parts", lang), caption, heads, tuple(rows))
