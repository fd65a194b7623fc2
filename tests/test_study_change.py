"""Change: recomputed by hand from the tables as they were published; what may not be compared."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest
from tables import rows

from atlas import colour, honest, plate
from atlas.honest import surveyed
from atlas.measure.diverging import Band, band_of, bands, cuts
from atlas.measure.outlying import outlying
from atlas.model import CITY, Lang, Observation
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study import longrun
from atlas.study.change import (
    Change,
    change,
    first_period,
    last_period,
    listed,
    not_listed,
    why_not_listed,
)
from atlas.study.longrun import Run
from atlas.study.model import Study
from atlas.study.shared import inferred_period, nominal
from atlas.svg import study as studies

ROOT = Path(__file__).resolve().parent.parent


def run_of(release: Release, level: str, code: str, key: str = "") -> Run:
    return next(r for r in longrun.runs(release, level) if r.code == code and key in ("", r.key))


@pytest.fixture
def study(release: Release, catalogue: Catalogue):  # type: ignore[no-untyped-def]
    def make(
        level: str,
        code: str,
        first: str,
        last: str,
        key: str = "",
        area: str = "",
        lang: Lang = "id",
    ) -> Study:
        return change(
            release, catalogue, run_of(release, level, code, key), first, last, area, lang
        )

    return make


def printed(indicator: str, period: str, series: str = "", dim: str = "") -> dict[str, str]:
    """The cells of a table as they stand in the files, by area."""
    return {
        row["area_code"]: row["value"]
        for path in sorted((ROOT / "data" / "observations").glob("*.csv"))
        for row in rows(path)
        if (row["indicator"], row["period"], row["series"], row["dim"])
        == (indicator, period, series, dim)
    }


def number(text: str) -> float:
    """An Indonesian number as a number: "−1.234,5"."""
    return float(text.replace(".", "").replace(",", ".").replace("−", "-"))


def cells(study: Study) -> dict[str, list[str]]:
    return {r.area_code: [e.text for e in r.entries] for r in study.grids[0].rows}


def test_unemployment_is_the_difference_of_the_cells_in_the_files(study) -> None:  # type: ignore[no-untyped-def]
    first, last = printed("tpt", "2018"), printed("tpt", "2024")
    found = cells(study("kabkota", "tpt", "2018", "2024"))
    areas = [c for c in first if c in last and len(c) == 4]
    assert len(areas) == len(found) == 33
    for code in areas:
        assert number(found[code][1]) == float(first[code])
        assert number(found[code][3]) == float(last[code])
        assert number(found[code][5]) == pytest.approx(
            float(last[code]) - float(first[code]), abs=1e-9
        )
    assert found[CITY][1:6] == ["8,25", "", "8,13", "", "−0,12"]


def test_a_count_changes_in_percent_of_its_first_value(study) -> None:  # type: ignore[no-untyped-def]
    first, last = printed("jumlah_tps", "2019", "pemilu"), printed("jumlah_tps", "2024", "pemilu")
    made = study("kecamatan", "jumlah_tps", "2019", "2024")
    found = cells(made)
    assert len(found) == 21
    for code, texts in found.items():
        share = 100 * (float(last[code]) - float(first[code])) / float(first[code])
        assert number(texts[5]) == pytest.approx(share, abs=0.0501)
        assert re.fullmatch(r"[+−]\d+,\d|0,0", texts[5])
    assert made.grids[0].heads[5].title == "Perubahan (persen)"
    assert not re.search("membaik|memburuk", " ".join((*made.sentences, *map(str, found.values()))))


def test_ranks_follow_the_order_of_the_changes_and_ties_share_one(study) -> None:  # type: ignore[no-untyped-def]
    picture: Change = study("kabkota", "tpt", "2018", "2024").picture
    steps = [round(s.step, 6) for s in picture.steps]
    assert steps == sorted(steps)
    assert sum(s < 0 for s in steps) > sum(s > 0 for s in steps)
    for one in picture.steps:
        sizes = [abs(s) for s in steps if s * one.step > 0]
        assert one.rank == 1 + sum(size > round(abs(one.step), 6) for size in sizes)
    grid = study("kabkota", "tpt", "2018", "2024").grids[0]
    assert [r.entries[6].value for r in grid.rows] == [s.rank for s in picture.steps]
    assert "per arah" in grid.heads[6].title


def test_the_smallest_fall_is_no_highest_change(study) -> None:  # type: ignore[no-untyped-def]
    """Poverty fell in every area of the files, and least in Medan."""
    first, last = (printed("persen_penduduk_miskin", y) for y in ("2018", "2023"))
    falls = {c: float(first[c]) - float(last[c]) for c in first if len(c) == 4 and c in last}
    assert len(falls) == 33
    assert min(falls.values()) > 0
    assert min(falls, key=falls.__getitem__) == CITY
    made = study("kabkota", "persen_penduduk_miskin", "2018", "2023")
    assert made.sentences[0].endswith("menurut angka survei: turun di semua 33 kabupaten/kota.")
    (medan,) = [s for s in made.sentences if s.startswith("Kota Medan")]
    assert medan.endswith("turun menurut angka survei; penurunan terkecil dari 33.")
    steps = made.picture.steps
    assert [steps[0].rank, steps[-1].rank, steps[-1].area_code] == [1, 33, CITY]
    assert "the smallest fall of 33" in study(
        "kabkota", "persen_penduduk_miskin", "2018", "2023", lang="en").sentences[2]  # fmt: skip
    tpt = study("kabkota", "tpt", "2018", "2024").picture.steps
    assert next(s for s in tpt if s.rank == 3 and s.step < 0).said.endswith(
        "penurunan terbesar ke-3 dari 18 yang turun.")  # fmt: skip
    assert next(s for s in tpt if s.rank == 1 and s.step > 0).said.endswith(
        "kenaikan terbesar dari 15 yang naik.")  # fmt: skip


def test_a_superlative_without_all_areas_says_among_how_many_and_money_is_nominal(study) -> None:  # type: ignore[no-untyped-def]
    made = study("kabkota", "umk", "2019", "2025")
    said = " ".join(made.sentences)
    assert "naik di semua 16 kabupaten/kota yang punya kedua angka." in said
    assert "terbesar di antara 16 kabupaten/kota yang punya kedua angka: Kota Medan" in said
    assert "Kenaikan terbesar:" not in said
    assert "Nilai nominal, belum memperhitungkan kenaikan harga" in said
    assert (made.picture.falls, made.picture.rises) == ("turun", "naik")
    assert {s.rank for s in made.picture.steps} == {None}


def test_what_is_nominal_and_what_is_sampled_follows_from_the_data(catalogue: Catalogue) -> None:
    every = catalogue.indicators
    money = ("umk", "ump", "upah_rata_rata_per_jam", "garis_kemiskinan", "gk_makanan", "pdrb_adhb",
             "pdrb_per_kapita_adhb", "nilai_impor", "pad_realisasi")  # fmt: skip
    other = ("pdrb_adhk", "pdrb_per_kapita_adhk", "pengeluaran_per_kapita", "distribusi_pdrb_adhb",
             "tpt", "ipm", "pertumbuhan_ekonomi")  # fmt: skip
    assert all(nominal(every[i]) for i in money)
    assert not any(nominal(every[i]) for i in other)
    assert all(surveyed(every[i]) for i in ("rls", "hls", "pengeluaran_per_kapita", "tpt", "gini",
                                           "selisih_kemiskinan_provinsi"))  # fmt: skip
    assert not any(surveyed(every[i]) for i in ("umk", "pdrb_adhk", "jumlah_tps"))
    assert surveyed(every["prevalensi_stunting"], ["round"])


def test_survey_figures_are_not_judged_and_say_why(study) -> None:  # type: ignore[no-untyped-def]
    for code, first, last in (("tpt", "2018", "2024"), ("hls", "2016", "2021")):
        made = study("kabkota", code, first, last)
        said = " ".join((*made.sentences, *(s.said for s in made.picture.steps)))
        assert "(membaik)" not in said
        assert "(memburuk)" not in said
        assert "galat contoh" in said
        assert not any("galat contoh" in n for n in made.notes)
        assert all("menurut angka survei" in s.said for s in made.picture.steps)
    assert any("galat contoh" in n for n in study("kabkota", "ipm", "2018", "2023").notes)


def test_an_inferred_year_gets_no_direction_and_no_rank(study) -> None:  # type: ignore[no-untyped-def]
    made = study("kabkota", "air_minum_layak", "2021", "2022")
    said = " ".join((*made.sentences, *(s.said for s in made.picture.steps)))
    assert "sebagian angka 2022 disimpulkan" in said
    assert not re.search(r"\b(turun|naik) (di|menurut)|membaik\)|terbesar", said)
    assert "lebih tinggi di 23, lebih rendah di 9 dari 32" in made.sentences[0]
    assert (made.picture.falls, made.picture.rises) == ("lebih rendah", "lebih tinggi")
    line = study("kabkota", "garis_kemiskinan", "2024", "2025")
    assert {s.rank for s in line.picture.steps} == {None}


@pytest.mark.parametrize(
    ("note", "found"),
    [("tahun disimpulkan", True), ("tahun data disimpulkan", True),
     ("putaran September disimpulkan dari kecocokan Sumut", True),
     ("tahun dikenali dari angka Medan 695.295", True), ("dibulatkan; tahun disimpulkan 2025", True),
     ("harga berlaku disimpulkan", False), ("tahun ajaran 2021/2022", False), ("", False)],
)  # fmt: skip
def test_notes_that_infer_a_period(note: str, found: bool) -> None:
    assert inferred_period(replace(OLD, note_id=note)) == found


def test_a_superlative_far_from_the_rest_asks_for_its_source(study) -> None:  # type: ignore[no-untyped-def]
    """Tapanuli Selatan's growth of 2013 is 17.43 in the files, 9.09 the year before, 4.44 after."""
    growth = [
        printed("pertumbuhan_ekonomi", y, "pdrb_2010")["1203"] for y in ("2012", "2013", "2014")
    ]
    assert growth == ["9.09", "17.43", "4.44"]
    said = study("kabkota", "pertumbuhan_ekonomi", "2013", "2018").sentences[1]
    assert said.startswith("Penurunan terbesar: Kabupaten Tapanuli Selatan (−12,24 persen poin; angka "
                           "yang menyimpang jauh, periksa sumbernya). Kenaikan terbesar: Kota Medan "
                           "(+0,56 persen poin).")  # fmt: skip


