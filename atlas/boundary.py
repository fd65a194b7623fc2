"""Boundaries at build time: vertices or an official file in, checked TopoJSON out.

Geometry is GeoPandas' and Shapely's, the topology the library topojson's. The grid is a
hundred-thousandth of a degree (about one metre), that of the vertices themselves, so that
quantizing moves nothing.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import MultiPolygon, Polygon
from topojson._types import Transform
from topojson.core.topology import Topology

from atlas.model import WATER, AtlasError

GRID = 1e-5
METRES_PER_DEGREE = 111_320
TOLERANCE = {"kelurahan": 15, "kecamatan": 15, "kabkota": 350}
VERTICES_META = {
    "source": "BPS, batas desa/kelurahan 2020; diterbitkan OCHA (COD-AB Indonesia)",
    "source_en": "BPS, village boundaries 2020; published by OCHA (COD-AB Indonesia)",
    "date": "2020-04-01",
    "licence": "CC BY 3.0 IGO",
    "note": "Peta statistik, bukan batas hukum. Statistical map, not a legal boundary.",
}
CODE_COLUMNS = ("area_code", "kode_bps", "kdepum", "iddesa", "idkec", "idkab", "adm4_pcode",
                "adm3_pcode", "adm2_pcode", "kode", "code")  # fmt: skip


def from_vertices(folder: Path, layer: str) -> gpd.GeoDataFrame:
    """The areas of a layer (`kelurahan` or `kabkota`) built from arcs.csv and rings.csv."""
    arcs: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for row in _rows(folder / "arcs.csv", layer):
        arcs[int(row["arc"])].append((float(row["lon"]), float(row["lat"])))
    rings: dict[tuple[str, int, int], list[tuple[float, float]]] = defaultdict(list)
    for row in _rows(folder / "rings.csv", layer):
        arc = arcs[int(row["arc"])]
        arc = arc[::-1] if row["reversed"] == "1" else arc
        ring = rings[row["area_code"], int(row["polygon"]), int(row["ring"])]
        ring.extend(arc[1:] if ring else arc)
    parts: dict[str, dict[int, list[list[tuple[float, float]]]]] = defaultdict(dict)
    for (code, polygon, _), points in sorted(rings.items()):
        parts[code].setdefault(polygon, []).append(points)
    codes = sorted(parts)
    shapes = [MultiPolygon([Polygon(g[0], g[1:]) for g in parts[c].values()]) for c in codes]
    return gpd.GeoDataFrame({"area_code": codes}, geometry=shapes, crs="EPSG:4326")


def _rows(path: Path, layer: str) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return [row for row in csv.DictReader(lines) if row["layer"] == layer]
    except (OSError, KeyError) as error:
        raise AtlasError(
            f"{path.name}: simpul batas tidak terbaca ({error}). Tunjuk foldernya: --vertices.",
            f"{path.name}: boundary vertices cannot be read ({error}). Name it: --vertices.",
        ) from error


def from_file(path: Path) -> gpd.GeoDataFrame:
    """The areas of an official file (GeoJSON, GeoPackage, Shapefile), on the atlas's grid.

    Any coordinate system is turned into WGS 84. AtlasError when the file cannot be read or
    has no column with BPS codes.
    """
    try:
        frame = gpd.read_file(path)
    except (OSError, RuntimeError, ValueError) as error:
        raise AtlasError(
            f"{path.name}: bukan berkas batas yang terbaca. Pakai GeoJSON, GeoPackage, atau SHP.",
            f"{path.name}: not a readable boundary file. Use GeoJSON, GeoPackage or Shapefile.",
        ) from error
    names = {str(c).lower(): c for c in frame.columns}
    column = next((names[c] for c in CODE_COLUMNS if c in names), None)
    if column is None or frame.crs is None:
        raise AtlasError(
            f"{path.name}: tidak ada kolom kode BPS atau sistem koordinat. "
            f"Beri kolom area_code dan tulis CRS.",
            f"{path.name}: no column of BPS codes or no coordinate system. "
            f"Add a column area_code and state the CRS.",
        )
    frame = frame.to_crs("EPSG:4326")
    codes = frame[column].astype(str).str.replace(r"\D", "", regex=True)
    shapes = shapely.set_precision(frame.geometry.values, GRID)
    return gpd.GeoDataFrame({"area_code": codes}, geometry=shapes, crs="EPSG:4326")


def problems(frame: gpd.GeoDataFrame, expected: set[str], names: dict[str, str]) -> list[str]:
    """What makes a set of areas unfit, naming the areas; empty when it is fit.

    Lacking and doubled areas, invalid rings, overlaps and gaps (holes between areas, and
    borders that should be one line but are two).
    """

    def named(codes: Any) -> str:
        return ", ".join(f"{c} {names.get(c, '?')}" for c in codes)

    codes = list(frame["area_code"])
    found = []
    if missing := sorted(expected - set(codes)):
        found.append(f"tidak ada / missing: {named(missing)}")
    if unknown := sorted(set(codes) - expected):
        found.append(f"tidak dikenal / unknown: {named(unknown)}")
    if twice := sorted({c for c in codes if codes.count(c) > 1}):
        found.append(f"dua kali / twice: {named(twice)}")
    shapes = frame.geometry.values
    if broken := [c for c, s in zip(codes, shapes, strict=True) if s is None or not s.is_valid]:
        found.append(f"garis tidak sah / invalid ring: {named(broken)}")
    if found:
        return found
    tree = shapely.STRtree(shapes)
    for a, b in zip(*tree.query(shapes, predicate="intersects"), strict=True):
        if a < b and shapes[a].intersection(shapes[b]).area > GRID**2:
            found.append(f"tumpang tindih / overlap: {named((codes[a], codes[b]))}")
    if found:
        return found
    for part in shapely.get_parts(shapely.union_all(shapes)):
        for hole in part.interiors:
            touching = [codes[i] for i in tree.query(Polygon(hole), predicate="intersects")]
            found.append(f"celah / gap: {named(touching)}")
    if not found and not shapely.coverage_is_valid(shapes):
        edges = shapely.coverage_invalid_edges(shapes)
        loose = [c for c, e in zip(codes, edges, strict=True) if not e.is_empty]
        found.append(f"garis batas tidak berimpit / borders do not match: {named(loose)}")
    return found


def dissolve(kelurahan: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The kecamatan as unions of their kelurahan (the first seven digits of the code)."""
    frame = kelurahan.assign(area_code=kelurahan["area_code"].str[:7])
    return frame.dissolve(by="area_code", method="coverage").reset_index()


