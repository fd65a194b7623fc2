"""Mappings as files: data/mapping/*.toml, each key checked before it is believed."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

from atlas.model import AtlasError
from atlas.table.brought import additions, disagreements
from atlas.table.checked import (
    BRINGS,
    UNFILLED,
    Codes,
    Problems,
    check_once,
    check_values,
    given,
    is_texts,
    shaped,
)
from atlas.table.meaning import Column, Mapping, Meaning, Said
from atlas.table.period import KINDS


def load(folder: Path) -> list[Mapping]:
    """The mappings of a folder by name. AtlasError that names every wrong file and key at once."""
    codes = _codes(folder.parent)
    found: list[Mapping] = []
    problems: list[Problems] = []
    for path in sorted(folder.glob("*.toml")):
        said = Problems(path.name)
        mapping = _mapping(path, codes, said)
        if said.texts_id:
            problems.append(said)
        elif mapping is not None:
            found.append(mapping)
    problems += disagreements(found)
    if problems:
        raise AtlasError(
            "Pemetaan tabel salah, perbaiki dahulu:\n"
            + "\n".join(text for p in problems for text in p.texts_id),
            "Table mappings are wrong, mend them first:\n"
            + "\n".join(text for p in problems for text in p.texts_en),
        )
    return found


def _codes(data: Path) -> Codes:
    known, columns = {}, {}
    for name, key in (*BRINGS.values(), ("topics", "topic"), ("chapters", "chapter")):
        names, rows = _codelist(data / f"{name}.csv")
        columns[name] = names
        known[name] = {row[key] for row in rows}
    areas = frozenset(r["area_code"] for r in _codelist(data / "areas.csv")[1])
    return Codes(known, columns, areas)


def _codelist(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            return list(reader.fieldnames or ()), list(reader)
    except OSError as error:
        raise AtlasError(
            f"{path.name}: daftar kode tidak terbaca, padahal pemetaan tabel memerlukannya.",
            f"{path.name}: the codelist cannot be read, and table mappings need it.",
        ) from error


def _mapping(path: Path, codes: Codes, said: Problems) -> Mapping | None:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        said.add("berkas", f"bukan TOML yang terbaca ({error})", f"is no readable TOML ({error})")
        return None
    if not shaped(content, said):
        return None
    brought = additions(content, codes, said)
    own = codes.with_rows(brought)
    check_values(content, own, said)
    kind = content.get("kind", "year")
    base = Meaning(kind=kind)
    columns = [
        _column(c, f"column[{i}]", base, own, said, content)
        for i, c in enumerate(content.get("column", ()), start=1)
    ]
    columns += [
        Column(
            _heads(c.get("head"), f"skip[{i}]", said),
            skip=_reason(c, f"skip[{i}]", said),
            optional=True,
        )
        for i, c in enumerate(content.get("skip", ()), start=1)
    ]
    lines = [
        Said(_labels(c, f"line[{i}]", said), _meaning(c, f"line[{i}]", base, own, said))
        for i, c in enumerate(content.get("line", ()), start=1)
    ]
    lines += [
        Said(_labels(c, f"skip_line[{i}]", said), skip=_reason(c, f"skip_line[{i}]", said))
        for i, c in enumerate(content.get("skip_line", ()), start=1)
    ]
    check_once(columns, lines, said)
    series = content.get("series", "")
    return Mapping(
        name=path.stem, readers=tuple(content.get("readers", ("publikasi",))),
        table_no=content.get("number", ""), title_words=tuple(content.get("title", ())),
        titles=tuple(content.get("titles", ())), office=content.get("office", ""),
        office_en=content.get("office_en", ""), level=content.get("level", "kecamatan"),
        lines=content.get("lines", "wilayah"), period=content.get("period", "judul"), kind=kind,
        lag=content.get("lag", 1), columns=tuple(columns), said=tuple(lines),
        area=content.get("area", ""), total=content.get("total", ""),
        only=tuple(content.get("only", ())), source=content.get("source", ""),
        series=series if isinstance(series, dict) else {"": series}, additions=brought,
    )  # fmt: skip


def _column(
    row: dict[str, Any], key: str, base: Meaning, codes: Codes, said: Problems,
    content: dict[str, Any],
) -> Column:  # fmt: skip
    heads = _heads(row.get("head"), key, said)
    optional = row.get("optional", False)
    if not isinstance(optional, bool):
        said.add(f"{key}.optional", "harus true atau false", "must be true or false")
    if content.get("lines") == "uraian":
        if row.get("indicator"):
            said.add(f"{key}.indicator", "ditulis pada [[line]]", "belongs to [[line]]")
        return Column(heads, base, optional=bool(optional))
    return Column(heads, _meaning(row, key, base, codes, said), optional=bool(optional))


def _heads(value: Any, key: str, said: Problems) -> tuple[tuple[str, ...], ...]:
    """Header words, or a list of spellings of them."""
    if is_texts(value):
        return (tuple(value),)
    if isinstance(value, list) and value and all(is_texts(v) for v in value):
        return tuple(tuple(v) for v in value)
    said.add(f"{key}.head", "harus daftar kata tajuk", "must be a list of header words")
    return ((),)


def _labels(row: dict[str, Any], key: str, said: Problems) -> tuple[str, ...]:
    value = row.get("label")
    if isinstance(value, str) and value:
        return (value,)
    if is_texts(value) and value:
        return tuple(value)
    said.add(f"{key}.label", *UNFILLED)
    return ()


def _reason(row: dict[str, Any], key: str, said: Problems) -> str:
    """Why something is passed over; never left out."""
    reason = str(row.get("reason", ""))
    if not reason:
        said.add(f"{key}.reason", *UNFILLED)
    return reason


def _meaning(row: dict[str, Any], key: str, base: Meaning, codes: Codes, said: Problems) -> Meaning:
    indicator, dim, series = row.get("indicator", ""), row.get("dim", ""), row.get("series", "")
    if not indicator:
        said.add(f"{key}.indicator", *UNFILLED)
    elif indicator not in codes.known["indicators"]:
        said.add(f"{key}.indicator", f"= {indicator!r} tidak dikenal; daftarkan di indicators.csv "
                 "atau dengan [[indicator]]", f"= {indicator!r} is not known; list it in "
                 "indicators.csv or with [[indicator]]")  # fmt: skip
    for member in given(*dim.split(";")):
        if member not in codes.known["dimensions"]:
            said.add(f"{key}.dim", f"= {member!r} tidak dikenal", f"= {member!r} is not known")
    if series and series not in codes.known["series"]:
        said.add(f"{key}.series", f"= {series!r} tidak dikenal", f"= {series!r} is not known")
    kind = row.get("kind", base.kind)
    if kind not in KINDS:
        said.add(f"{key}.kind", f"= {kind!r} tidak dikenal", f"= {kind!r} is not known")
    scale = row.get("scale", 0)
    if not isinstance(scale, int) or not -12 <= scale <= 12:
        said.add(f"{key}.scale", "harus pangkat sepuluh, -12 sampai 12",
                 "must be a power of ten, -12 to 12")  # fmt: skip
        scale = 0
    return Meaning(indicator, dim, row.get("unit", ""), scale, series, kind)
