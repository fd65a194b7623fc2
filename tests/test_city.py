"""The city among the 33, its province and the nation: figures, ranks and sentences by their data."""

from __future__ import annotations

import csv
import dataclasses
import io
import itertools
from collections import Counter
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from atlas import colour, figure, query
from atlas.choice import Choice, resolve
from atlas.model import CITY, NATION, PROVINCE, Lang
from atlas.query import Catalogue
from atlas.sheet import csv_text
from atlas.store import Cursor, Release
from atlas.ui.city import COMPUTED, NEIGHBOUR, PUBLISHED
from atlas.view import Peers, area_view, peer_view
from atlas.view.peers import change_unit, move

ROOT = Path(__file__).resolve().parent.parent
EVERY = (*PUBLISHED, *COMPUTED)
POVERTY = "persen_penduduk_miskin"


@pytest.fixture
def peers(release: Release, cursor: Cursor, catalogue: Catalogue):  # type: ignore[no-untyped-def]
    def show(indicator: str, lang: Lang = "id", since: str = "2010", **fields: str) -> Peers:
        choice = Choice(indicator, "kabkota", **({"area": NEIGHBOUR} | fields))
        resolved = resolve(choice, query.coverage(cursor, indicator), catalogue, [])
        return peer_view(release, cursor, catalogue, resolved, since, lang)

    return show