def topology(frame: gpd.GeoDataFrame, level: str, meta: dict[str, Any]) -> dict[str, Any]:
    """TopoJSON of the areas: shared arcs, the metre grid, and `meta` inside under "atlas"."""
    frame = frame.sort_values("area_code", ignore_index=True)
    west, south = (float(round(v, 5)) for v in frame.total_bounds[:2])
    inside = frame.geometry.apply(lambda s: shapely.maximum_inscribed_circle(s, GRID * 20))
    points = [[round(c.coords[0][0], 5), round(c.coords[0][1], 5)] for c in inside]
    data = gpd.GeoDataFrame(
        {"area_code": frame["area_code"], "point": points}, geometry=frame.geometry.values
    )
    grid: Transform = {"scale": [GRID, GRID], "translate": [west, south]}
    result = Topology(data, prequantize=grid, shared_coords=False, object_name="areas").to_dict()
    for geometry in result["objects"]["areas"]["geometries"]:
        geometry.pop("id", None)
    tolerance = meta.get("tolerance_m", TOLERANCE[level])
    return {**result, "atlas": {"level": level, **meta, "tolerance_m": tolerance, "crs": "WGS 84"}}


def write_boundaries(
    frame: gpd.GeoDataFrame, level: str, meta: dict[str, Any], areas: Path, out: Path
) -> list[Path]:
    """Check the areas of `level` and write geo/{level}.json; kelurahan also give kecamatan.

    AtlasError with every problem, areas named, and nothing written, when they are unfit.
    """
    names = _area_names(areas)
    expected = {c for c in names if _level(c) == level} | ({WATER} if level == "kabkota" else set())
    if found := problems(frame, expected, names | {WATER: "Danau Toba"}):
        raise AtlasError(
            "Batas ditolak:\n- " + "\n- ".join(found), "Boundary refused:\n- " + "\n- ".join(found)
        )
    files = {level: frame}
    if level == "kelurahan":
        files["kecamatan"] = dissolve(frame)
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in files.items():
        text = json.dumps(topology(content, name, meta), separators=(",", ":"), ensure_ascii=False)
        draft = out / f".{name}.json"
        draft.write_text(text + "\n", encoding="utf-8")
        written.append(draft.replace(out / f"{name}.json"))
    return written


def _area_names(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["area_code"]: row["name_id"] for row in csv.DictReader(lines)}


def _level(area_code: str) -> str:
    return {4: "kabkota", 7: "kecamatan", 10: "kelurahan"}.get(len(area_code), "")


def level_of(frame: gpd.GeoDataFrame) -> str:
    """The level an official file is for, told by the length of its codes."""
    lengths = {_level(code) for code in frame["area_code"]} - {""}
    if lengths & {"kelurahan", "kabkota"} and len(lengths) == 1:
        return lengths.pop()
    raise AtlasError(
        "Kode tidak cocok: perlu kelurahan (10 angka) atau kabupaten/kota (4 angka).",
        "Codes do not fit: kelurahan (10 digits) or regencies and cities (4 digits) are needed.",
    )


def slug_date(text: str) -> str:
    """A date as YYYY-MM-DD; AtlasError when it is not one."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise AtlasError(f"Tanggal {text!r}: tulis YYYY-MM-DD.", f"Date {text!r}: use YYYY-MM-DD.")
    return text
