"""Lines of a table that was handed in: the area, the period or the indicator each stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from atlas.model import NATION, Finding
from atlas.table.areas import Areas, Match
from atlas.table.heads import title_period_of
from atlas.table.meaning import Mapping, Meaning
from atlas.table.model import Line, Table, address
from atlas.table.period import month_code, period_code
from atlas.table.text import languages, plain, year_of
from atlas.table.unread import about


@dataclass(frozen=True)
class Place:
    """What a line says about its values: their area, period or meaning."""

    area_code: str = ""
    period: str = ""
    mark: str = ""
    meaning: Meaning | None = None

    def same(self, other: Place) -> bool:
        """Whether two lines stand for the same thing, whatever their marks."""
        return replace(self, mark="") == replace(other, mark="")


@dataclass(frozen=True)
class Placed:
    """Every line of a table: placed, passed over with a reason, or not understood."""

    places: dict[int, Place]
    """by row of the sheet, as all of these"""
    outside: dict[int, str]
    strange: dict[int, Match]
    findings: tuple[Finding, ...]


def placed(mapping: Mapping, table: Table, areas: Areas) -> Placed:
    """What each line means. In a table by kecamatan the checks K01 and K02 speak of a line that is
    not known or stands twice; everywhere else a finding does so here."""
    if mapping.lines == "wilayah":
        return _by_area(mapping, table, areas)
    places: dict[int, Place] = {}
    outside: dict[int, str] = {}
    strange: dict[int, Match] = {}
    findings: list[Finding] = []
    title_period = title_period_of(mapping, table)[0]
    for line in table.lines:
        place, why = _said_place(mapping, line, title_period)
        first = next((row for row, p in places.items() if place and p.same(place)), 0)
        if why:
            outside[line.row] = why
        elif place is None or first:
            strange[line.row] = Match("", "rangkap" if first else "tak_dikenal")
            findings.append(_line_twice(table, line, first) if first
                            else _unknown_line(mapping, table, line))  # fmt: skip
        else:
            places[line.row] = place
    return Placed(places, outside, strange, tuple(findings))


def _said_place(mapping: Mapping, line: Line, year: str) -> tuple[Place | None, str]:
    """A line that is a period or an indicator; or the reason why it is passed over."""
    label = {plain(line.label), plain(languages(line.label)[0])}
    said = next((s for s in mapping.said if label & {plain(x) for x in s.labels}), None)
    if said is not None and said.skip:
        return None, said.skip
    if mapping.lines == "uraian":
        return (Place(mapping.area, meaning=said.meaning) if said else None), ""
    if mapping.lines == "bulan":
        code = month_code(line.label, year)
        return (Place(mapping.area, code) if code else None), ""
    printed = year_of(line.label)
    code = period_code(printed.period, mapping.kind) if printed else ""
    mark = printed.mark if printed else ""
    return (Place(mapping.area, code, mark) if code else None), ""


def _line_twice(table: Table, line: Line, first: int) -> Finding:
    return about(
        table, "peta:kunci", _line_place(table, line),
        f"label {line.label!r} sudah ada di baris {first}; hanya yang pertama dibaca",
        f"label {line.label!r} stands in row {first} already; only the first was taken",
        "hapus salah satunya, atau perbaiki labelnya", "remove one of them, or mend its label",
        line.label,
    )  # fmt: skip


def _unknown_line(mapping: Mapping, table: Table, line: Line) -> Finding:
    wanted = {"tahun": ("tahun", "a year"), "bulan": ("bulan", "a month"),
              "uraian": ("uraian yang dikenal", "an entry that is known")}[mapping.lines]  # fmt: skip
    return about(
        table, "peta:baris", _line_place(table, line),
        f"label {line.label!r} bukan {wanted[0]}; baris ini tidak dibaca",
        f"label {line.label!r} is not {wanted[1]}; this line was not taken",
        "perbaiki labelnya, atau tambahkan ke pemetaan (line atau skip_line)",
        "mend the label, or add it to the mapping (line or skip_line)", line.label,
    )  # fmt: skip


def _by_area(mapping: Mapping, table: Table, areas: Areas) -> Placed:
    places: dict[int, Place] = {}
    outside: dict[int, str] = {}
    strange: dict[int, Match] = {}
    findings: list[Finding] = []
    taken: dict[str, Line] = {}
    checked = mapping.level == "kecamatan"
    for line, match, why in _matches(mapping, table, areas):
        code = match.area_code
        if why:
            outside[line.row] = why
        elif not code:
            strange[line.row] = match
            if not checked or match.why != "tak_dikenal":
                findings.append(_unknown_area(mapping, table, areas, line, match))
        elif code in taken:
            strange[line.row] = Match(code, "rangkap")
            if not checked:
                findings.append(_area_twice(table, areas, line, taken[code], code))
        else:
            taken[code] = line
            places[line.row] = Place(code)
    return Placed(places, outside, strange, tuple(findings))


def _matches(mapping: Mapping, table: Table, areas: Areas) -> Iterator[tuple[Line, Match, str]]:
    """Each line with the area it means, or the reason why it is passed over. Names without codes
    hold within the block of their province only: its name opens it, in capitals."""
    blocks = mapping.level == "kabkota" and not all(x.label.isupper() for x in table.lines)
    ours = True
    for line in table.lines:
        match = _match(mapping, table, areas, line)
        bare = not line.code
        if blocks and bare and line.label.isupper() and len(match.area_code) < 4:
            ours = match.area_code in (mapping.total, NATION)
        if mapping.only and match.area_code not in mapping.only:
            yield line, match, "wilayah lain"
        elif bare and not ours and not mapping.only:
            yield line, match, "provinsi lain"
        else:
            yield line, match, "di luar wilayah atlas" if match.why == "luar" else ""


def _match(mapping: Mapping, table: Table, areas: Areas, line: Line) -> Match:
    """A line's area. A three-digit ordinal (010) is the end of a kecamatan's BPS code."""
    code = line.code
    if not code and mapping.level == "kecamatan" and len(line.number) == 3 and mapping.total:
        code = f"{mapping.total}{line.number}"
    match = areas.match(line.label, mapping.level, table.system, code)
    if match.why == "jumlah":
        return Match(mapping.total, "jumlah") if mapping.total else Match("", "tak_dikenal")
    return match


def _unknown_area(
    mapping: Mapping, table: Table, areas: Areas, line: Line, match: Match
) -> Finding:
    near = areas.near(line.label, mapping.level)
    shown = f"{line.code} {line.label}".strip()
    why_id, why_en = (
        f"label {shown!r} bukan ejaan yang dikenal",
        f"label {shown!r} is no known spelling",
    )
    if match.why == "bertentangan":
        other_id = areas.names(match.other) if match.other else "tidak dikenal"
        other_en = areas.names(match.other) if match.other else "not known"
        system = "BPS" if table.system == "bps" else "Kemendagri"
        why_id = f"kode dan nama bertentangan: {shown!r}; kode itu dalam sistem {system} {other_id}"
        why_en = f"code and name contradict each other: {shown!r}; in the {system} system it is {other_en}"
    elif match.why == "ganda":
        why_id = f"label {shown!r} dipakai lebih dari satu wilayah"
        why_en = f"label {shown!r} is the name of more than one area"
    help_id = f"; mungkin maksudnya {near}, tetapi itu tidak ditebak" if near else ""
    help_en = f"; perhaps {near} is meant, but that is not guessed" if near else ""
    return about(
        table, "K02", _line_place(table, line),
        f"{why_id}; baris ini tidak dibaca", f"{why_en}; this line was not taken",
        f"perbaiki nama atau kodenya, atau daftarkan ejaan resmi di data/area_aliases.csv{help_id}",
        f"mend name or code, or list an official spelling in data/area_aliases.csv{help_en}",
        shown, near,
    )  # fmt: skip


def _area_twice(table: Table, areas: Areas, line: Line, first: Line, code: str) -> Finding:
    other = address(*_line_place(table, first))
    finding = about(
        table, "K01", _line_place(table, line),
        f"{areas.names(code)} sudah ada di {other}; baris kedua ini tidak dibaca",
        f"{areas.names(code)} stands at {other} already; this second line was not taken",
        "perbaiki nama wilayahnya, atau hapus baris yang rangkap",
        "mend the name of the area, or remove the doubled line", line.label, other,
    )  # fmt: skip
    return replace(finding, area_code=code)


def _line_place(table: Table, line: Line) -> tuple[int, int]:
    """Where a label stands: its own place if the reader kept it, else left of the first value."""
    column = min((head.column for head in table.heads), default=2)
    return table.places.get(f"line {line.row}", (line.row, max(1, column - 1)))
