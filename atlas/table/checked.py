"""What a mapping file must be: its keys, their kinds, the codes it may name, nothing said twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from atlas.model import AREA_LEVELS
from atlas.table.meaning import LINES, Column, Said
from atlas.table.period import KINDS

READERS = ("publikasi", "situs", "webapi", "simdasi", "ckan")
PERIODS = ("judul", "kepala", "baris")
TEXTS = ("number", "office", "office_en", "level", "lines", "period", "kind", "area", "total",
         "source")  # fmt: skip
LISTS = ("readers", "title", "titles", "only")
TABLES = ("column", "skip", "line", "skip_line")
BRINGS = {"indicator": ("indicators", "indicator"), "unit": ("units", "unit"),
          "new_series": ("series", "series"), "dimension": ("dimensions", "member"),
          "partition": ("partitions", "indicator")}  # fmt: skip
"""Tables of a mapping that go into codelists: the codelist and its key."""
KEYS = {*TEXTS, *LISTS, *TABLES, *BRINGS, "lag", "series"}
MEANING = {"indicator", "dim", "unit", "scale", "series", "kind"}
COLUMN = MEANING | {"head", "optional"}
UNFILLED = ("belum diisi", "is not filled in")


@dataclass
class Problems:
    """Everything wrong with one file, in both languages."""

    file: str
    texts_id: list[str] = field(default_factory=list)
    texts_en: list[str] = field(default_factory=list)

    def add(self, key: str, what_id: str, what_en: str) -> None:
        self.texts_id.append(f"{self.file}: {key} {what_id}")
        self.texts_en.append(f"{self.file}: {key} {what_en}")


@dataclass(frozen=True)
class Codes:
    """The codes a mapping may name, and the columns of the codelists it may add to."""

    known: dict[str, set[str]]
    columns: dict[str, list[str]]
    areas: frozenset[str]

    def with_rows(self, rows: dict[str, tuple[dict[str, str], ...]]) -> Codes:
        keys = dict(BRINGS.values())
        known = {
            name: codes | {r.get(keys[name], "") for r in rows.get(name, ())}
            for name, codes in self.known.items()
        }
        return Codes(known, self.columns, self.areas)


def shaped(content: dict[str, Any], said: Problems) -> bool:
    """Known keys with values of the right type, before anything else looks at them."""
    before = len(said.texts_id)
    for key, value in content.items():
        if key not in KEYS:
            said.add(key, "tidak dikenal", "is not known")
        elif key in TEXTS and not isinstance(value, str):
            said.add(key, "harus teks", "must be text")
        elif key in LISTS and not is_texts(value):
            said.add(key, "harus daftar teks", "must be a list of texts")
        elif key == "lag" and not isinstance(value, int):
            said.add(key, "harus bilangan tahun", "must be a number of years")
        elif key in (*TABLES, *BRINGS) and not _rows(value):
            said.add(key, f"harus ditulis [[{key}]]", f"must be written [[{key}]]")
        elif key == "series" and not _series(value):
            said.add(key, "harus teks, atau seri per edisi", "must be text, or a series by edition")
    for table, keys in (("column", COLUMN), ("skip", {"head", "reason"}),
                        ("line", MEANING | {"label"}), ("skip_line", {"label", "reason"})):  # fmt: skip
        rows = content.get(table, ())
        for number, row in enumerate(rows if _rows(rows) else (), start=1):
            for key in sorted(row.keys() - keys):
                said.add(f"{table}[{number}].{key}", "tidak dikenal", "is not known")
            for key in sorted(row.keys() & (MEANING - {"scale"} | {"reason"})):
                if not isinstance(row[key], str):
                    said.add(f"{table}[{number}].{key}", "harus teks", "must be text")
    return len(said.texts_id) == before


def is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value)


def _rows(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(v, dict) for v in value)


def _series(value: object) -> bool:
    return isinstance(value, str) or (
        isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    )


def check_values(content: dict[str, Any], codes: Codes, said: Problems) -> None:
    """What a mapping says once about its whole table."""
    series = content.get("series", "")
    for key, values, allowed in (
        ("readers", content.get("readers", ()), READERS),
        ("level", [content.get("level", "kecamatan")], AREA_LEVELS),
        ("lines", [content.get("lines", "wilayah")], LINES),
        ("period", [content.get("period", "judul")], PERIODS),
        ("kind", [content.get("kind", "year")], KINDS),
        ("only", content.get("only", ()), codes.areas),
        ("area", given(content.get("area")), codes.areas),
        ("total", given(content.get("total")), codes.areas),
        ("series", given(*(series.values() if isinstance(series, dict) else [series])),
         codes.known["series"]),
    ):  # fmt: skip
        for value in values:
            if value not in allowed:
                said.add(key, f"= {value!r} tidak dikenal", f"= {value!r} is not known")
    for key in ("office", "office_en"):
        if not content.get(key):
            said.add(key, *UNFILLED)
    if bool(content.get("title")) == bool(content.get("titles")):
        said.add("title", "atau titles: isi salah satunya", "or titles: give one of them")
    for key in ("title", "titles"):
        if "" in content.get(key, ()):
            said.add(key, *UNFILLED)
    if content.get("title") and not content.get("number"):
        said.add("number", *UNFILLED)
    if content.get("lines", "wilayah") != "wilayah" and not content.get("area"):
        said.add("area", *UNFILLED)
    if not content.get("column"):
        said.add("column", *UNFILLED)
    if (content.get("lines") == "uraian") != bool(content.get("line")):
        said.add("line", 'perlu bila dan hanya bila lines = "uraian"',
                 'is needed when, and only when, lines = "uraian"')  # fmt: skip


def given(*values: str | None) -> list[str]:
    return [value for value in values if value]


def check_once(columns: Sequence[Column], lines: Sequence[Said], said: Problems) -> None:
    """No header means two things, and no two headers mean the same."""
    heads = [head for column in columns for head in column.heads]
    labels = [label for line in lines for label in line.labels]
    for name, words in (("head", heads), ("label", labels)):
        for twice in _twice(words):
            said.add(name, f"{twice!r} ditulis dua kali", f"{twice!r} is written twice")
    meanings = [c.meaning for c in columns] + [line.meaning for line in lines]
    known = [(m.indicator, m.dim, m.series) for m in meanings if m.indicator]
    for twice in _twice(known):
        said.add("column", f"dua kolom atau baris untuk {' '.join(twice).strip()}",
                 f"two columns or lines for {' '.join(twice).strip()}")  # fmt: skip


def _twice(values: Iterable[Any]) -> list[Any]:
    seen: list[Any] = []
    return [v for v in values if v in seen or seen.append(v)]  # type: ignore[func-returns-value]
