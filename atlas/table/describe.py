"""A mapping proposed for a table nobody has described yet, for a person to fill in and confirm."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from atlas.table.areas import Areas
from atlas.table.meaning import head_period, head_words
from atlas.table.model import Head, Table
from atlas.table.period import month_code, period_code
from atlas.table.text import clean, languages, plain, year_of

Codelists = Mapping[str, Sequence[Mapping[str, str]]]
INTRO = (
    "Usulan pemetaan. Isi semua yang kosong, periksa setiap kolom terhadap tabelnya, lalu simpan di",
    "data/mapping/. Baris usul hanya kecocokan nama yang persis; indikator tidak pernah ditebak.",
    "Proposed mapping. Fill in whatever is empty, check every column against the table, then keep it",
    "in data/mapping/. Lines with usul are exact matches of names; no indicator is ever guessed.",
)


def propose(table: Table, codelists: Codelists) -> str:
    """A mapping file as TOML: what the table itself says exactly, and `indicator = ""` wherever a
    person must say what a column means. `load` refuses it until that is done."""
    areas = Areas(codelists["areas"], codelists["area_aliases"])
    level, lines = _lines(table, areas)
    parts = ["\n".join(f"# {text}" for text in INTRO), _table(table, level, lines)]
    if lines == "uraian":
        parts.append("[[column]]\nhead = []")
        parts += [_line(line.label, table, codelists) for line in table.lines]
    else:
        parts += [_column(head, table, codelists) for head in _columns(table)]
    return "\n\n".join(parts) + "\n"


def _table(table: Table, level: str, lines: str) -> str:
    title = clean(table.title_id)
    whole = f"number = {_text(table.number)}\ntitle = [{_text(title)}]"
    entries = [
        whole if table.number else f"titles = [{_text(title)}]",
        f"readers = [{_text(table.reader)}]",
        'office = ""',
        'office_en = ""',
        f"level = {_text(level)}",
        f"lines = {_text(lines)}",
        'area = "1275"' if lines and lines != "wilayah" else 'total = "1275"',
        f"period = {_text(_period(table, lines))}",
        f"kind = {_text(_kind(table))}",
        "lag = 1",
        'series = ""',
    ]
    return "\n".join(entries)


def _lines(table: Table, areas: Areas) -> tuple[str, str]:
    """Level and kind of the lines where every single one says the same; "" where not."""
    labels = [line.label for line in table.lines]
    for level in ("kecamatan", "kabkota", "kelurahan"):
        if labels and all(
            areas.match(x.label, level, table.system, x.code).area_code for x in table.lines
        ):
            return level, "wilayah"
    if labels and all(map(year_of, labels)):
        return "kabkota", "tahun"
    if labels and all(month_code(label, "2000") for label in labels):
        return "kabkota", "bulan"
    over = table.heads and all(map(head_period, table.heads))
    return ("kabkota", "uraian") if over and not any(map(head_words, table.heads)) else ("", "")


def _period(table: Table, lines: str) -> str:
    if lines == "tahun":
        return "baris"
    if table.heads and all(map(head_period, table.heads)):
        return "kepala"
    return "judul" if len(set(table.periods)) == 1 else ""


def _kind(table: Table) -> str:
    printed = {*table.periods, *filter(None, map(head_period, table.heads))}
    school = printed and all(period_code(text, "school_year") for text in printed)
    return "school_year" if school else "year"


def _columns(table: Table) -> Iterator[Head]:
    """Columns without their periods, each header once."""
    seen: set[tuple[str, ...]] = set()
    for head in table.heads:
        words = head_words(head)
        if words not in seen:
            seen.add(words)
            kept = tuple(w for w in head.words_id if year_of(plain(w)) is None)
            yield replace(head, words_id=kept)


def _column(head: Head, table: Table, codelists: Codelists) -> str:
    words = ", ".join(_text(clean(word)) for word in head.words_id)
    entries = ["[[column]]", f"head = [{words}]"]
    entries += _meaning(head.words_id, head.unit or table.unit, codelists)
    return "\n".join(entries)


def _line(label: str, table: Table, codelists: Codelists) -> str:
    words = languages(label)[0]
    entries = ["[[line]]", f"label = {_text(clean(words))}"]
    return "\n".join([*entries, *_meaning((words,), table.unit, codelists)])


def _meaning(words: Iterable[str], unit: str, codelists: Codelists) -> Iterator[str]:
    """What a person must say of a column, with exact matches of names beside it."""
    said = {plain(word) for word in words}
    said |= {plain(" ".join(words))} - {""}
    yield from (
        f"# usul: indicator = {_text(c)}"
        for c in _named("indicators", "indicator", said, codelists)
    )
    yield 'indicator = ""'
    yield from (
        f"# usul: dim = {_text(c)}" for c in _named("dimensions", "member", said, codelists)
    )
    yield 'dim = ""'
    yield f"unit = {_text(clean(unit))}"
    yield "scale = 0"


def _named(codelist: str, key: str, said: set[str], codelists: Codelists) -> list[str]:
    return [
        row[key]
        for row in codelists.get(codelist, ())
        if said & {plain(row["name_id"]), plain(row.get("concept_id", ""))}
    ]


def _text(text: str) -> str:
    """A TOML string; TOML and JSON write them alike, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
