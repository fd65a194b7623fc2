"""What every study shares: which tables enter, its address and digest, its picture and workbook."""

from __future__ import annotations

import dataclasses
import io
import re
from pathlib import Path
from xml.etree import ElementTree

import mapclassify
import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from atlas import colour, handout, honest, plate, query, settings, view
from atlas.choice import Choice, resolve
from atlas.classify import METHODS
from atlas.model import MAP_LEVELS
from atlas.query import Catalogue
from atlas.store import Cursor, Release
from atlas.study import Entry, Grid, Head, Row, Study, classes, described, find, rates, tools
from atlas.study.rates import why_not
from atlas.study.spread import spread
from atlas.svg import type as types
from atlas.ui import frame, onward

ROOT = Path(__file__).resolve().parent.parent
SVG = "{http://www.w3.org/2000/svg}"
ORACLE = {"kuantil": mapclassify.Quantiles, "jenks": mapclassify.FisherJenks,
          "interval": mapclassify.EqualInterval}  # fmt: skip


@pytest.mark.parametrize("level", MAP_LEVELS)
def test_only_rates_with_sure_values_of_nearly_all_areas_enter(
    release: Release, catalogue: Catalogue, level: str
) -> None:
    found = rates(release, level)
    assert found
    for rate in found:
        assert rate.indicator.measure != "jumlah"
        assert not rate.indicator.extensive
        assert len(rate.values) >= 0.9 * rate.of == 0.9 * len(catalogue.level(level))
        for code, value in rate.values.items():
            row = rate.rows[code]
            assert (row.value, row.low) == (value, None)
            assert row.denominator is None or row.denominator >= rate.indicator.min_denominator
    labels = [r.label(catalogue, "id") for r in found]
    assert len(labels) == len(set(labels))


def test_a_count_is_no_rate(release: Release) -> None:
    for count in ("jumlah_penduduk", "kejadian_banjir", "luas_wilayah", "sekolah_sd"):
        assert find(release, "kecamatan", count) is None
    assert find(release, "kecamatan", "kepadatan_baku") is not None


def test_shares_of_one_total_are_shown_but_enter_no_statistics(release: Release) -> None:
    """Divided by one number for all areas they are the count itself in another unit."""
    for level in ("kecamatan", "kelurahan", "kabkota"):
        shown = {r.code for r in described(release, level)}
        left = shown - {r.code for r in rates(release, level)}
        assert {c for c in shown if c.startswith("pangsa_")} == left != set()
    found = next(r for r in described(release, "kecamatan") if r.code == "pangsa_penduduk_kota")
    with release.cursor() as cursor:
        table = found.table
        people = query.values(
            cursor, "jumlah_penduduk", "kecamatan", table.period, "", table.series
        )
    ratios = [v / (people[c].value or 0) for c, v in found.values.items()]
    assert max(ratios) - min(ratios) < 0.01 * max(ratios)


def test_the_rule_of_shares_reads_how_a_figure_is_computed() -> None:
    rules = [
        {"indicator": "a", "kind": "rasio", "numerator": "n", "denominator_area": "12"},
        {"indicator": "b", "kind": "rasio", "numerator": "x", "denominator_area": "12"},
        {"indicator": "c", "kind": "rasio", "numerator": "n", "denominator_area": None},
        {"indicator": "d", "kind": "selisih", "numerator": "x", "denominator_area": "12"},
    ]
    assert honest.shares(rules, {"n"}) - set(honest.PUBLISHED_SHARES) == {"a"}
    assert honest.against_one(rules) == {"a", "b", "d"}


def test_why_an_indicator_is_no_rate_is_known(release: Release) -> None:
    for code, reason in (("jumlah_penduduk", "jumlah"), ("kejadian_banjir", "disebut"), ("tpt", "jarang"),
                         ("pangsa_penduduk_kota", "bagian"), ("kepadatan_baku", ""), ("<b>", ""),
                         ("kepadatan_baku@x=y", ""), ("jumlah_penduduk@" + "z" * 500, "")):  # fmt: skip
        assert why_not(release, "kecamatan", code) == reason


