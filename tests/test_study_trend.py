"""Trends of the real figures, recomputed with scipy; what may not be tested is refused in words."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from long import expected
from scipy import stats
from streamlit.testing.v1 import AppTest

from atlas import colour, plate, query
from atlas.model import CITY, NATION, PROVINCE, Observation
from atlas.query import Catalogue
from atlas.store import Cursor, Release
from atlas.study import Study
from atlas.study.trend import Asked, chosen, codes, every_code, label, levels, trend
from atlas.study.trend.series import narrows, pieces, stretch
from atlas.svg import study as studies
from atlas.svg import type as types

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def ask(release: Release, catalogue: Catalogue):  # type: ignore[no-untyped-def]
    def of(code: str, area: str, first: str = "", last: str = "", lang: str = "id") -> Study:
        return trend(release, catalogue, Asked(code, area, first, last), lang)  # type: ignore[arg-type]

    return of


def series(
    cursor: Cursor, indicator: str, area: str, since: str, named: str = ""
) -> dict[int, float]:
    """Whole-year values straight from the release."""
    cursor.execute(
        """select period, value from observation where indicator = ? and area_code = ? and dim = ''
           and series = ? and length(period) = 4 and period >= ? and value is not null order by period""",
        [indicator, area, named, since],
    )
    return {int(period): value for period, value in cursor.fetchall()}


def comma(value: float, decimals: int) -> str:
    return f"{value:+.{decimals}f}".replace(".", ",").replace("-", "−")


def test_unemployment_of_medan_is_answered_as_scipy_computes_it(ask, cursor: Cursor) -> None:  # type: ignore[no-untyped-def]
    values = series(cursor, "tpt", CITY, "2010")
    years = list(values)
    assert 2016 not in years
    assert len(years) == 15
    test = stats.kendalltau(years, list(values.values()), method="exact")
    line = stats.theilslopes(list(values.values()), years)
    assert test.pvalue < 0.05
    assert line.slope < 0
    said = ask("tpt", CITY).sentences
    assert "2010–2025 cenderung turun, jadi membaik" in said[0]
    assert comma(round(line.slope, 3), 3) in said[0]
    assert f"p = {test.pvalue:.3f}".replace(".", ",") in said[0]
    assert "n = 15" in said[0]
    assert "persen poin per tahun" in said[0]
    ends = "persen poin)"
    assert said[0].split(ends)[0].endswith(f"{comma(round(line.high_slope, 3), 3)} ")
    assert said[2].startswith("Tahun tanpa angka: 2016;")
    assert ask("tpt", CITY, "2010", "2025").sentences == said


def test_a_verdict_that_hangs_on_one_end_value_says_so(ask, cursor: Cursor) -> None:  # type: ignore[no-untyped-def]
    values = series(cursor, "tpt", CITY, "2011")
    without = stats.kendalltau(list(values), list(values.values()), method="exact").pvalue
    assert without > 0.05
    left = f"{without:.3f}".replace(".", ",")
    assert ask("tpt", CITY).sentences[1] == (
        "Putusan ini bergantung pada satu nilai ujung: tanpa 2010 (13,11 persen) tren itu tidak pasti "
        f"lagi (p = {left})."
    )
    assert not any("nilai ujung" in s for s in ask("persen_penduduk_miskin", CITY).sentences)


def test_two_questions_have_two_columns_and_a_sign_of_their_own(ask) -> None:  # type: ignore[no-untyped-def]
    """Medan's own test is sure, the joint one is not: table, picture and words say both."""
    study = ask("tpt", CITY)
    grid = study.grids[0]
    assert [h.title for h in grid.heads[1:3]] == [
        "Arah, diuji sendiri",
        "Arah, bersama 33 sekaligus",
    ]
    own = next(r for r in grid.rows if r.area_code == CITY)
    assert [e.text for e in own.entries[1:3]] == ["▼ cenderung turun (membaik)", "○ tidak ada tren yang pasti"]  # fmt: skip
    mark = next(s for s in study.picture.slopes if s.chosen)
    assert (mark.direction, mark.alone) == (0, -1)
    assert "kalimat pertama menjawab tentang Kota Medan saja" in study.headline
    assert "pasti bila 33 diuji sekaligus" in study.picture.slopes_title
    drawn = studies.drawn(study, colour.palette("light"), 820.0, {}).body
    assert "pasti hanya bila diuji sendiri" in drawn
    assert [h.title for h in grid.heads[4:6]] == ["Selang 95 %, bawah (persen poin per tahun)",
                                                  "Selang 95 %, atas (persen poin per tahun)"]  # fmt: skip
    assert all(r.entries[4].value < r.entries[3].value < r.entries[5].value for r in grid.rows)