def test_outer_fences_are_those_of_numpys_quartiles() -> None:
    values = [-12.24, -4.07, -1.95, -0.9, -0.5, -0.3, -0.2, -0.1, 0.0, 0.1, 0.56]
    low, high = np.percentile(values, [25, 75])
    reach = 3 * (high - low)
    far = {v for v in values if v < low - reach or v > high + reach}
    assert far == {-12.24}
    assert outlying(values) == far
    assert outlying([1.0, 1.0, 1.0, 1.0, 9.0]) == frozenset()
    assert outlying([1.0, 900.0, 2.0]) == frozenset()


@pytest.mark.parametrize(
    ("level", "code", "first", "last", "id_", "en"),
    [
        ("kabkota", "tpt", "2018", "2024", "persen poin", "percentage points"),
        ("kabkota", "pertumbuhan_ekonomi", "2013", "2018", "persen poin", "percentage points"),
        ("kabkota", "ipm", "2018", "2023", "poin", "points"),
        ("kabkota", "p1", "2018", "2023", "poin", "points"),
        ("kabkota", "hls", "2016", "2021", "tahun", "years"),
        ("kabkota", "pdrb_adhk", "2018", "2023", "persen", "percent"),
        ("kecamatan", "jumlah_tps", "2019", "2024", "persen", "percent"),
    ],
)  # fmt: skip
def test_units_follow_the_measure(
    study, level: str, code: str, first: str, last: str, id_: str, en: str
) -> None:  # type: ignore[no-untyped-def]
    for lang, unit in (("id", id_), ("en", en)):
        made = study(level, code, first, last, lang=lang)
        assert made.picture.step_unit == unit
        assert unit in made.subtitle
        assert made.grids[0].heads[5].title.endswith(f"({unit})")