def test_which_figures_are_estimates_of_a_survey(release: Release) -> None:
    sampled = {r.code for r in described(release, "kabkota")
               if honest.sampled(r.indicator, r.rows.values())}  # fmt: skip
    assert {"tpt", "tpak", "rls", "hls", "pengeluaran_per_kapita", "ipm", "p1", "air_minum_layak",
            "persen_penduduk_miskin", "selisih_kemiskinan_provinsi"} <= sampled  # fmt: skip
    assert (
        not {"pdrb_per_kapita_adhk", "pertumbuhan_pdrb_dihitung", "pangsa_pdrb_provinsi"} & sampled
    )
    assert not any(honest.sampled(r.indicator, r.rows.values()) for r in described(release, "kecamatan"))  # fmt: skip


def test_a_spread_says_median_and_what_areas_without_a_figure_have(
    release: Release, catalogue: Catalogue
) -> None:
    rate = find(release, "kecamatan", "siswa_per_rombel_mi")
    assert rate is not None
    study = spread(release, catalogue, rate, "kecamatan", [], "id")
    assert study.sentences[0].endswith(
        "pada 19 kecamatan; median 27,5 siswa per rombongan belajar."
    )
    left = next(n for n in study.notes if n.startswith("Tanpa angka yang pasti"))
    assert left.endswith("Medan Maimun: Tidak berlaku (NA); Medan Baru: Tidak berlaku (NA).")
    poor = find(release, "kabkota", "persen_penduduk_miskin")
    assert poor is not None
    notes = spread(release, catalogue, poor, "kabkota", [], "id").notes
    assert any("galat contoh" in n for n in notes)
    assert not any("galat contoh" in n for n in study.notes)


@pytest.mark.parametrize(("params", "said"), [
    ({"indikator": "jumlah_penduduk"}, "Jumlah penduduk adalah jumlah, dan jumlah tidak masuk statistik"),
    ({"indikator": "tpt", "level": "kecamatan"}, "tidak punya angka yang pasti untuk hampir semua wilayah"),
    ({"indikator": "<b>tak ada"}, "tidak dikenal"),
])  # fmt: skip
def test_the_page_of_spread_gives_the_reason_of_a_refusal(
    state: Path, monkeypatch: pytest.MonkeyPatch, params: dict[str, str], said: str
) -> None:
    monkeypatch.setenv("ATLAS_STATE", str(state))
    settings.settings.cache_clear()
    frame.store.cache_clear()
    at = AppTest.from_file(str(ROOT / "pages" / "_frame.py"), default_timeout=60).run()
    at.query_params.update(params)
    at.switch_page("sebaran.py")
    at.run()
    monkeypatch.undo()
    settings.settings.cache_clear()
    frame.store.cache_clear()
    assert not at.exception
    assert len(at.info) == 1
    assert said in at.info[0].value


def swarm(release: Release, catalogue: Catalogue, *chosen: str, lang: str = "id") -> Study:
    rate = find(release, "kecamatan", "kepadatan_baku")
    assert rate is not None
    return spread(release, catalogue, rate, "kecamatan", chosen, lang)  # type: ignore[arg-type]


def test_a_spread_holds_every_figure_as_published(
    release: Release, catalogue: Catalogue, cursor: Cursor
) -> None:
    cursor.execute(
        "select area_code, value from observation where indicator = 'kepadatan_baku' "
        "and level = 'kecamatan' and series = 'sp2020'"
    )
    published = dict(cursor.fetchall())
    study = swarm(release, catalogue, "1275180")
    assert {r.area_code: r.entries[1].value for r in study.grids[0].rows} == published
    ordered = sorted(published.values())
    assert study.picture.median == ordered[10]
    place = 1 + sum(v > published["1275180"] for v in ordered)
    assert (
        study.sentences[-1]
        == f"Medan Deli: 9.085 jiwa per km², di bawah median, urutan {place} dari 21."
    )


