"""Figures by their data, files by their rows: what is drawn is what the view says."""

from __future__ import annotations

import csv
import io
import math
from xml.etree import ElementTree

import pytest

from atlas import colour, figure, query, svg
from atlas.choice import Choice, resolve
from atlas.model import WATER, Lang
from atlas.paint import BIGGEST, kelurahan_features, radius
from atlas.query import Catalogue
from atlas.sheet import csv_text
from atlas.store import Cursor, Release
from atlas.view import View, area_view, line_view


@pytest.fixture
def view(release: Release, cursor: Cursor, catalogue: Catalogue):  # type: ignore[no-untyped-def]
    def show(choice: Choice, lang: Lang = "id") -> View:
        resolved = resolve(choice, query.coverage(cursor, choice.indicator), catalogue, [])
        kind = line_view if resolved.choice.level == "kota" else area_view
        return kind(release, cursor, catalogue, resolved, lang)

    return show


def test_a_filled_map_has_the_class_colour_of_every_area(view, release: Release) -> None:  # type: ignore[no-untyped-def]
    found = view(Choice("tpt", "kabkota", "2024"))
    drawn = figure.area_map(found, release.boundary("kabkota"), "", "light")
    water, fill = drawn.data[:2]
    assert list(water.locations) == [WATER]
    for code, z in zip(fill.locations, fill.z, strict=True):
        step = next(c for at, c in fill.colorscale if at * fill.zmax >= z)
        assert step == found.classes[found.cell[code].klass].colour


def test_circles_have_areas_in_proportion_to_values(view, release: Release) -> None:  # type: ignore[no-untyped-def]
    found = view(Choice("jumlah_penduduk", "kecamatan"))
    circles = figure.area_map(found, release.boundary("kecamatan"), "", "light").data[-1]
    sizes = dict(zip(circles.customdata, circles.marker.size, strict=True))
    big, small = found.cell["1275180"], found.cell["1275090"]
    ratio = (sizes[big.area_code] / sizes[small.area_code]) ** 2
    assert math.isclose(ratio, big.value / small.value, rel_tol=1e-9)
    assert radius(4, 4, "kecamatan") == BIGGEST["kecamatan"]


def test_states_without_a_value_are_striped_and_the_selected_area_outlined(
    view, release: Release
) -> None:  # type: ignore[no-untyped-def]
    found = view(Choice("kepadatan_penduduk", "kecamatan"))
    plain = figure.area_map(found, release.boundary("kecamatan"), "", "light")
    chosen = figure.area_map(found, release.boundary("kecamatan"), "1275040", "light")
    assert [t.mode for t in plain.data[1:]] == ["lines"]
    assert chosen.data[-1].line.color == colour.SELECTED["light"]


def test_hover_says_full_sentences(view, release: Release) -> None:  # type: ignore[no-untyped-def]
    found = view(Choice("tpt", "kabkota", "2024"))
    fill = figure.area_map(found, release.boundary("kabkota"), "", "light").data[1]
    text = fill.text[list(fill.locations).index("1275")].replace("<br>", " ")
    assert text == "Kota Medan: 8,13 persen (2024), tertinggi dari 33 kabupaten/kota."


def test_no_figure_names_another_host(view, release: Release) -> None:  # type: ignore[no-untyped-def]
    for choice in (Choice("tpt", "kabkota"), Choice("jumlah_penduduk", "kecamatan")):
        text = figure.area_map(
            view(choice), release.boundary(view(choice).level), "", "dark"
        ).to_json()
        assert "http" not in text
    deck = figure.kelurahan_deck(view(Choice("pemilih_tetap", "kelurahan")), "/x", "", "light")
    assert "http" not in deck.to_json()


def test_kelurahan_carry_colour_circle_and_sentence(view, release: Release) -> None:  # type: ignore[no-untyped-def]
    found = view(Choice("pemilih_tetap", "kelurahan"))
    content = kelurahan_features(found, release.boundary("kelurahan"), "light")
    areas = [f for f in content["features"] if f["geometry"]["type"] == "MultiPolygon"]
    circles = [f for f in content["features"] if f["geometry"]["type"] == "Point"]
    assert (len(areas), len(circles)) == (151, 151)
    assert areas[0]["properties"]["sentence"].startswith("Baru Ladang Bambu, Medan Tuntungan:")


