"""Dynamic tables of BPS WebAPI: keys are built from the lists of dimensions and looked up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from atlas.model import Finding
from atlas.table.document import Document
from atlas.table.limits import KEYS
from atlas.table.machine import Place, json_raw, understood
from atlas.table.markup import sentences, stripped
from atlas.table.model import Cell, Head, Line, Raw, Table
from atlas.table.numeral import UNCLEAR
from atlas.table.refused import Refused
from atlas.table.site import parted
from atlas.table.text import plain

READER = "webapi"
SHEET = "datacontent"
ATTRIBUTION = "Badan Pusat Statistik (BPS)"
DIMENSIONS = ("vervar", "var", "turvar", "tahun", "turtahun")
"""In the order in which their values make a key of `datacontent`."""
UNSAID = {"", "tidak ada", "tahun", "tahunan", "no data", "none", "year", "annual"}
"""Labels of a dimension that divides nothing."""


@dataclass(frozen=True)
class Member:
    """A value of a dimension: its code, and its label without markup."""

    code: str
    label: str
    entry: dict[str, Any] = field(default_factory=dict, compare=False)


def recognised(document: Document) -> bool:
    content = document.content
    return "datacontent" in content or ("data-availability" in content and "data" not in content)


def tables(document: Document, file: str) -> tuple[list[Table], list[Finding]]:
    """A table for each variable of an answer, a line for each of its areas (all of them: which
    are wanted a mapping says), and findings on the answer itself."""
    content = document.content
    if content.get("data-availability") != "available":
        return [], [_absent(file, str(content.get("data-availability", ""))[:60])]
    if not isinstance(content.get("datacontent"), dict):
        raise Refused("json_kind")
    answer = _Answer(document, file, *(_members(content, name) for name in DIMENSIONS))
    return [answer.table(var) for var in answer.var], answer.unused()


def _absent(file: str, found: str) -> Finding:
    return Finding(
        "berkas:tidak_tersedia", "P", "BPS menjawab bahwa datanya tidak tersedia; tidak ada nilai",
        "BPS answers that the data are not available; there are no values",
        "periksa variabel, domain dan tahunnya", "check variable, domain and year",
        file=file, found=found,
    )  # fmt: skip


def _members(content: dict[str, Any], name: str) -> tuple[Member, ...]:
    """The members of a dimension, one that is listed twice once. A dimension that is left out, or
    given as a word ("list-not-available"), divides nothing and has the code 0."""
    given = content.get(name)
    if not isinstance(given, list) or not given:
        return (Member("0", ""),)
    found = [
        Member(str(m["val"]), stripped(str(m.get("label", ""))), m)
        for m in given
        if isinstance(m, dict) and isinstance(m.get("val"), str | int)
    ]
    if len(found) < len(given):
        raise Refused("json", name)
    return tuple(dict.fromkeys(found))


@dataclass
class _Answer:
    document: Document
    file: str
    vervar: Sequence[Member]
    var: Sequence[Member]
    turvar: Sequence[Member]
    tahun: Sequence[Member]
    turtahun: Sequence[Member]

    def __post_init__(self) -> None:
        self.content: dict[str, Any] = self.document.content["datacontent"]
        size = 1
        for members in self._dimensions():
            size *= len(members)
        if size > KEYS:
            raise Refused("keys")
        built = Counter("".join(m.code for m in t) for t in product(*self._dimensions()))
        self.known = set(built)
        self.shared = {key for key, times in built.items() if times > 1}
        """keys that more than one crossing makes: whose value it is cannot be told"""

    def _dimensions(self) -> tuple[Sequence[Member], ...]:
        return self.vervar, self.var, self.turvar, self.tahun, self.turtahun

    def _columns(self, var: Member) -> Iterator[tuple[Member, Member, Member]]:
        """Crossings of the other dimensions that hold a value for any area."""
        for turvar, tahun, turtahun in product(self.turvar, self.tahun, self.turtahun):
            rest = "".join(m.code for m in (var, turvar, tahun, turtahun))
            if any(v.code + rest in self.content for v in self.vervar):
                yield turvar, tahun, turtahun

    def table(self, var: Member) -> Table:
        lines = tuple(Line(i, m.label, m.code) for i, m in enumerate(self.vervar, start=1))
        title, printed = parted(var.label)
        unit = stripped(str(var.entry.get("unit") or ""))
        unit = printed if plain(unit) in UNSAID else unit
        columns = list(enumerate(self._columns(var), start=1))
        cells: dict[tuple[int, int], Cell] = {}
        findings: list[Finding] = []
        for line, area in zip(lines, self.vervar, strict=True):
            for column, members in columns:
                key = "".join(m.code for m in (area, var, *members))
                place = Place(self.file, SHEET, line.row, column, key)
                cells[line.row, column], wrong = self._cell(place)
                findings += wrong
        periods = tuple(dict.fromkeys(tahun.label for _, (_, tahun, _) in columns))
        return Table(
            self.file, SHEET, READER, title_id=title, unit=unit, periods=periods,
            heads=tuple(_head(c, *members, unit) for c, members in columns), lines=lines,
            cells=cells, notes=sentences(str(var.entry.get("note") or "")),
            source=f"{ATTRIBUTION}, WebAPI, var {var.code}", findings=tuple(findings),
            titles=(var.label,),
        )  # fmt: skip

    def _cell(self, place: Place) -> tuple[Cell, list[Finding]]:
        value = self.content.get(place.key)
        if place.key in self.shared or place.key in self.document.twice:
            cell = Cell(place.row, place.column, str(value)[:80], None, UNCLEAR)
            return cell, [place.finding(
                "K24", "jawaban memberi lebih dari satu nilai untuk kunci ini; tidak dibaca",
                "the answer gives more than one value for this key; it was not taken",
                "unduh ulang satu tahun atau satu variabel saja",
                "download it again for one year or one variable only", str(value),
            )]  # fmt: skip
        raw = json_raw(value)
        if raw is None and value is not None:
            raw = Raw(str(value)[:80])
        return understood(place, raw)

    def unused(self) -> list[Finding]:
        """Values whose key no crossing of the dimensions makes."""
        left = [key for key in self.content if key not in self.known]
        if not left:
            return []
        return [Finding(
            "berkas:kunci", "P",
            f"{len(left)} nilai tidak cocok dengan dimensi mana pun dan tidak dibaca, misalnya "
            f"{left[0][:40]}",
            f"{len(left)} values fit no dimension and were not taken, for instance {left[0][:40]}",
            "unduh ulang jawabannya secara utuh", "download the whole answer again",
            file=self.file, sheet=SHEET, found=left[0][:40],
        )]  # fmt: skip


def _head(column: int, turvar: Member, tahun: Member, turtahun: Member, unit: str) -> Head:
    words = tuple(m.label for m in (turvar, turtahun) if plain(m.label) not in UNSAID)
    return Head(column, words, unit=unit, period=tahun.label)