def test_dots_of_a_swarm_do_not_touch(release: Release, catalogue: Catalogue) -> None:
    drawn = plate.svg(swarm(release, catalogue), colour.palette("light"), {}, "")
    circles = [
        (float(c.get("cx", 0)), float(c.get("cy", 0)), float(c.get("r", 0)))
        for c in ElementTree.fromstring(drawn).iter(f"{SVG}circle")
    ]
    assert len(circles) == 21
    for i, (x, y, r) in enumerate(circles):
        for x2, y2, r2 in circles[i + 1 :]:
            assert (x - x2) ** 2 + (y - y2) ** 2 >= (r + r2) ** 2 - 1


def test_the_digest_follows_what_is_said(release: Release, catalogue: Catalogue) -> None:
    one, same = swarm(release, catalogue), swarm(release, catalogue)
    assert one.digest() == same.digest()
    assert one.digest() != swarm(release, catalogue, "1275180").digest()
    assert one.path == "/sebaran?level=kecamatan&indikator=kepadatan_baku"
    assert swarm(release, catalogue, "1275180", lang="en").path.endswith("&area=1275180&lang=en")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_picture_says_what_it_is_and_no_text_leaves_it(
    release: Release, catalogue: Catalogue, lang: str
) -> None:
    study = swarm(release, catalogue, "1275180", "1275210", lang=lang)
    drawn = plate.svg(
        study, colour.palette("light"), {}, f"rilis {study.release} https://atlas.test"
    )
    tree = ElementTree.fromstring(drawn)
    width, height = float(tree.get("width", 0)), float(tree.get("height", 0))
    texts = [(e, "".join(e.itertext())) for e in tree.iter(f"{SVG}text")]
    whole = " ".join(text for _, text in texts)
    for part in (study.title, study.subtitle, study.release, "BPS", study.notes[0]):
        assert part.split()[0] in whole
        assert part[-12:].strip() in whole
    for element, text in texts:
        size = float(element.get("font-size", 0))
        bold = element.get("font-weight") == "700"
        wide = types.width(text, size, bold)
        x = float(element.get("x", 0))
        left = x - {"middle": wide / 2, "end": wide}.get(element.get("text-anchor", ""), 0)
        assert left >= -1
        assert left + wide <= width + 1
        assert float(element.get("y", 0)) <= height
    assert plate.png(drawn)[:8] == b"\x89PNG\r\n\x1a\n"


EVIL = ("=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t=1", "＝1")


def test_a_workbook_has_every_number_and_runs_no_formula(
    release: Release, catalogue: Catalogue
) -> None:
    study = swarm(release, catalogue)
    rows = tuple(Row((Entry(text), Entry(f"{i} r", float(i))), text) for i, text in enumerate(EVIL))
    grid = Grid("Jahat", "Jahat", (Head("=A"), Head("n", True)), rows)
    url = "https://atlas.test" + study.path
    file = handout.study_workbook(dataclasses.replace(study, grids=(*study.grids, grid)), url)
    book = openpyxl.load_workbook(io.BytesIO(file))
    assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)
    assert [r[1] for r in book["Jahat"].iter_rows(min_row=2, values_only=True)] == list(EVIL)
    shown = [(r[2], r[3]) for r in book["Jahat"].iter_rows(min_row=2, values_only=True)]
    assert shown == [(i, f"{i} r") for i in range(len(EVIL))]
    data = list(book["Data"].iter_rows(min_row=2, values_only=True))
    assert {r[0]: r[2] for r in data} == {
        r.area_code: r.entries[1].value for r in study.grids[0].rows
    }
    about = "\n".join(str(c) for row in book["Catatan"].iter_rows(values_only=True) for c in row)
    for part in (study.title, study.release, url, "CC BY 4.0", study.notes[0], "Tingkat bukti"):
        assert part.lower() in about.lower()