@pytest.fixture
def app(state: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """The page as the server runs it, without a browser."""
    from atlas import settings
    from atlas.ui import frame

    def run(**params: str) -> AppTest:
        at = AppTest.from_file(str(ROOT / "pages" / "_frame.py"), default_timeout=60)
        at.run()
        at.query_params.update(params)
        at.switch_page("kota.py")
        return at.run()

    monkeypatch.setenv("ATLAS_STATE", str(state))
    settings.settings.cache_clear()
    frame.store.cache_clear()
    yield run
    monkeypatch.undo()
    settings.settings.cache_clear()
    frame.store.cache_clear()


def published(cursor: Cursor, indicator: str, area: str, series: str) -> dict[str, float]:
    cursor.execute(
        "select period, value from observation where indicator = ? and area_code = ? "
        "and series = ? and dim = '' and value is not null order by period",
        [indicator, area, series],
    )
    return dict(cursor.fetchall())


def ranked_by_sql(cursor: Cursor, indicator: str, series: str) -> dict[tuple[str, str], int]:
    """(area, period): rank from the largest, for periods in which all 33 have a value."""
    cursor.execute(
        """with whole as (
             select period from observation where indicator = ? and level = 'kabkota'
               and series = ? and dim = '' and value is not null
             group by period having count(*) = 33)
           select area_code, period, rank() over (partition by period order by value desc)
           from observation join whole using (period)
           where indicator = ? and level = 'kabkota' and series = ? and dim = ''
           order by area_code, period""",
        [indicator, series, indicator, series],
    )
    return {(area, period): rank for area, period, rank in cursor.fetchall()}


def test_poverty_of_the_four_is_their_own_march_figures_and_never_a_september_one(
    peers, cursor: Cursor
) -> None:  # type: ignore[no-untyped-def]
    found = peers(POVERTY)
    assert [line.area_code for line in found.lines.lines] == [CITY, NEIGHBOUR, PROVINCE, NATION]
    for line in found.lines.lines:
        wanted = published(cursor, POVERTY, line.area_code, "")
        march = {p: v for p, v in wanted.items() if len(p) == 4 and p >= "2010"}
        assert {p.period: p.value for p in line.points} == march
    assert "2015-09" in published(cursor, POVERTY, PROVINCE, "")


def test_poverty_from_2010_to_the_last_figure_of_each_is_answered(peers, cursor: Cursor) -> None:  # type: ignore[no-untyped-def]
    found = peers(POVERTY)
    ends = {p.name: (p.first.label, p.first.text, p.last.label, p.last.text) for p in found.peers}
    assert ends["Kota Medan"][:2] == ("2010", "10,05")
    assert ends["Kota Medan"][2] == "2025"
    assert ends["Kabupaten Deli Serdang"] == ("2010", "5,34", "2023", "3,44")
    assert ends["Sumatera Utara"][::2] == ("2010", "2025")
    assert ends["Indonesia"][::2] == ("2010", "2024")
    assert (
        "Periode terakhirnya tidak sama: Kota Medan 2025; Kabupaten Deli Serdang 2023; "
        "Sumatera Utara 2025; Indonesia 2024." in found.lines.sentences
    )
    said = found.lines.sentences[0]
    assert said.startswith("Perubahan 2010–2023, periode yang dimiliki semuanya (persen poin): ")
    assert "Kota Medan −2,05; Kabupaten Deli Serdang −1,90" in said
    medan = published(cursor, POVERTY, CITY, "")
    assert found.peers[0].move.step == round(medan["2025"] - medan["2010"], 6)
    assert found.peers[0].shared.step == round(medan["2023"] - medan["2010"], 6)


def test_the_rank_of_medan_in_the_hdi_2011_and_2023(peers) -> None:  # type: ignore[no-untyped-def]
    found = peers("ipm", series="ipm_sp2010")
    assert "Peringkat Kota Medan: ke-1 dari 33 (2011), ke-1 dari 33 (2023)." in found.rank_sentences
    assert found.rank_sentences[2].startswith("Peringkat 1 adalah nilai tertinggi; arah")
    assert "lebih tinggi lebih baik" in found.rank_sentences[2]
    assert "2010 (30)" in found.rank_sentences[3]
    english = peers("ipm", "en", series="ipm_sp2010").rank_sentences
    assert "Rank of Medan City: 1 of 33 (2011), 1 of 33 (2023)." in english


def test_the_hdi_of_two_methods_is_never_mixed(peers, cursor: Cursor) -> None:  # type: ignore[no-untyped-def]
    old, new = peers("ipm", series="ipm_sp2010"), peers("ipm", series="ipm_lfsp2020")
    for found, series in ((old, "ipm_sp2010"), (new, "ipm_lfsp2020")):
        for line in found.lines.lines:
            wanted = published(cursor, "ipm", line.area_code, series)
            assert {p.period: p.value for p in line.points} == wanted
            assert line.series == series
    assert new.rank_lines == ()
    assert new.rank_sentences[0].startswith("Tidak ada periode dengan angka untuk ke-33 wilayah")


@pytest.mark.parametrize("indicator", EVERY)
def test_ranks_are_those_of_plain_sql_over_periods_with_all_33(
    peers, cursor: Cursor, catalogue: Catalogue, indicator: str
) -> None:  # type: ignore[no-untyped-def]
    tables = [t for t in query.coverage(cursor, indicator) if t.level == "kabkota" and not t.dim]
    for series in {t.series for t in tables if t.areas > 1}:
        found = peers(indicator, since="2000", series=series)
        drawn = {
            (line.area_code, p.period): p.rank for line in found.rank_lines for p in line.places
        }
        assert drawn == ranked_by_sql(cursor, indicator, series)


def test_areas_that_share_a_rank_are_said_to(peers, cursor: Cursor) -> None:  # type: ignore[no-untyped-def]
    ranks = ranked_by_sql(cursor, POVERTY, "")
    shared = Counter((period, rank) for (_, period), rank in ranks.items())
    area, period = next((area, period) for (area, period), rank in ranks.items()
                        if area != CITY and shared[period, rank] == 2)  # fmt: skip
    said = peers(POVERTY, area=area, period=period).rank_sentences[1]
    assert f"sama dengan 1 wilayah lain ({period})" in said


def test_a_change_is_in_the_right_unit(catalogue: Catalogue, peers) -> None:  # type: ignore[no-untyped-def]
    units = {i: change_unit(catalogue.indicators[i], "id") for i in EVERY}
    points = {POVERTY, "tpt", "pertumbuhan_ekonomi", "pertumbuhan_pdrb_dihitung",
              "pangsa_pdrb_provinsi", "pdrb_per_kapita_relatif", "selisih_kemiskinan_provinsi",
              "selisih_kemiskinan_nasional", "selisih_pengangguran_provinsi",
              "selisih_pertumbuhan_provinsi", "selisih_pertumbuhan_nasional"}  # fmt: skip
    assert {i for i, unit in units.items() if unit == "persen poin"} == points
    assert units["ipm"] == units["selisih_ipm_provinsi"] == "poin"
    assert {units[i] for i in ("uhh", "hls", "rls")} == {"tahun"}
    assert {units[i] for i in ("pengeluaran_per_kapita", "pdrb_per_kapita_adhk")} == {"persen"}
    income = peers("pengeluaran_per_kapita").peers[0]
    share = 100 * (income.last.value - income.first.value) / income.first.value
    assert income.move.step == round(share, 1)


def test_no_change_is_stated_between_figures_that_may_not_be_compared(
    cursor: Cursor, catalogue: Catalogue
) -> None:
    before, after = query.history(cursor, POVERTY, [CITY], "")[-2:]
    indicator = catalogue.indicators[POVERTY]

    def moved(**fields: object) -> object:
        return move(before, dataclasses.replace(after, **fields), indicator, "id")  # type: ignore[arg-type]

    assert moved()
    assert moved(series="other") is None
    assert moved(period=f"{after.period}-09") is None
    assert moved(partial_period="2025-01/2025-06") is None
    assert moved(value=None) is None
    assert moved(period=before.period) is None


def test_an_area_without_figures_is_named(peers) -> None:  # type: ignore[no-untyped-def]
    found = peers("pertumbuhan_ekonomi", series="pdrb_2010")
    assert found.peers[3].last is None
    assert "Tanpa angka dalam seri ini: Indonesia." in found.lines.sentences
    assert [line.area_code for line in found.lines.lines] == [CITY, NEIGHBOUR, PROVINCE]


def test_the_first_year_moves_lines_ranks_and_changes(peers) -> None:  # type: ignore[no-untyped-def]
    found = peers(POVERTY, since="2015")
    assert min(p.period for line in found.lines.lines for p in line.points) == "2015"
    assert found.rank_lines[0].places[0].period == "2015"
    assert found.since == "2015"
    assert peers(POVERTY, since="2015", period="2012").since == ""
    older = peers(POVERTY, since="2005")
    assert older.peers[0].first.label == "2005"
    assert older.since == "2010"


def test_each_area_keeps_the_decimals_it_is_published_with(peers) -> None:  # type: ignore[no-untyped-def]
    found = peers("pdrb_per_kapita_adhk", series="adhk_2010_psp2020")
    assert found.peers[0].last.text == "73.299"
    assert found.peers[2].last.text == "39.140,19"


def test_the_rank_chart_is_four_traces_with_1_on_top(peers) -> None:  # type: ignore[no-untyped-def]
    found = peers("tpt")
    drawn = figure.rank_lines(found, NEIGHBOUR, "light", "lain", narrow=False)
    quiet, area, city, names = drawn.data
    assert drawn.layout.yaxis.range[0] > 33 > 1 > drawn.layout.yaxis.range[1]
    assert (city.line.color, area.line.color) == (colour.INK["light"], colour.SELECTED["light"])
    by_code = {line.area_code: line for line in found.rank_lines}
    assert [y for y in city.y if y is not None] == [p.rank for p in by_code[CITY].places]
    periods = len(by_code[CITY].places)
    assert sum(y is not None for y in quiet.y) == 31 * periods
    assert sorted(names.y) == list(range(1, 34))
    assert len(names.text) == len(set(names.text)) == 33
    assert len(figure.rank_lines(found, NEIGHBOUR, "dark", "lain", narrow=True).data) == 3


def test_rank_lines_break_where_not_all_33_have_a_figure(peers) -> None:  # type: ignore[no-untyped-def]
    city = figure.rank_lines(peers("tpt"), NEIGHBOUR, "light", "lain", narrow=False).data[2]
    assert 2016 not in city.x
    assert 2019 not in city.x
    assert city.x[list(city.x).index(2015) + 1] is None
    assert city.x[list(city.x).index(2018) + 1] is None
    assert city.connectgaps is False


def test_hover_of_a_rank_names_area_rank_value_and_period(peers, cursor: Cursor) -> None:  # type: ignore[no-untyped-def]
    city = figure.rank_lines(peers("ipm", series="ipm_sp2010"), NEIGHBOUR, "light", "lain", False)
    trace = city.data[2]
    value, mark, label = trace.customdata[0]
    assert value == published(cursor, "ipm", CITY, "ipm_sp2010")[label]
    assert (trace.text[0], mark, label) == ("Kota Medan", "", "2011")
    assert "peringkat %{y} dari 33" in trace.hovertemplate
    assert "%{customdata[0]:,.2f}" in trace.hovertemplate


def test_lines_stand_on_one_axis_with_gaps_and_names_that_do_not_touch(peers) -> None:  # type: ignore[no-untyped-def]
    found = peers("tpt").lines
    drawn = figure.peer_lines(found, "light")
    assert [trace.name for trace in drawn.data] == [line.name for line in found.lines]
    assert {trace.yaxis for trace in drawn.data} == {None}
    province = drawn.data[2]
    assert province.x[list(province.x).index(2023) + 1] is None
    ticks = list(drawn.layout.xaxis.ticktext)
    assert ticks == [str(y) for y in range(2010, 2026)]
    heights = sorted(a.y for a in drawn.layout.annotations)
    values = [p.value for line in found.lines for p in line.points]
    apart = (max(values) - min(values)) / 10
    assert all(b - a >= apart for a, b in itertools.pairwise(heights))
    assert figure.peer_lines(found, "light", narrow=True).layout.showlegend is True
    assert len({trace.line.dash for trace in drawn.data}) == 3
    assert len({trace.marker.symbol[0] for trace in drawn.data}) == 4


def test_the_map_outlines_the_city_and_the_chosen_area(
    release: Release, cursor: Cursor, catalogue: Catalogue
) -> None:
    choice = Choice("ipm", "kabkota", area=NEIGHBOUR)
    resolved = resolve(choice, query.coverage(cursor, "ipm"), catalogue, [])
    found = area_view(release, cursor, catalogue, resolved, "id")
    drawn = figure.peer_map(found, release.boundary("kabkota"), NEIGHBOUR, "light")
    *_, area, halo, city = drawn.data
    assert area.line.color == colour.SELECTED["light"]
    assert (halo.lon, halo.lat) == (city.lon, city.lat)
    assert city.line.color == colour.INK["light"]
    assert halo.line.width > city.line.width


def test_the_comparison_can_be_taken_along(peers) -> None:  # type: ignore[no-untyped-def]
    found = peers(POVERTY).lines
    for form, separator, number in (("id", ";", "10,05"), ("en", ",", "10.05")):
        text = csv_text(found, form).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text), delimiter=separator))
        assert len(rows) == sum(len(line.points) for line in found.lines)
        first = next(r for r in rows if r["area_code"] == CITY and r["period"] == "2010")
        assert first["value"] == number
        assert first["source_id"]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_label_of_a_picker_is_its_own(catalogue: Catalogue, lang: Lang) -> None:
    names = [catalogue.indicators[code].name(lang) for code in EVERY]
    areas = [a.name(lang) for a in catalogue.level("kabkota")]
    assert len(names) == len(set(names)) == 18
    assert len(areas) == len(set(areas)) == 33
    assert catalogue.areas[NEIGHBOUR].name("id") == "Kabupaten Deli Serdang"


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("indicator", EVERY)
def test_every_indicator_is_spoken_of_and_drawn(peers, indicator: str, lang: Lang) -> None:  # type: ignore[no-untyped-def]
    found = peers(indicator, lang)
    said = " ".join((*found.lines.sentences, *found.rank_sentences, found.lines.title))
    assert "{" not in said
    assert "None" not in said
    assert found.lines.notes
    assert found.lines.sources
    assert figure.peer_lines(found.lines, "dark").data
    assert figure.rank_lines(found, NEIGHBOUR, "dark", "x", narrow=True).data