@pytest.mark.parametrize(
    ("code", "left_out"),
    [("tpt", "2005–2007"), ("persen_penduduk_miskin", "2005–2008"),
     ("selisih_kemiskinan_provinsi", "2005–2008"), ("tpak", "2005–2007")],
)  # fmt: skip
def test_no_trend_runs_across_a_change_of_tables(ask, code: str, left_out: str) -> None:  # type: ignore[no-untyped-def]
    """7: 2005 to 2008 come from old tables of the city, and no year is in both."""
    for study in (ask(code, CITY), ask(code, CITY, "2005"), ask(code, CITY, "2005", "2025")):
        assert f"Tidak ikut diuji: {left_out}. Angkanya dari tabel sumber lain" in study.headline
        assert all(p.time >= 2010 for p in study.picture.points if p.used)
        assert "2005" not in study.subtitle
    assert ask(code, CITY, "2005").params["dari"] in ("", "2010"), "the picker shows what is tested"


def test_only_tables_of_years_cut_a_series() -> None:
    def rows(*found: tuple[int, str]) -> list[Observation]:
        return [Observation(CITY, str(y), 1.0, source_id=s) for y, s in found]

    old, new = [(2005, "a"), (2006, "a"), (2007, "a")], [(2010, "b"), (2011, "b"), (2012, "b")]
    assert [len(p) for p in pieces(rows(*old, *new))] == [3, 3]
    assert len(pieces(rows(*old, (2008, "b"), (2009, "b"), *new))) == 1, "no year is missing"
    assert len(pieces(rows(*old, (2010, "b"), (2011, "c"), (2012, "d")))) == 1, "single news"
    assert len(pieces(rows(*old, (2010, "a"), (2011, "a")))) == 1, "one table"


def test_money_of_its_own_year_is_never_called_better(ask) -> None:  # type: ignore[no-untyped-def]
    for code in ("upah_rata_rata_per_jam", "pdrb_per_kapita_adhb", "garis_kemiskinan"):
        study = ask(code, PROVINCE)
        assert "cenderung naik: +" in study.sentences[0]
        assert study.sentences[1].startswith("Nilai nominal, belum memperhitungkan kenaikan harga")
    assert "jadi membaik" in ask("pdrb_per_kapita_adhk", CITY).sentences[0]


def test_what_is_set_by_decree_is_not_tested_but_drawn(ask, release: Release) -> None:  # type: ignore[no-untyped-def]
    for code, area in (("umk", CITY), ("ump", PROVINCE)):
        study = ask(code, area)
        assert "ditetapkan dengan keputusan pemerintah" in study.refusal
        assert "nominal, belum memperhitungkan kenaikan harga" in study.refusal
        assert len(study.picture.points) > 4
        assert not study.picture.line
        assert code not in codes(release, "kabkota") + codes(release, "provinsi")