def test_only_a_polarity_makes_a_change_better_or_worse(study) -> None:  # type: ignore[no-untyped-def]
    grown = study("kabkota", "pertumbuhan_ekonomi", "2013", "2018")
    assert grown.sentences[0].endswith(
        "turun (memburuk) di 28, naik (membaik) di 5 dari 33 kabupaten/kota.")  # fmt: skip
    assert grown.picture.rises == "naik (membaik)"
    assert grown.picture.falls == "turun (memburuk)"
    share = study("kabkota", "pangsa_pdrb_provinsi", "2018", "2023").picture
    assert (share.falls, share.rises) == ("turun", "naik")


def test_no_change_is_a_class_of_its_own_in_the_colour_of_zero(study) -> None:  # type: ignore[no-untyped-def]
    made = study("kabkota", "p1", "2018", "2023")
    classes = made.picture.view.classes
    (same,) = [c for c in classes if c.label == "tetap"]
    assert same.colour == colour.ZERO["light"]
    equal = [s for s in made.picture.steps if s.first == s.last]
    assert same.count == len(equal) == 1
    assert {classes[s.klass].label for s in equal} == {"tetap"}
    below, above = classes[: classes.index(same)], classes[classes.index(same) + 1 :]
    assert {c.colour for c in below} <= set(colour.BELOW)
    assert {c.colour for c in above} <= set(colour.ABOVE)
    for step in made.picture.steps:
        side = below if step.step < 0 else above if step.step > 0 else (same,)
        assert classes[step.klass] in side


