"""Boundaries nest, share edges, and an official replacement is refused when it is unfit."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import Point, shape

from atlas.__main__ import main
from atlas.boundary import GRID, problems
from atlas.model import WATER
from atlas.shape import Boundary, read_boundary, stripes

ROOT = Path(__file__).resolve().parent.parent
COUNTS = {"kelurahan": 151, "kecamatan": 21, "kabkota": 34}


@pytest.fixture(scope="module")
def boundaries() -> dict[str, Boundary]:
    return {level: read_boundary(ROOT / "geo" / f"{level}.json") for level in COUNTS}


def polygons(boundary: Boundary) -> dict[str, shapely.Geometry]:
    return {f["id"]: shape(f["geometry"]) for f in boundary.geojson()["features"]}


@pytest.mark.parametrize("level", COUNTS)
def test_all_areas_are_there_valid_without_gaps_or_overlaps(
    boundaries: dict[str, Boundary], level: str
) -> None:
    shapes = polygons(boundaries[level])
    assert len(shapes) == COUNTS[level]
    assert all(s.is_valid for s in shapes.values())
    frame = gpd.GeoDataFrame(
        {"area_code": list(shapes)}, geometry=list(shapes.values()), crs="EPSG:4326"
    )
    assert problems(frame, set(shapes), {}) == []


def test_kelurahan_nest_exactly_in_their_kecamatan(boundaries: dict[str, Boundary]) -> None:
    kelurahan = polygons(boundaries["kelurahan"])
    for code, outline in polygons(boundaries["kecamatan"]).items():
        parts = shapely.union_all([s for c, s in kelurahan.items() if c[:7] == code])
        assert parts.symmetric_difference(outline).area < GRID**2


def test_danau_toba_is_water_and_no_area_with_figures(boundaries: dict[str, Boundary]) -> None:
    areas = (ROOT / "data" / "areas.csv").read_text(encoding="utf-8")
    assert WATER in boundaries["kabkota"].outlines
    assert f"\n{WATER}," not in areas


def test_neighbours_share_a_border(boundaries: dict[str, Boundary]) -> None:
    shapes = polygons(boundaries["kecamatan"])
    for code in shapes:
        for other in boundaries["kecamatan"].neighbours(code):
            assert shapes[code].intersection(shapes[other]).length > 0
    assert boundaries["kecamatan"].neighbours("1275210") == {"1275190", "1275200"}


def test_label_points_lie_inside(boundaries: dict[str, Boundary]) -> None:
    for boundary in boundaries.values():
        shapes = polygons(boundary)
        assert all(shapes[c].contains(Point(o.point)) for c, o in boundary.outlines.items())


def test_every_file_names_source_date_licence_and_tolerance() -> None:
    for level in COUNTS:
        meta = json.loads((ROOT / "geo" / f"{level}.json").read_text())["atlas"]
        assert all(meta[k] for k in ("source", "date", "licence", "tolerance_m", "crs"))


def test_stripes_stay_inside_their_area(boundaries: dict[str, Boundary]) -> None:
    outline = boundaries["kecamatan"].outlines["1275190"]
    area = polygons(boundaries["kecamatan"])["1275190"].buffer(GRID * 2)
    segments = stripes(outline, 45, 0.004)
    assert len(segments) > 10
    assert all(area.contains(shapely.LineString(s)) for s in segments)


def official(boundaries: dict[str, Boundary]) -> gpd.GeoDataFrame:
    shapes = polygons(boundaries["kabkota"])
    return gpd.GeoDataFrame({"kode": list(shapes)}, geometry=list(shapes.values()), crs="EPSG:4326")


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "shp"])
def test_an_official_file_replaces_the_boundary(
    boundaries: dict[str, Boundary], tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"resmi.{suffix}"
    official(boundaries).to_file(path)
    arguments = ["boundary", "--from", str(path), "--geo", str(tmp_path), "--date", "2026-01-31",
                 "--source", "BIG", "--licence", "terbuka"]  # fmt: skip
    assert main(arguments) == 0
    written = read_boundary(tmp_path / "kabkota.json")
    assert len(written.outlines) == 34
    assert written.meta["source"] == "BIG"


@pytest.mark.parametrize("harm", ["lacks", "twice", "overlaps", "gap", "unknown", "no code"])
def test_an_unfit_file_is_refused_and_the_areas_are_named(
    boundaries: dict[str, Boundary], tmp_path: Path, harm: str, capsys: pytest.CaptureFixture[str]
) -> None:
    frame = official(boundaries)
    medan = frame.index[frame["kode"] == "1275"][0]
    binjai = frame.index[frame["kode"] == "1276"][0]
    word = {"lacks": "missing: 1275", "twice": "twice: 1275", "overlaps": "overlap", "gap": "gap",
            "unknown": "unknown: 9901", "no code": "area_code"}[harm]  # fmt: skip
    if harm == "lacks":
        frame = frame.drop(medan)
    elif harm == "twice":
        frame = gpd.GeoDataFrame(
            {"kode": [*frame["kode"], "1275"]}, geometry=[*frame.geometry, frame.geometry[medan]],
            crs=frame.crs,
        )  # fmt: skip
    elif harm == "overlaps":
        frame.loc[binjai, "geometry"] = frame.geometry[binjai].buffer(0.01)
    elif harm == "gap":
        frame.loc[binjai, "geometry"] = frame.geometry[binjai].buffer(-0.01)
    elif harm == "unknown":
        frame.loc[medan, "kode"] = "9901"
    else:
        frame = frame.rename(columns={"kode": "nama"})
    path = tmp_path / "resmi.geojson"
    frame.to_file(path)
    assert (
        main(["boundary", "--from", str(path), "--geo", str(tmp_path), "--date", "2026-01-31"]) == 1
    )
    said = capsys.readouterr().err
    assert word in said
    assert "Kota Medan" in said or "Kota Binjai" in said or harm == "no code"
    assert not (tmp_path / "kabkota.json").exists()


def test_a_file_that_is_no_boundary_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.geojson"
    path.write_text("bukan peta")
    assert main(["--lang", "en", "boundary", "--from", str(path), "--geo", str(tmp_path)]) == 1
    assert "not a readable boundary file" in capsys.readouterr().err