def test_a_gap_narrows_or_widens(ask) -> None:  # type: ignore[no-untyped-def]
    """Medan's poverty rate is under the province's and nears it: no worsening."""
    study = ask("selisih_kemiskinan_provinsi", CITY)
    assert "cenderung naik, jadi selisihnya menyempit (tetap di bawah pembandingnya): +" in study.sentences[0]  # fmt: skip
    words = " ".join(e.text for r in study.grids[0].rows for e in r.entries[1:3])
    assert "memburuk" not in study.headline + words
    assert "membaik" not in study.headline + words

    def moved(direction: int, *values: float) -> str:
        return narrows(
            [Observation(CITY, str(2000 + i), v) for i, v in enumerate(values)], direction
        )

    assert moved(-1, 3, 2, 1) == moved(1, -3, -2) == "narrower"
    assert moved(1, 1, 2, 3) == moved(-1, -1, -2) == "wider"
    assert moved(1, -1, 1) == moved(0, 1, 2) == ""


def test_surveys_warn_of_their_error_and_units_are_said_once(ask) -> None:  # type: ignore[no-untyped-def]
    assert any("galat contoh" in n for n in ask("tpt", CITY).notes)
    assert not any("galat contoh" in n for n in ask("inflasi_tahunan", NATION).notes)
    spent = ask("pengeluaran_per_kapita", CITY)
    assert "per tahun per tahun" not in spent.headline
    assert "ribu rupiah per orang per tahun, setiap tahun (selang" in spent.sentences[0]
    one = ask("tpt", CITY, "2023", "2023")
    assert "· 2023" in one.subtitle
    assert "2023–2023" not in one.subtitle
    assert "paling sedikit 5" in one.refusal


def test_the_whole_level_is_tested_at_once_with_a_false_discovery_rate(ask, cursor: Cursor, catalogue: Catalogue) -> None:  # type: ignore[no-untyped-def] # fmt: skip
    found = {}
    for area in catalogue.level("kabkota"):
        values = series(cursor, "tpt", area.area_code, "2010")
        if len(values) >= 5:
            by_hand = list(values.values())
            tied = len(set(by_hand)) < len(by_hand)
            found[area.area_code] = None if tied else stats.kendalltau(
                list(values), by_hand, method="exact").pvalue  # fmt: skip
    grid = ask("tpt", CITY).grids[0]
    raw = {r.area_code: r.entries[6].value for r in grid.rows}
    fair = {r.area_code: r.entries[7].value for r in grid.rows}
    assert set(raw) == set(found)
    for area, p in found.items():
        assert p is None or raw[area] == pytest.approx(p, abs=1e-5)
    theirs = stats.false_discovery_control([raw[a] for a in raw])
    assert [fair[a] for a in raw] == pytest.approx(list(theirs), abs=1e-4)
    sure = sum(p < 0.05 for p in fair.values())
    assert 0 < sure < sum(p < 0.05 for p in raw.values())
    assert f"{33 - sure} tanpa tren yang pasti" in " ".join(ask("tpt", CITY).sentences)
    words = [r.entries[2].text for r in grid.rows]
    assert sum("cenderung" in w for w in words) == sure
    alone = [r.entries[1].text for r in grid.rows]
    assert sum("cenderung" in w for w in alone) == sum(p < 0.05 for p in raw.values())
    slopes = [r.entries[3].value for r in grid.rows]
    assert slopes == sorted(slopes, reverse=True)


@pytest.mark.parametrize(
    ("code", "area", "word"),
    [("ipm", CITY, "cenderung naik, jadi membaik"), ("pertumbuhan_ekonomi", CITY, "cenderung turun, jadi memburuk"),
     ("gini", PROVINCE, "cenderung turun, jadi membaik"), ("garis_kemiskinan", PROVINCE, "cenderung naik: "),
     ("inflasi_tahunan", NATION, "tidak ada tren yang pasti. ")],
)  # fmt: skip
def test_polarity_is_said_only_where_there_is_one_and_a_direction(ask, code: str, area: str, word: str) -> None:  # type: ignore[no-untyped-def] # fmt: skip
    assert word in ask(code, area).sentences[0]