def test_bands_by_hand() -> None:
    """Sizes 1, 2, 3, 4, 6, 8: terciles at the second and fourth of six, 2 and 4."""
    found = bands([-8, -3, -1, 0, 0, 2, 4, 6])
    assert cuts([1, 2, 3, 4, 6, 8]) == (2.0, 4.0)
    assert found == (Band(-8, -8, -3), Band(-3, -3, -2), Band(-1, -1, -1), Band(0, 0, 0),
                     Band(2, 2, 1), Band(4, 4, 2), Band(6, 6, 3))  # fmt: skip
    assert [band_of(x, found) for x in (-8, -1, 0, 6)] == [0, 2, 3, 6]
    assert bands([0.0, 0.0]) == (Band(0, 0, 0),)
    assert bands([-0.4, 0, 1.5]) == (Band(-0.4, -0.4, -1), Band(0, 0, 0), Band(1.5, 1.5, 1))


def test_equal_shades_are_equal_sizes_on_both_sides() -> None:
    steps = [x / 10 for x in range(-40, 61) if x]
    found = bands(steps)
    reach = {b.shade: (min(abs(b.low), abs(b.high)), max(abs(b.low), abs(b.high))) for b in found}
    assert max(reach[-1]) == max(reach[1])
    assert max(reach[-2]) == max(reach[2])
    assert min(reach[-3]) == min(reach[3])


OLD = Observation("1275010", "2018", 10.0, series="a", period_kind="year")


@pytest.mark.parametrize(
    ("after", "why"),
    [
        (replace(OLD, period="2020", value=12.0), ""),
        (replace(OLD, period="2020", series="b"), "series"),
        (replace(OLD, period="2020", period_kind="semester"), "kind"),
        (replace(OLD, period="2020-06"), "month"),
        (replace(OLD, period="2020", partial_period="2020-01/2020-06"), "partial"),
    ],
)
def test_what_may_not_be_compared_is_named(release: Release, after: Observation, why: str) -> None:
    run = run_of(release, "kabkota", "tpt")
    assert longrun.obstacle(OLD, after, run) == why
    assert honest.comparable(OLD, after, run.indicator) == (why == "")