def test_the_page_opens_with_the_newest_period_of_all_33(app) -> None:  # type: ignore[no-untyped-def]
    page = app(indikator="uhh")
    assert not page.exception
    assert page.title[0].value.endswith("2021")
    assert [box.value for box in page.selectbox] == ["uhh", NEIGHBOUR, "2010"]
    assert page.select_slider[0].value == "2021"
    assert [h.value for h in page.header] == [
        "Peta 33 kabupaten/kota", "Dari waktu ke waktu", "Peringkat dari waktu ke waktu",
        "Semua kabupaten/kota",
    ]  # fmt: skip


@pytest.mark.parametrize("params", [
    {"indikator": "zzz", "series": "x", "period": "2099", "area": CITY, "dari": "1800"},
    {"indikator": "ipm", "series": "ipm_lfsp2020"}, {"indikator": "tpt", "dari": "2024"},
    {"indikator": "persen_penduduk_miskin", "period": "2015-09", "lang": "en"},
])  # fmt: skip
def test_whatever_the_url_asks_for_the_page_stands(app, params: dict[str, str]) -> None:  # type: ignore[no-untyped-def]
    page = app(**params)
    assert not page.exception
    assert page.title[0].value
    assert bool(page.info) == (params.get("series") == "x" or "-09" in params.get("period", ""))