def test_a_series_is_never_joined_to_another_or_to_another_round(ask, cursor: Cursor, release: Release) -> None:  # type: ignore[no-untyped-def] # fmt: skip
    """The HDI of 2025 is of another series; the province's September Gini of another round."""
    values = series(cursor, "ipm", CITY, "2000", "ipm_sp2010")
    study = ask("ipm", CITY)
    assert [(p.time, p.value) for p in study.picture.points] == list(values.items())
    assert "IPM metode baru (Long Form SP2020): 2" in study.sentences[-1]
    found = chosen(release, Asked("gini", PROVINCE))
    assert found is not None
    assert {r.period[4:] for r in found.rows} == {""}
    assert "September" in ask("gini", PROVINCE).sentences[-1]


def test_fewer_than_five_periods_are_refused_with_count_and_reason(ask) -> None:  # type: ignore[no-untyped-def]
    four = ask("tpt", CITY, "2020", "2023")
    assert "hanya 4 periode" in four.refusal
    assert "seluruhnya 18 periode" in four.refusal
    assert not four.sentences
    assert not four.picture.line
    assert ask("tpt", CITY, "2020", "2024").refusal == ""
    other = ask("kepadatan_baku", "1275010")
    assert "hanya 1 periode" in other.refusal
    assert "Sensus Penduduk 2010: 1" in other.refusal


def test_counts_and_what_may_not_change_are_refused(ask) -> None:  # type: ignore[no-untyped-def]
    assert "jumlah mengikuti besarnya wilayah" in ask("jumlah_penduduk", CITY).refusal
    assert "perubahan antarperiodenya tidak boleh disebut" in ask("balita_pendek_per_100_diukur", "1275010").refusal  # fmt: skip
    assert "tidak ada angkanya untuk Indonesia" in ask("umk", NATION).refusal


def test_memory_is_said_in_words_and_nothing_is_corrected(ask, cursor: Cursor) -> None:  # type: ignore[no-untyped-def]
    study = ask("ipm", CITY)
    assert any("autokorelasi lag-1" in s for s in study.sentences)
    values = series(cursor, "ipm", CITY, "2000", "ipm_sp2010")
    raw = stats.kendalltau(list(values), list(values.values()), method="exact").pvalue
    own = next(r for r in study.grids[0].rows if r.area_code == CITY)
    assert own.entries[6].value == pytest.approx(raw, abs=1e-6)
    assert not any("autokorelasi" in s for s in ask("tpt", CITY).sentences)


def test_the_default_stretch_stops_at_a_hole_of_more_than_two_years() -> None:
    def rows(*years: int) -> list[Observation]:
        return [Observation(CITY, str(y), 1.0) for y in years]

    assert stretch(rows(2005, 2006, 2007, *range(2010, 2016), 2017)) == (2010, 2017)
    assert stretch(rows(2001, 2003, 2005, 2007, 2009)) == (2001, 2009)
    assert stretch(rows(2001, 2002, 2003, 2004, 2020)) == (2001, 2020)


def test_what_is_offered_can_be_answered_and_names_are_unique(release: Release, catalogue: Catalogue) -> None:  # fmt: skip
    assert levels(release)[0] == "kabkota"
    for level in levels(release):
        offered = codes(release, level)
        assert set(offered) <= every_code(release)
        names = [label(c, catalogue, "id") for c in offered]
        assert len(names) == len(set(names))
        for code in offered:
            made = [trend(release, catalogue, Asked(code, a.area_code), "en") for a in catalogue.level(level)[:4]]  # fmt: skip
            assert all(m.sentences or m.refusal for m in made)
            json.dumps(made[0].picture, default=lambda o: vars(o))


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("width", [360.0, 820.0, 1112.0])
def test_no_text_leaves_the_picture_and_none_is_small(ask, lang: str, width: float) -> None:  # type: ignore[no-untyped-def]
    for code, area in (("tpt", CITY), ("pdrb_per_kapita_adhk", CITY), ("ump", NATION)):
        drawn = studies.drawn(ask(code, area, lang=lang), colour.palette("light"), width, {})
        inside(drawn.body, drawn.width, drawn.height)
        assert drawn.body.count('class="m"') >= len(ask(code, area).picture.points)