def test_nothing_is_compared_where_no_change_may_be_spoken_of(
    release: Release, catalogue: Catalogue
) -> None:
    assert not [r for r in listed(release, "kecamatan") if not r.indicator.trend]
    run = run_of(release, "kecamatan", "balita_pendek_per_100_diukur")
    assert longrun.obstacle(OLD, replace(OLD, period="2020"), run) == "trend"
    made = change(release, catalogue, run, "2020", "2021", "", "id")
    assert made.picture is None
    assert (
        made.refusal
        == "Perubahan tidak disebut: cara atau cakupan pencatatannya berbeda antarperiode."
    )
    assert "Balita pendek per 100 balita yang diukur" in not_listed(release, "kecamatan", "id")
    said = why_not_listed(release, "kecamatan", run.indicator, "id")
    assert "cara atau cakupan pencatatannya berbeda" in said


def test_semesters_and_years_are_runs_of_their_own(release: Release) -> None:
    keys = [r.key for r in longrun.runs(release, "kabkota") if r.code == "jumlah_penduduk"]
    assert {"dukcapil.semester-06", "dukcapil.semester-12", "proyeksi_sp2010"} <= set(keys)
    for run in longrun.runs(release, "kabkota"):
        if not run.is_pair:
            assert len({(x.series, x.period_kind, x.period[4:]) for x in run.tables}) == 1


def test_an_area_without_two_values_is_striped_named_and_stops_the_ranking(study) -> None:  # type: ignore[no-untyped-def]
    made = study("kecamatan", "pemilih_tetap", "2013", "2019", "pemilu")
    cell = made.picture.view.cell["1275060"]
    assert cell.klass is None
    assert cell.pattern == "tidak_tersedia"
    assert cell.sentence == (
        "Medan Kota: perubahan tidak disebut (2013: Tidak ada angka dalam rilis ini)."
    )
    assert {s.rank for s in made.picture.steps} == {None}
    assert "hanya 20 dari 21 kecamatan" in made.sentences[-1]
    assert "Medan Kota" in made.sentences[-1]
    last = made.grids[0].rows[-1]
    assert last.area_code == "1275060"
    assert last.entries[5].text == "–"
    assert number(last.entries[3].text) == float(
        printed("pemilih_tetap", "2019", "pemilu")["1275060"]
    )


def test_two_censuses_may_be_compared_and_the_reason_stands_with_them(study) -> None:  # type: ignore[no-untyped-def]
    made = study("kecamatan", "jumlah_penduduk", "2010", "2020", "sp2010-sp2020")
    (pair,) = rows(ROOT / "data" / "pairs.csv")
    assert pair["reason_id"] in made.notes
    first = printed("jumlah_penduduk", "2010", "sp2010")
    last = printed("jumlah_penduduk", "2020", "sp2020")
    found = cells(made)
    for code in found:
        share = 100 * (float(last[code]) / float(first[code]) - 1)
        assert number(found[code][5]) == pytest.approx(share, abs=0.0501)
    (rejected,) = [r for r in rows(ROOT / "data" / "contested.csv") if r["area_code"] == "1275070"]
    other = 100 * (float(last["1275070"]) / float(rejected["rejected"]) - 1)
    assert any(
        "Medan Maimun" in s and f"{other:+.1f}".replace(".", ",") in s for s in made.sentences
    )
    assert "tingkat bukti C" in made.subtitle


def test_a_pair_is_never_a_line(release: Release) -> None:
    (pair,) = [r for r in longrun.runs(release, "kecamatan") if r.is_pair and not r.dim]
    assert longrun.comparable_tables(release, pair) == ()


def test_a_tiny_share_keeps_its_sign(study) -> None:  # type: ignore[no-untyped-def]
    made = study("kabkota", "jumlah_penduduk", "2019-12", "2021-12", "dukcapil.semester-12")
    tiny = [s for s in made.picture.steps if s.text in ("+0,0", "−0,0")]
    assert tiny
    for step in tiny:
        assert (step.last > step.first) == (step.text == "+0,0")
    assert "tetap" not in {c.label for c in made.picture.view.classes}


def test_the_first_view_compares_complete_tables_about_five_years_apart(release: Release) -> None:
    run = run_of(release, "kabkota", "tpt")
    assert (first_period(run, last_period(run)), last_period(run)) == ("2018", "2024")
    for level in ("kecamatan", "kabkota", "kelurahan"):
        for one in listed(release, level):
            last = last_period(one)
            assert first_period(one, last) < last


