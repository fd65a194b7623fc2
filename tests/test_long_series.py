"""Every view of time on series that are long, as it will work when the city loads its tables. The
figures are invented (tests/long.py); what is planted in them must come out."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace

import pytest
from long import ALL, BY_CODE, CLUSTER, CONSTANT, FROM_NOTHING, HALF, KECAMATAN, expected

from atlas import colour, honest, plate, query
from atlas.choice import Choice, Notice, Resolved, resolve
from atlas.model import CITY
from atlas.number import format_value
from atlas.query import Catalogue
from atlas.store import Cursor, Release
from atlas.study import find, longrun
from atlas.study.change import change, first_period, last_period
from atlas.study.change import listed as changes
from atlas.study.longrun import Run
from atlas.study.multiples import listed, multiples
from atlas.svg import study as studies
from atlas.view import area_view, line_view


@pytest.fixture(scope="module")
def release(long_release: Release) -> Release:
    return long_release


@pytest.fixture(scope="module")
def catalogue(release: Release) -> Catalogue:
    return query.catalogue(release)


@pytest.fixture
def cursor(release: Release) -> Iterator[Cursor]:
    with release.cursor() as found:
        yield found


@pytest.fixture
def resolved(catalogue: Catalogue, cursor: Cursor):  # type: ignore[no-untyped-def]
    def make(code: str, **fields: str) -> Resolved:
        notices: list[Notice] = []
        choice = replace(Choice(code, "kecamatan"), **fields)
        return resolve(choice, query.coverage(cursor, code), catalogue, notices)

    return make


def run_of(release: Release, code: str, key: str = "") -> Run:
    return next(
        r for r in longrun.runs(release, "kecamatan") if r.code == code and key in ("", r.key)
    )


def test_the_invented_figures_say_that_they_are(catalogue: Catalogue, cursor: Cursor) -> None:
    for code in BY_CODE:
        assert catalogue.indicators[code].name("id").startswith("Uji karangan: ")
        assert {
            s.text("producer", "id") for s in query.sources(cursor, query.source_ids(cursor, code))
        } == {"Data karangan untuk uji"}


@pytest.mark.parametrize("code", list(BY_CODE))
def test_every_figure_is_published_as_it_was_written(release: Release, code: str) -> None:
    runs = [r for r in longrun.runs(release, "kecamatan") if r.code == code]
    seen = 0
    for run in runs:
        for period, table in longrun.rows(release, run).items():
            for area in KECAMATAN:
                value = table[area].value if area in table else None
                assert value == expected(code, area, period)
                seen += value is not None
    assert seen == sum(
        expected(code, a, p) is not None for a in KECAMATAN for p in BY_CODE[code].periods
    )


def test_the_slider_walks_over_one_series_and_one_half_of_the_year(resolved) -> None:  # type: ignore[no-untyped-def]
    assert [x.period for x in resolved("uji_naik").periods] == list(ALL)
    assert [x.period for x in resolved("uji_seri").periods] == ["2021", "2022", "2023", "2024"]
    partly = resolved("uji_sebagian")
    assert partly.choice.period == partly.newest_full == "2023"
    assert [x.areas for x in partly.periods][-1] == len(HALF) == 12


def test_a_map_keeps_its_classes_when_the_slider_moves(
    release: Release, cursor: Cursor, catalogue: Catalogue, resolved
) -> None:  # type: ignore[no-untyped-def]
    labels = {}
    for period in ALL:
        view = area_view(release, cursor, catalogue, resolved("uji_naik", period=period), "id")
        assert view.form == "warna"
        assert len(view.cells) == 21
        labels[period] = tuple((c.label, c.colour) for c in view.classes)
    assert len(set(labels.values())) == 1
    own = area_view(
        release, cursor, catalogue, resolved("uji_naik", period="2017", scope="periode"), "id"
    )
    assert tuple((c.label, c.colour) for c in own.classes) != labels["2017"]


def test_a_map_of_the_last_year_stripes_those_that_have_yet_to_come(
    release: Release, cursor: Cursor, catalogue: Catalogue, resolved
) -> None:  # type: ignore[no-untyped-def]
    view = area_view(release, cursor, catalogue, resolved("uji_sebagian", period="2024"), "id")
    states = {c.area_code: c.state for c in view.cells}
    assert {c for c, s in states.items() if s == "terbit"} == set(HALF)
    assert {s for c, s in states.items() if c not in HALF} == {"belum_terbit"}
    assert not any(c.rank for c in view.cells)


def test_lines_of_all_kecamatan_stand_apart_by_series_and_half_year(
    release: Release, cursor: Cursor, catalogue: Catalogue, resolved
) -> None:  # type: ignore[no-untyped-def]
    view = line_view(release, cursor, catalogue, resolved("uji_naik", area="1275180"), "id")
    assert len(view.lines) == 21
    assert {len(x.points) for x in view.lines} == {8}
    assert "naik" in view.headline
    assert "membaik" in view.headline
    two = line_view(release, cursor, catalogue, resolved("uji_seri", area="1275180"), "id")
    assert {x.series for x in two.lines} == {"uji_lama", "uji_baru"}
    assert {len(x.points) for x in two.lines} == {4}
    halves = line_view(release, cursor, catalogue, resolved("uji_semester", area="1275180"), "id")
    assert {len(x.points) for x in halves.lines} == {8}


def test_a_revised_figure_keeps_its_mark_wherever_it_goes(
    release: Release, catalogue: Catalogue
) -> None:
    run = run_of(release, "uji_celah")
    made = change(release, catalogue, run, "2017", "2022", "", "id")
    marks = {r.area_code: r.entries[4].text for r in made.grids[0].rows}
    assert {c for c, m in marks.items() if m == "r"} == {
        c for i, c in enumerate(KECAMATAN) if i % 3 == 0
    }
    wide = multiples(release, catalogue, run, "garis", "", "id").grids[0]
    place = [h.title for h in wide.heads].index("2022")
    shown = {r.area_code: r.entries[place].text.endswith(" r") for r in wide.rows}
    assert shown == {c: m == "r" for c, m in marks.items()}


@pytest.mark.parametrize("code", list(BY_CODE))
def test_changes_are_those_of_the_written_figures(
    release: Release, catalogue: Catalogue, code: str
) -> None:
    for run in (r for r in changes(release, "kecamatan") if r.code == code):
        last = last_period(run)
        first = first_period(run, last)
        made = change(release, catalogue, run, first, last, "", "id")
        assert len(made.picture.steps) == 21
        for step in made.picture.steps:
            before, after = (expected(code, step.area_code, p) or 0 for p in (first, last))
            size = 100 * (after - before) / before if made.picture.in_percent else after - before
            assert step.step == pytest.approx(size, abs=0.0501 if made.picture.in_percent else 1e-6)
            assert step.first_text == format_value(before, "id", BY_CODE[code].decimals)
        assert "tingkat bukti C" in made.subtitle


def test_a_percentage_from_zero_is_refused_for_that_area_alone(
    release: Release, catalogue: Catalogue
) -> None:
    made = change(release, catalogue, run_of(release, "uji_jumlah"), "2017", "2024", "", "id")
    cell = made.picture.view.cell[FROM_NOTHING]
    assert cell.klass is None
    assert cell.pattern == "tidak_berlaku"
    assert "karena angka 2017 nol atau kurang" in cell.sentence
    assert len(made.picture.steps) == 20
    assert not any(s.rank for s in made.picture.steps)
    row = next(r for r in made.grids[0].rows if r.area_code == FROM_NOTHING)
    assert [e.text for e in row.entries][1:7] == ["–", "-", "21", "", "–", "–"]
    assert any("Kota Medan" in s and "persen" in s for s in made.sentences)


def test_no_change_is_its_own_class_and_a_year_with_twelve_areas_has_no_ranks(
    release: Release, catalogue: Catalogue
) -> None:
    flat = change(release, catalogue, run_of(release, "uji_datar"), "2019", "2024", "", "id")
    (same,) = [s for s in flat.picture.steps if s.step == 0]
    assert same.area_code == CONSTANT
    assert flat.picture.view.classes[same.klass].colour == colour.ZERO["light"]
    partly = change(release, catalogue, run_of(release, "uji_sebagian"), "2019", "2024", "", "id")
    assert {s.area_code for s in partly.picture.steps} == set(HALF)
    assert "hanya 12 dari 21 kecamatan" in partly.sentences[-1]
    states = {c.area_code: c.state for c in partly.picture.view.cells if c.klass is None}
    assert states == dict.fromkeys(set(KECAMATAN) - set(HALF), "belum_terbit")
    tile = multiples(
        release, catalogue, run_of(release, "uji_sebagian"), "peta", "", "id"
    ).picture.tiles[-1]
    assert {c for c, look in tile.looks.items() if look == "belum_terbit"} == set(states)


def test_series_and_half_years_are_runs_that_never_mix(release: Release) -> None:
    found = {
        (r.code, r.key): [x.period for x in r.tables] for r in longrun.runs(release, "kecamatan")
    }
    assert found["uji_seri", "uji_lama"] == ["2017", "2018", "2019", "2020"]
    assert found["uji_seri", "uji_baru"] == ["2021", "2022", "2023", "2024"]
    assert found["uji_semester", "-.semester-06"] == [f"{y}-06" for y in range(2021, 2025)]
    assert found["uji_semester", "-.semester-12"] == [f"{y}-12" for y in range(2021, 2025)]
    run = run_of(release, "uji_semester", "-.semester-06")
    june, december = (longrun.rows(release, run_of(release, "uji_semester", f"-.semester-{m}"))
                      for m in ("06", "12"))  # fmt: skip
    before, after = june["2021-06"]["1275010"], december["2022-12"]["1275010"]
    assert longrun.obstacle(before, after, run) == "month"
    assert not honest.comparable(before, after, run.indicator)


def test_small_multiples_come_for_every_series_of_four_periods(
    release: Release, catalogue: Catalogue
) -> None:
    found = listed(release, "kecamatan")
    assert {r.code for r in found} >= set(BY_CODE)
    counts = {"uji_naik": 8, "uji_datar": 8, "uji_celah": 7, "uji_seri": 4, "uji_jumlah": 8,
              "uji_sebagian": 8, "uji_semester": 4, "uji_gugus": 8}  # fmt: skip
    for run in (r for r in found if r.code in BY_CODE):
        maps = multiples(release, catalogue, run, "peta", "1275180", "id")
        assert len(maps.picture.tiles) == counts[run.code]
        lines = multiples(release, catalogue, run, "garis", "1275180", "id")
        assert len(lines.picture.panels) == 21
        for panel in lines.picture.panels:
            assert [(s.period, s.value) for s in panel.spots] == [
                (x.period, value) for x in run.tables
                if (value := expected(run.code, panel.area_code, x.period)) is not None
            ]  # fmt: skip


def test_a_missing_year_breaks_the_line_and_is_named(
    release: Release, catalogue: Catalogue
) -> None:
    made = multiples(release, catalogue, run_of(release, "uji_celah"), "garis", "", "id")
    for panel in made.picture.panels:
        assert [s.period for s in panel.spots if not s.joined] == ["2017", "2021"]
    assert "Tidak ada tabel untuk 2020." in made.notes


def test_half_years_of_one_month_are_joined(release: Release, catalogue: Catalogue) -> None:
    run = run_of(release, "uji_semester", "-.semester-12")
    made = multiples(release, catalogue, run, "garis", "", "id")
    assert {sum(not s.joined for s in p.spots) for p in made.picture.panels} == {1}
    assert "Semester II 2021–Semester II 2024" in made.title


def test_maps_share_their_classes_and_circles_their_scale(
    release: Release, catalogue: Catalogue
) -> None:
    run = run_of(release, "uji_naik")
    picture = multiples(release, catalogue, run, "peta", "", "id").picture
    pooled = sorted(expected("uji_naik", a, p) or 0 for a in KECAMATAN for p in ALL)
    lows = [label.label.split(" – ")[0] for label in picture.classes]
    assert lows[0] == format_value(pooled[0], "id", 1)
    places = [[int(t.looks[c]) for c in KECAMATAN] for t in picture.tiles]
    means = [sum(p) / 21 for p in places]
    assert means == sorted(means)
    assert means[-1] - means[0] > 1.5
    circles = multiples(release, catalogue, run_of(release, "uji_jumlah"), "peta", "", "id").picture
    assert circles.tiles[0].looks[FROM_NOTHING] == "nol"
    assert circles.largest[0][0] == max(
        expected("uji_jumlah", a, p) or 0 for a in KECAMATAN for p in ALL
    )


def test_the_cluster_is_in_the_north(release: Release) -> None:
    rate = find(release, "kecamatan", "uji_gugus")
    assert rate is not None
    assert rate.complete
    lowest = min(rate.values[c] for c in CLUSTER)
    assert lowest > 2 * max(v for c, v in rate.values.items() if c not in CLUSTER)
    boundary = release.boundary("kecamatan")
    assert all(boundary.neighbours(c) & set(CLUSTER) for c in CLUSTER)


def test_the_rise_is_sure_and_the_flat_series_is_not(release: Release) -> None:
    trend = pytest.importorskip("atlas.measure.trend").trend
    years = [float(p) for p in ALL]
    for area in KECAMATAN:
        rising = trend(years, [expected("uji_naik", area, p) or 0 for p in ALL])
        assert rising.direction == 1
        assert rising.p < 0.001
        assert rising.low > 0
        if area != CONSTANT:
            assert trend(years, [expected("uji_datar", area, p) or 0 for p in ALL]).direction == 0


def test_the_page_of_trends_tests_what_may_be_tested(
    release: Release, catalogue: Catalogue
) -> None:
    page = pytest.importorskip("atlas.study.trend")
    offered = page.codes(release, "kecamatan")
    assert {"uji_naik", "uji_datar", "uji_celah", "uji_sebagian", "uji_gugus"} <= set(offered)
    assert "uji_jumlah" not in offered
    rising = page.trend(release, catalogue, page.Asked("uji_naik", "1275180"), "id")
    assert "cenderung naik" in rising.sentences[0]


@pytest.mark.parametrize("width", [360.0, 820.0])
def test_pictures_of_kecamatan_are_whole_at_every_width(
    release: Release, catalogue: Catalogue, width: float
) -> None:
    shapes = {"kecamatan": release.boundary("kecamatan")}
    ink = colour.palette("dark")
    for code in BY_CODE:
        run = run_of(release, code)
        last = last_period(run)
        made = [change(release, catalogue, run, first_period(run, last), last, "", "en")]
        made += [multiples(release, catalogue, run, form, CITY, "en") for form in ("peta", "garis")]
        for study in made:
            drawn = studies.drawn(study, ink, width, shapes, "1275180")
            root = ET.fromstring(f"<svg>{drawn.body}</svg>")
            assert "nan" not in drawn.body
            assert len(list(root.iter("text"))) > 8
            assert min(float(e.get("font-size", 0)) for e in root.iter("text")) >= 12
    svg = plate.svg(made[0], colour.palette("light"), shapes, "kaki")
    assert ET.fromstring(svg).get("data-view") == made[0].digest()