def inside(body: str, width: float, height: float) -> None:
    """Every text within the box, at 11.5 pixels or more."""
    for text in ElementTree.fromstring(f"<svg>{body}</svg>").iter("text"):
        size, bold = float(text.get("font-size", "0")), text.get("font-weight") == "700"
        wide = types.width(text.text or "", size, bold)
        back = {"end": wide, "middle": wide / 2}.get(text.get("text-anchor", ""), 0.0)
        start = float(text.get("x", "0")) - back
        assert size >= 11.5, text.text
        assert start >= -0.5, (text.text, start)
        assert start + wide <= width + 1, text.text
        assert 0 < float(text.get("y", "0")) < height + 1, text.text


def test_the_picture_file_holds_title_answer_and_release(ask, release: Release) -> None:  # type: ignore[no-untyped-def]
    study = ask("tpt", CITY)
    made = plate.svg(study, colour.palette("light"), {}, f"rilis {release.name}")
    root = ElementTree.fromstring(made)
    words = " ".join(t.text or "" for t in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "cenderung turun" in words
    assert release.name in words
    assert "tingkat bukti C" in words


@pytest.fixture
def app(state: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """A page as the server runs it, without a browser."""
    from atlas import settings
    from atlas.ui import frame

    def run(page: str, **params: str) -> AppTest:
        at = AppTest.from_file(str(ROOT / "pages" / "_frame.py"), default_timeout=60)
        at.run()
        at.query_params.update(params)
        at.switch_page(page)
        return at.run()

    monkeypatch.setenv("ATLAS_STATE", str(state))
    settings.settings.cache_clear()
    frame.store.cache_clear()
    yield run
    monkeypatch.undo()
    settings.settings.cache_clear()
    frame.store.cache_clear()


@pytest.mark.parametrize(
    "params",
    [{}, {"level": "kecamatan", "area": "99"}, {"indikator": "x" * 10_000, "dari": "2030", "sampai": "<b>"},
     {"dari": "2020", "sampai": "2015"}, {"indikator": "jumlah_penduduk@sex=L;umur=0-4", "level": "\0"}],
)  # fmt: skip
def test_any_address_is_answered(app, params: dict[str, str]) -> None:  # type: ignore[no-untyped-def]
    at = app("tren.py", **params)
    assert not at.exception
    said = " ".join(str(getattr(e, "body", "") or "") for e in at.main)
    assert re.search("cenderung|tidak diuji|tidak ada tren", said)
    assert bool(at.info) == bool(
        (params and "jumlah" not in params.get("indikator", "")) or "level" in params
    )


def test_long_series_of_kecamatan_are_tested_as_they_will_be(long_release: Release) -> None:
    invented = long_release
    catalogue = query.catalogue(invented)
    rising = trend(invented, catalogue, Asked("uji_naik", "1275040"), "id")
    values = [expected("uji_naik", "1275040", str(y)) for y in range(2017, 2025)]
    line = stats.theilslopes(values, range(2017, 2025))
    assert "cenderung naik, jadi membaik: " + comma(round(line.slope, 2), 2) in rising.sentences[0]
    assert "Bila 21 kecamatan diuji sekaligus: 0 cenderung turun, 21 cenderung naik" in " ".join(rising.sentences)  # fmt: skip
    assert len(rising.picture.slopes) == 21
    flat = trend(invented, catalogue, Asked("uji_datar", "1275090"), "id")
    assert "tidak ada tren yang pasti" in flat.sentences[0]
    holed = trend(invented, catalogue, Asked("uji_celah", "1275040"), "id")
    assert holed.sentences[1].startswith("Tahun tanpa angka: 2020;")
    assert holed.picture.gaps[0][:2] == (2020, 2020)
    for code in ("uji_seri", "uji_semester"):
        refused = trend(invented, catalogue, Asked(code, "1275040"), "id").refusal
        assert "hanya 4 periode" in refused
        assert "Tidak disambung" in refused
    assert "uji_naik" in codes(invented, "kecamatan")
    assert "uji_jumlah" not in codes(invented, "kecamatan")