def test_every_run_makes_a_study_that_says_why_or_shows(
    release: Release, catalogue: Catalogue
) -> None:
    for level in ("kecamatan", "kabkota"):
        for run in listed(release, level):
            last = last_period(run)
            made = change(release, catalogue, run, first_period(run, last), last, "", "en")
            assert bool(made.refusal) == (made.picture is None), made.title
            assert made.notes
            assert made.sources
            assert made.grids[0].rows
            assert len(made.digest()) == 10


@pytest.mark.parametrize("width", [360.0, 820.0, 1112.0])
def test_both_pictures_say_every_area_and_keep_within_their_box(
    study, release: Release, width: float
) -> None:  # type: ignore[no-untyped-def]
    made = study("kabkota", "tpt", "2018", "2024")
    drawn = studies.drawn(
        made, colour.palette("light"), width, {"kabkota": release.boundary("kabkota")}
    )
    root = ET.fromstring(f"<svg>{drawn.body}</svg>")
    said = [e.get("aria-label", "") for e in root.iter("g") if e.get("class") == "m"]
    assert sorted(said) == sorted(2 * [s.said for s in made.picture.steps])
    assert min(float(e.get("font-size", 0)) for e in root.iter("text")) >= 12
    assert len(zlib.compress(drawn.body.encode())) < 30_000
    assert drawn.width == width


def test_the_file_to_take_along_is_whole(study, release: Release) -> None:  # type: ignore[no-untyped-def]
    made = study("kabkota", "tpt", "2018", "2024")
    svg = plate.svg(made, colour.palette("light"), {"kabkota": release.boundary("kabkota")}, "kaki")
    assert ET.fromstring(svg).get("data-view") == made.digest()
    assert "Kabupaten Mandailing Natal" in svg


@pytest.fixture
def app(state: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Pages as the server runs them, without a browser."""
    from atlas import settings
    from atlas.ui import frame

    monkeypatch.setenv("ATLAS_STATE", str(state))
    settings.settings.cache_clear()
    frame.store.cache_clear()

    def run(page: str, **params: str) -> tuple[AppTest, str]:
        at = AppTest.from_file(str(ROOT / "pages" / "_frame.py"), default_timeout=60)
        at.run()
        at.query_params.update(params)
        at.switch_page(page)
        at.run()
        assert not at.exception
        return at, " ".join(str(getattr(e, "body", "") or "") for e in at.main)

    yield run
    settings.settings.cache_clear()
    frame.store.cache_clear()


@pytest.mark.parametrize("page", ["perubahan.py", "deret.py"])
@pytest.mark.parametrize(
    "params",
    [{"level": "x" * 10_000, "indikator": "<b>\0", "series": "\u202e", "dari": "2024", "sampai": "2010"},
     {"level": "kecamatan", "area": "1275", "bentuk": "';--", "sampai": "9999"}],
)  # fmt: skip
def test_any_nonsense_gets_the_default_and_a_sentence(
    app, page: str, params: dict[str, str]
) -> None:  # type: ignore[no-untyped-def]
    at, said = app(page, **params)
    assert at.info or "Belum ada deret kecamatan" in said
    assert "Tidak" in said or "Perubahan" in said or "periode" in said


def test_what_cannot_be_shown_says_why_and_turned_periods_are_turned_back(app) -> None:  # type: ignore[no-untyped-def]
    at, _ = app("perubahan.py", level="kecamatan", indikator="balita_stunting")
    assert ["cara atau cakupan pencatatannya berbeda" in i.value for i in at.info] == [True]
    at, said = app("perubahan.py", dari="2020", sampai="2015")
    assert not at.info
    assert "2015–2020" in said
    at, _ = app(
        "perubahan.py", indikator="jumlah_penduduk", series="dukcapil.semester-06", dari="2018-12"
    )
    assert ["Semester II 2018 tidak dibandingkan" in i.value for i in at.info] == [True]