def test_a_view_as_a_workbook_has_its_figures_and_notes(
    release: Release, catalogue: Catalogue, cursor: Cursor
) -> None:
    tables = query.coverage(cursor, "tpt")
    resolved = resolve(Choice("tpt", "kabkota", "2024"), tables, catalogue, [])
    shown = view.area_view(release, cursor, catalogue, resolved, "en")
    book = openpyxl.load_workbook(io.BytesIO(handout.view_workbook(shown, "https://atlas.test/x")))
    rows = list(book["Data"].iter_rows(values_only=True))
    column = rows[0].index("value")
    assert [r[column] for r in rows[1:]] == [c.value for c in shown.cells]
    about = "\n".join(str(c) for row in book["Notes"].iter_rows(values_only=True) for c in row)
    assert all(note in about for note in shown.notes)
    assert "https://atlas.test/x" in about


@pytest.mark.parametrize(("code", "level"), [("kepadatan_baku", "kecamatan"), ("tpt", "kabkota")])
def test_areas_on_an_edge_are_those_that_mapclassify_puts_elsewhere(
    release: Release, catalogue: Catalogue, cursor: Cursor, code: str, level: str
) -> None:
    resolved = resolve(Choice(code, level), query.coverage(cursor, code), catalogue, [])
    shown = view.area_view(release, cursor, catalogue, resolved, "id")
    firm = classes.firmness(release, resolved, shown)
    assert firm is not None
    cursor.execute(
        "select area_code, value, period from observation where indicator = ? and level = ? "
        "and series = ? and value is not null and (period_kind <> 'round' or period[5:] = ?)",
        [code, level, resolved.choice.series, resolved.choice.period[4:]],
    )
    pool = cursor.fetchall()
    now = [i for i, row in enumerate(pool) if row[2] == resolved.choice.period]
    expected: dict[str, dict[str, int]] = {}
    for method in METHODS:
        placed = ORACLE[method]([row[1] for row in pool], k=5).yb
        for i in now:
            expected.setdefault(pool[i][0], {})[method] = int(placed[i]) + 1
    assert firm.places == expected
    moved = {c for c, places in expected.items() if len(set(places.values())) > 1}
    assert set(firm.edges) == moved
    said = classes.sentence(firm, shown, "kuantil", "id")
    assert said.startswith(f"{len(moved)} dari {len(expected)} ")
    counts = re.findall(r"(?:Fisher-Jenks|Interval sama) (\d+)", said)
    assert counts == [
        str(sum(p[m] != p["kuantil"] for p in expected.values())) for m in METHODS[1:]
    ]


def test_own_bounds_and_circles_have_no_edges(
    release: Release, catalogue: Catalogue, cursor: Cursor
) -> None:
    for choice in (Choice("tpt", "kabkota", method="sendiri", breaks=(5.0,)),
                   Choice("jumlah_penduduk", "kecamatan")):  # fmt: skip
        tables = query.coverage(cursor, choice.indicator)
        resolved = resolve(choice, tables, catalogue, [])
        shown = view.area_view(release, cursor, catalogue, resolved, "id")
        assert classes.firmness(release, resolved, shown) is None


def test_the_workbench_names_every_tool_once() -> None:
    named = [tool for group in tools.GROUPS.values() for tool in group]
    assert sorted(named) == sorted([*frame.TOOLS, tools.CLASSES])
    pages = Path(__file__).resolve().parent.parent / "pages"
    assert all((pages / file).exists() for file, _ in frame.TOOLS.values())


def test_a_view_leads_on_only_to_tools_that_have_an_answer(
    release: Release, catalogue: Catalogue, cursor: Cursor
) -> None:
    def ways(choice: Choice) -> set[str]:
        resolved = resolve(choice, query.coverage(cursor, choice.indicator), catalogue, [])
        return set(onward._ways(release, resolved, catalogue.indicators[choice.indicator]))

    assert ways(Choice("tpt", "kabkota")) == {"spread", "pattern", "change", "multiples", "trend"}
    assert ways(Choice("tpt", "kota")) == {"trend"}
    assert ways(Choice("kepadatan_baku", "kecamatan")) == {"spread", "pattern"}
    assert ways(Choice("kejadian_banjir", "kecamatan")) == set()
    assert ways(Choice("pemilih_tetap", "kecamatan")) == {"change"}