def test_bars_are_ranked_and_the_city_is_a_line(view) -> None:  # type: ignore[no-untyped-def]
    found = view(Choice("kepadatan_penduduk", "kecamatan"))
    drawn = figure.ranked_bars(found, "", "light")
    values = list(drawn.data[0].x)
    assert values == sorted(values)
    assert drawn.layout.shapes[0].x0 == found.reference.value


def test_lines_break_where_a_year_is_missing(view) -> None:  # type: ignore[no-untyped-def]
    drawn = figure.time_lines(view(Choice("tpt", "kota")), "", "light")
    medan = next(trace for trace in drawn.data if trace.name == "Kota Medan")
    years = [x[:4] if x else None for x in medan.x]
    assert years[years.index("2015") + 1] is None
    assert "2016" not in years
    assert medan.connectgaps is False


def test_a_new_series_is_a_new_line_with_a_mark(view) -> None:  # type: ignore[no-untyped-def]
    drawn = figure.time_lines(view(Choice("ipm", "kota")), "", "light")
    names = [t.name for t in drawn.data if t.name.startswith("Kota Medan")]
    assert len(names) == 3
    assert len(drawn.layout.shapes) == 2


def test_the_svg_map_is_well_formed_and_names_every_area(view, release: Release) -> None:  # type: ignore[no-untyped-def]
    found = view(Choice("pemilih_tetap", "kecamatan"))
    links = {c.area_code: f"/indikator?a=1&area={c.area_code}" for c in found.cells}
    root = ElementTree.fromstring(svg.area_map(found, release.boundary("kecamatan"), links))
    titles = [e.text for e in root.iter("{http://www.w3.org/2000/svg}title")]
    assert len(titles) == 21
    assert root.get("role") == "group"
    assert "Peta kecamatan Kota Medan" in str(root.get("aria-label"))


@pytest.mark.parametrize(
    ("form", "separator", "number"), [("id", ";", "8,13"), ("en", ",", "8.13")]
)
def test_a_file_has_every_area_and_keeps_what_travels_along(
    view, form: str, separator: str, number: str
) -> None:  # type: ignore[no-untyped-def]
    text = csv_text(view(Choice("tpt", "kabkota", "2024")), form)
    assert text.startswith(b"\xef\xbb\xbf") is (form == "id")
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig")), delimiter=separator))
    assert len(rows) == 33
    medan = next(r for r in rows if r["area_code"] == "1275")
    assert medan["value"] == number
    assert all(medan[k] for k in ("unit", "period", "source_id", "release", "indicator"))


def test_a_file_cannot_start_a_formula(view) -> None:  # type: ignore[no-untyped-def]
    import dataclasses

    found = view(Choice("tpt", "kabkota", "2024"))
    evil = dataclasses.replace(found.cells[0], note="=HYPERLINK(1)")
    text = csv_text(dataclasses.replace(found, cells=(evil,)), "en").decode()
    assert "'=HYPERLINK" in text


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_every_indicator_can_be_drawn_in_every_way(
    release: Release, cursor: Cursor, catalogue: Catalogue, every: int
) -> None:
    for code in list(catalogue.indicators)[::every]:
        resolved = resolve(Choice(code), query.coverage(cursor, code), catalogue, [])
        lines = line_view(release, cursor, catalogue, resolved, "id")
        drawn = figure.time_lines(lines, "", "dark").data if lines.lines else ()
        periods = {p.period for line in lines.lines for p in line.points if p.value is not None}
        city = any(line.area_code == "1275" for line in lines.lines)
        assert (
            len(periods) < 2 or not city or any(trace.mode == "lines+markers" for trace in drawn)
        ), code
        if resolved.choice.level == "kota":
            continue
        found = area_view(release, cursor, catalogue, resolved, "id")
        figure.ranked_bars(found, "1275", "light")
        boundary = release.boundary(found.level)
        if found.form != "tabel":
            assert figure.area_map(found, boundary, next(iter(found.cell)), "dark").data
            assert svg.area_map(found, boundary).startswith("<svg")
