"""Which area a printed label or code means: by exact spelling or exact code, never by likeness."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from atlas.model import CITY, NATION, PROVINCE
from atlas.table.model import System
from atlas.table.text import clean

Why = Literal["nama", "jumlah", "kode", "tak_dikenal", "bertentangan", "ganda", "rangkap", "luar"]
"""How a match was found (by name, as the total, by code), or why there is none: unknown spelling,
name and code contradict each other, several areas of that name, an area that another line has, an area outside
the atlas."""

WHOLE = {"kecamatan": CITY, "kabkota": PROVINCE, "provinsi": NATION}
"""What "Jumlah" means in a table by areas of a level."""
AROUND = {"kecamatan": {CITY}, "kabkota": {PROVINCE, NATION}, "provinsi": {NATION}}
"""Areas that stand in such a table under their own names, as wholes."""
TOTAL = frozenset({"jumlah", "total"})
ENGLISH = {"medan municipality": CITY}
"""Names of areas in the English of publications, beside those of areas.csv."""
ORDINAL = re.compile(r"^(?:\(?\d{1,3}\s*[.)]\s*|\d{1,3}\s+)(?=\D)")
CODED = re.compile(r"^(\d{7}|\d{10}|\d{2}(?:\.\d{2}){1,2}(?:\.\d{4})?)\.?\s+(?=\D)")


@dataclass(frozen=True, slots=True)
class Match:
    """The area a label means; `area_code` is "" for none, and `other` then the area that its code
    means."""

    area_code: str
    why: Why
    other: str = ""


class Areas:
    """The areas of the atlas and every spelling of them that was seen in print."""

    def __init__(
        self, areas_rows: Iterable[Mapping[str, str]], alias_rows: Iterable[Mapping[str, str]]
    ) -> None:
        self.areas = {row["area_code"]: dict(row) for row in areas_rows}
        self._names: dict[tuple[str, str], set[str]] = defaultdict(set)
        for code, area in self.areas.items():
            self._add(area["name_id"], code)
            self._add(area["name_en"], code)
        for name, code in ENGLISH.items():
            self._add(name, code)
        for row in alias_rows:
            self._add(row["alias"], row["area_code"])
        self._kemendagri = {
            area["code_kemendagri"].replace(".", ""): code for code, area in self.areas.items()
        }

    def _add(self, name: str, code: str) -> None:
        if code in self.areas and not _total(spelled(name)):
            self._names[self.areas[code]["level"], spelled(name)].add(code)

    def match(
        self, label: str, level: str, system: System = "bps", code: str = "", parent: str = ""
    ) -> Match:
        """The area of a line in a table by areas of a level. A line for the whole (the city in a
        table by kecamatan) matches too; `parent` narrows kelurahan to those of one kecamatan."""
        printed, name = _parted(label)
        code = code or printed
        found = self._named(name, level, parent)
        if len(found) > 1:
            coded = self.by_code(code, system)
            return Match(coded, "nama") if coded in found else Match("", "ganda")
        by_name = next(iter(found), "")
        if not _is_code(code) and (name or not code):
            why: Why = "jumlah" if _total(name) else "nama"
            return Match(by_name, why) if by_name else Match("", "tak_dikenal")
        return self._both(name, by_name, self.by_code(code, system), code)

    def _both(self, name: str, by_name: str, by_code: str, code: str) -> Match:
        """A label with a code: both must mean the same area."""
        if by_name and by_code == by_name:
            return Match(by_name, "nama")
        if by_name:
            return Match("", "bertentangan", by_code)
        if not by_code and not code.startswith(PROVINCE):
            return Match("", "luar")
        return Match(by_code, "kode") if not name and by_code else Match("", "tak_dikenal", by_code)

    def _named(self, name: str, level: str, parent: str) -> set[str]:
        """Areas a name may mean: those of the level first, then the whole they are parts of."""
        whole = parent or WHOLE.get(level, "")
        if _total(name):
            return {whole} if whole in self.areas else set()
        found = {c for c in self._names[level, name] if self._inside(c, parent)}
        if not found:
            around = AROUND.get(level, {CITY, parent} if parent else self._kecamatan())
            found = {c for c in around if self._called(c, name)}
        if found or not (parts := _languages(name)):
            return found
        said = [self._named(part, level, parent) for part in parts if not _total(part)]
        return said[0] if all(one == said[0] for one in said) else set()

    def _called(self, code: str, name: str) -> bool:
        return code in self.areas and code in self._names[self.areas[code]["level"], name]

    def _kecamatan(self) -> set[str]:
        """What stands in a table by kelurahan of the whole city as a whole."""
        return {CITY, *self.children(CITY)}

    def _inside(self, code: str, parent: str) -> bool:
        return not parent or self.areas[code]["parent_code"] == parent

    def by_code(self, code: str, system: System = "bps") -> str:
        """The area of a code as a file writes it: with dots or not, filled up with zeros or not;
        "" when the system has no such area here."""
        digits = re.sub(r"\D", "", code)
        if system == "kemendagri" or "." in code:
            return self._kemendagri.get(digits, "") if digits else ""
        if digits in ("9999", "0000", "0000000", "9999999"):
            return NATION
        for filled, kept in ((10, 7), (7, 4), (4, 2)):
            if len(digits) == filled and not digits[kept:].strip("0"):
                digits = digits[:kept]
        return digits if digits in self.areas else ""

    def names(self, code: str) -> str:
        """Name and code of an area, as a finding says it."""
        return f"{self.areas[code]['name_id']} ({code})" if code in self.areas else code

    def near(self, label: str, level: str) -> str:
        """A known spelling that looks like a label, for the remedy of a finding; "" for none."""
        known = {n: min(codes) for (lv, n), codes in self._names.items() if lv == level and codes}
        close = difflib.get_close_matches(_parted(label)[1], known, n=1, cutoff=0.75)
        return self.areas[known[close[0]]]["name_id"] if close else ""

    def children(self, code: str) -> list[str]:
        """Codes of the areas directly inside one, sorted."""
        return sorted(c for c, area in self.areas.items() if area["parent_code"] == code)


def spelled(label: str) -> str:
    """A label for comparison: spaces and dashes alike, case away, "Kab." written out."""
    return re.sub(r"^kab\.? (?=\S)", "kabupaten ", clean(label).casefold())


def _parted(label: str) -> tuple[str, str]:
    """A code or nothing, and the name, without an ordinal: "010 Medan Tuntungan"."""
    text = clean(label)
    found = CODED.match(text)
    code = found[1] if found else ""
    return code, spelled(ORDINAL.sub("", text[found.end() :] if found else text))


def _languages(name: str) -> list[str]:
    """Parts of a label that stands in two languages: "kota medan/medan municipality"."""
    parts = [part.strip() for part in name.split("/")]
    return parts if len(parts) > 1 else []


def _total(name: str) -> bool:
    return name in TOTAL or (bool(_languages(name)) and all(p in TOTAL for p in _languages(name)))


def _is_code(code: str) -> bool:
    """Whether a file's code names an area in some system, and is no running number of its own."""
    return len(re.sub(r"\D", "", code)) in (4, 6, 7, 10)
