"""Likeness: scores and distances by hand and as scipy's, and every answer worked out again."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from math import sqrt
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import openpyxl
import pytest
from scipy import stats
from scipy.spatial.distance import cdist
from streamlit.testing.v1 import AppTest

from atlas import colour, handout, plate
from atlas.measure.similar import (
    by_distance,
    distance,
    nearest_distances,
    shares,
    twins,
    without_each,
)
from atlas.measure.standard import band, directed, directed_ranks, fifth, z_scores
from atlas.model import Lang
from atlas.query import Catalogue
from atlas.store import Cursor, Release
from atlas.study import Rate, Study, find, rates
from atlas.study.similar import MOST, PEERS, TWINS, offered, read, similar, usual
from atlas.svg import study as studies
from atlas.svg import type as types

SVG = "{http://www.w3.org/2000/svg}"
ROOT = Path(__file__).resolve().parent.parent
DELI = "1275180"
FOUR = ({"a": 2.0, "b": 4.0, "c": 4.0, "d": 6.0}, {"a": 10.0, "b": 10.0, "c": 30.0, "d": 30.0})
"""Four areas, two indicators: means 4 and 20, population deviations the root of 2, and 10."""
SCORES = [z_scores(values) for values in FOUR]


def test_standard_scores_by_hand() -> None:
    r = sqrt(2)
    assert SCORES[0] == pytest.approx({"a": -r, "b": 0, "c": 0, "d": r})
    assert SCORES[1] == {"a": -1, "b": -1, "c": 1, "d": 1}
    with pytest.raises(ValueError, match="different"):
        z_scores({"a": 3.0, "b": 3.0})


def test_a_direction_turns_scores_and_ranks_round() -> None:
    assert [directed(2.0, p) for p in ("positif", "negatif", "netral")] == [2, -2, 2]
    values = {"a": 5.0, "b": 9.0, "c": 5.0, "d": 1.0}
    assert directed_ranks(values, "positif") == {"b": 1, "a": 2, "c": 2, "d": 4}
    assert directed_ranks(values, "netral") == {"b": 1, "a": 2, "c": 2, "d": 4}
    assert directed_ranks(values, "negatif") == {"d": 1, "a": 2, "c": 2, "b": 4}


def test_fifths_and_bands_by_hand() -> None:
    """21 places in fifths of 4, 4, 5, 4, 4; bands of scores closed below."""
    assert [fifth(rank, 21) for rank in range(1, 22)] == [0] * 4 + [1] * 4 + [2] * 5 + [3] * 4 + [4] * 4  # fmt: skip
    assert [band(s) for s in (-1.51, -1.5, -0.5, 0, 0.49, 0.5, 1.49, 1.5)] == [0, 1, 2, 2, 2, 3, 3, 4]  # fmt: skip


def test_distances_by_hand() -> None:
    """From c (0, 1): d is the root of 2/2 away, b of 4/2, a of (2 + 4)/2."""
    assert by_distance(SCORES, "c") == pytest.approx({"d": 1, "b": sqrt(2), "a": sqrt(3)})
    assert list(by_distance(SCORES, "c")) == ["d", "b", "a"]
    assert distance(SCORES, "a", "d") == pytest.approx(sqrt(6))
    assert shares(SCORES, "c", "a") == pytest.approx([100 / 3, 200 / 3])
    assert shares(SCORES, "a", "a") == [0, 0]
    assert nearest_distances(SCORES) == pytest.approx({"a": 1, "b": 1, "c": 1, "d": 1})
    with pytest.raises(ValueError, match="no indicators"):
        distance([], "a", "b")


def test_leaving_out_each_indicator_by_hand() -> None:
    """Without the first d is the same as c and a and b are equally far; without the second b is the
    same and a and d are equally far."""
    assert without_each(SCORES, "c") == [("d", "a", "b"), ("b", "a", "d")]
    assert without_each(SCORES, "c", 1) == [("d",), ("b",)]
    with pytest.raises(ValueError, match="two"):
        without_each(SCORES[:1], "c")


def test_scores_and_distances_are_scipys() -> None:
    table = np.random.default_rng(7).lognormal(size=(21, 6))
    names = [f"k{i:02}" for i in range(21)]
    scores = [z_scores(dict(zip(names, column, strict=True))) for column in table.T]
    theirs = stats.zscore(table)
    assert np.array([[s[n] for s in scores] for n in names]) == pytest.approx(theirs)
    apart = cdist(theirs, theirs) / sqrt(6)
    for i, name in enumerate(names):
        found = by_distance(scores, name)
        assert [found[n] for n in names if n != name] == pytest.approx(np.delete(apart[i], i), abs=1e-8)  # fmt: skip
        assert list(found.values()) == sorted(found.values())
    np.fill_diagonal(apart, np.inf)
    assert list(nearest_distances(scores).values()) == pytest.approx(apart.min(axis=1), abs=1e-8)


def test_twins_are_those_that_correlate_over_the_areas_they_share() -> None:
    one = {"a": 1.0, "b": 2.0, "c": 3.0, "d": 4.0}
    turned = {"a": -2.0, "b": -4.0, "c": -6.0}
    other = {"a": 1.0, "b": 9.0, "c": 2.0, "d": 1.0}
    found = twins([one, other, turned, {"z": 1.0}, dict.fromkeys(one, 5.0)], 0.85)
    assert [(i, j) for i, j, _ in found] == [(0, 2)]
    assert found[0][2] == pytest.approx(-1)


def ask(
    release: Release, catalogue: Catalogue, area: str = DELI, codes: str = "", lang: Lang = "id"
) -> Study:
    level = catalogue.areas[area].level
    found = rates(release, level)
    chosen, said = read(codes, found, catalogue, level, lang)
    assert not said
    return similar(release, catalogue, found, chosen or usual(found), level, area, lang)


def published(cursor: Cursor, level: str, chosen: list[Rate]) -> tuple[list[str], np.ndarray]:
    """Values straight from the tables: areas in order, and a column for each rate."""
    columns = []
    for rate in chosen:
        table = rate.table
        cursor.execute(
            "select area_code, value from observation where indicator = ? and level = ? and period = ? "
            "and dim = ? and series = ? order by area_code",
            [rate.indicator.indicator, level, table.period, table.dim, table.series],
        )
        columns.append(cursor.fetchall())
    codes = [row[0] for row in columns[0]]
    assert all([row[0] for row in column] == codes for column in columns)
    return codes, np.array([[row[1] for row in column] for column in columns], float).T


@pytest.mark.parametrize("area", [DELI, "1275070", "1275"])
def test_every_distance_is_that_of_the_published_values(
    release: Release, catalogue: Catalogue, cursor: Cursor, area: str
) -> None:
    study = ask(release, catalogue, area)
    level = catalogue.areas[area].level
    chosen = list(usual(rates(release, level)))
    codes, table = published(cursor, level, chosen)
    scores = stats.zscore(table)
    own = codes.index(area)
    apart = np.sqrt(((scores - scores[own]) ** 2).mean(axis=1))
    order = [codes[i] for i in np.lexsort((codes, apart.round(9)))][1:]
    rows = study.grids[1].rows
    assert [r.area_code for r in rows] == order
    for row in rows:
        i = codes.index(row.area_code)
        assert row.entries[2].value == pytest.approx(apart[i], abs=1e-4)
        parts = 100 * (scores[i] - scores[own]) ** 2 / (len(chosen) * apart[i] ** 2)
        assert [e.value for e in row.entries[3:]] == pytest.approx(list(parts), abs=0.051)
    assert [p.area_code for p in study.picture.people] == [area, *order[:PEERS]]
    values = {r.area_code: [e.value for e in r.entries[1:]] for r in study.grids[2].rows}
    z = {r.area_code: [e.value for e in r.entries[1:]] for r in study.grids[3].rows}
    for i, code in enumerate(codes):
        assert values[code] == list(table[i])
        assert z[code] == pytest.approx(list(scores[i]), abs=1e-4)
    kept = []
    for k in range(len(chosen)):
        rest = np.delete(scores, k, axis=1)
        less = ((rest - rest[own]) ** 2).sum(axis=1).round(9)
        top = [codes[i] for i in np.lexsort((codes, less))][1:4]
        kept.append((len(set(top) & set(order[:3])), top[0]))
    assert [r.entries[-1].value for r in study.grids[4].rows] == [k for k, _ in kept]
    first = sum(top == order[0] for _, top in kept)
    whole = sum(k == 3 for k, _ in kept)
    firm = next(s for s in study.sentences if "dihilangkan bergiliran" in s)
    assert f"tetap yang terdekat pada {first} dari {len(chosen)} kali" in firm
    assert f"3 terdekat tetap sama pada {whole} dari {len(chosen)} kali" in firm
    assert ("rapuh" in firm) is (2 * first < len(chosen))


def test_who_is_like_medan_deli_and_by_what_is_said_at_once(
    release: Release, catalogue: Catalogue
) -> None:
    study = ask(release, catalogue)
    peer = catalogue.areas[study.grids[1].rows[0].area_code].name_id
    assert study.sentences[0].startswith(
        f"Yang paling serupa dengan Medan Deli adalah {peer}, berjarak "
    )
    near, far = study.sentences[1].split("; paling berbeda dalam ")
    rows = study.grids[0].rows
    gaps = [abs(r.entries[-2].value or 0) for r in rows]
    assert gaps == sorted(gaps)
    for row, said in ((rows[0], near), (rows[1], near), (rows[-1], far), (rows[-2], far)):
        assert row.entries[0].text.split(",")[0] in said
        assert f"{row.entries[1].text} dan {row.entries[2].text} " in said
    assert sum(r.entries[-1].value or 0 for r in rows) == pytest.approx(100, abs=0.6)
    whole = " ".join(study.sentences)
    assert "hanya menurut 11 indikator ini, dari 2019–2022" in whole
    assert "tingkat bukti C" in study.subtitle
    assert re.search(r"\d+ dari 11 bersandar pada angka dengan tingkat bukti C", whole)


def test_no_close_match_is_said_of_those_who_have_none(
    release: Release, catalogue: Catalogue, cursor: Cursor
) -> None:
    chosen = list(usual(rates(release, "kecamatan")))
    codes, table = published(cursor, "kecamatan", chosen)
    scores = stats.zscore(table)
    apart = cdist(scores, scores)
    np.fill_diagonal(apart, np.inf)
    nearest = apart.min(axis=1).round(8)
    lonely = 0
    shown = nearest / sqrt(len(chosen))
    for i, code in enumerate(codes):
        whole = " ".join(ask(release, catalogue, code).sentences)
        nearer = shown[nearest < nearest[i]]
        alone = bool(stats.rankdata(-nearest, "max")[i] <= 21 / 4)
        lonely += alone
        assert ("lebih jauh daripada kebanyakan" in whole) is alone
        assert f"{len(nearer)} dari 20" in whole
        said = nearer if alone else np.delete(shown, i)
        low, high = (f"{v:.2f}".replace(".", ",") for v in (said.min(), said.max()))
        assert f"{low} sampai {high}" in whole
    assert 0 < lonely <= 5


def test_two_indicators_are_not_left_out_in_turn(release: Release, catalogue: Catalogue) -> None:
    study = ask(release, catalogue, codes="kepadatan_baku,sma_per_10000_penduduk")
    assert "bergiliran" not in study.headline
    assert "bergiliran" in ask(release, catalogue).headline


def test_shared_parts_and_survey_figures_are_said(release: Release, catalogue: Catalogue) -> None:
    study = ask(release, catalogue)
    assert "Jumlah penduduk (tingkat bukti C) pada 7 dari 11 indikator" in study.headline
    assert "galat contoh" not in study.headline
    assert "galat contoh" in ask(release, catalogue, "1275").headline


def test_only_complete_rates_count_and_by_default_no_mirrors_or_twins(release: Release) -> None:
    for level in ("kecamatan", "kabkota"):
        found = rates(release, level)
        assert all(len(r.values) == r.of for r in offered(found))
        default = usual(found)
        names = [r.indicator.indicator for r in default]
        assert not [n for n in names if n.startswith(("pangsa_", "selisih_"))]
        assert not {"p1", "p2", "ipm", "pertumbuhan_ekonomi"} & set(names)
        areas = sorted(default[0].values)
        r = np.corrcoef([[rate.values[a] for a in areas] for rate in default])
        np.fill_diagonal(r, 0)
        assert abs(r).max() < TWINS
    kept = {r.code for r in usual(rates(release, "kecamatan"))}
    assert "sma_per_10000_penduduk" in kept
    assert "smp_per_10000_penduduk" not in kept


def test_a_chosen_twin_is_named(release: Release, catalogue: Catalogue) -> None:
    codes = "sma_per_10000_penduduk,smp_per_10000_penduduk,kepadatan_baku"
    study = ask(release, catalogue, codes=codes)
    table = [find(release, "kecamatan", c) for c in codes.split(",")[:2]]
    values = [[r.values[a] for a in sorted(r.values)] for r in table if r]
    r = stats.pearsonr(*values).statistic
    said = [n for n in study.notes if "hampir kembar" in n]
    assert len(said) == 1
    assert f"{r:.2f}".replace(".", ",") in said[0]
    assert not [n for n in ask(release, catalogue).notes if "hampir kembar" in n]
    assert "indikator=kepadatan_baku,sma_per_10000_penduduk,smp_per_10000_penduduk" in study.path
    assert "indikator" not in ask(release, catalogue).path


@pytest.mark.parametrize("area", [DELI, "1275070"])
def test_a_contested_figure_is_tried_the_other_way(
    release: Release, catalogue: Catalogue, cursor: Cursor, area: str
) -> None:
    """Medan Maimun's growth, for which a source was rejected."""
    chosen = list(usual(rates(release, "kecamatan")))
    codes, table = published(cursor, "kecamatan", chosen)
    cursor.execute(
        "select value, alternative from observation where area_code = '1275070' "
        "and indicator = 'pertumbuhan_penduduk_2010_2020'"
    )
    value, other = cursor.fetchone() or (0, 0)
    column = next(i for i, r in enumerate(chosen) if r.code == "pertumbuhan_penduduk_2010_2020")
    assert table[codes.index("1275070"), column] == value

    def nearest() -> list[str]:
        scores = stats.zscore(table)
        apart = ((scores - scores[codes.index(area)]) ** 2).sum(axis=1)
        return [codes[i] for i in np.argsort(apart)][1:4]

    before = nearest()
    table[codes.index("1275070"), column] = other
    after = ", ".join(catalogue.areas[c].name_id for c in nearest())
    study = ask(release, catalogue, area)
    where = study.sentences if nearest() != before else study.notes
    assert [s for s in where if "ditolak" in s and s.endswith(f" {after}.")]


def test_codes_that_cannot_count_are_left_out_with_a_sentence(
    release: Release, catalogue: Catalogue
) -> None:
    found = rates(release, "kecamatan")
    chosen, said = read("kepadatan_baku,tidak_ada,<b>,kepadatan_baku", found, catalogue, "kecamatan", "id")  # fmt: skip
    assert [r.code for r in chosen] == ["kepadatan_baku"]
    assert len(said) == 1
    assert "“tidak_ada”" in said[0]
    chosen, said = read("siswa_per_rombel_mi", found, catalogue, "kecamatan", "id")
    assert not chosen
    assert said[0].endswith("tanpa angka pasti untuk Medan Maimun, Medan Baru.")
    every = rates(release, "kabkota")
    chosen, said = read(",".join(r.code for r in every), every, catalogue, "kabkota", "id")
    assert len(chosen) == MOST
    assert len(said) == 4


def test_without_two_rates_there_is_a_reason(release: Release, catalogue: Catalogue) -> None:
    for few in ((), usual(rates(release, "kecamatan"))[:1]):
        study = similar(release, catalogue, (), few, "kecamatan", DELI, "id")
        assert "belum memuat dua rasio" in study.refusal
        assert study.picture is None
        assert study.digest()


@pytest.mark.parametrize("width", [360.0, 820.0, 1112.0])
@pytest.mark.parametrize("area", [DELI, "1275"])
def test_the_picture_holds_every_area_and_no_text_leaves_it(
    release: Release, catalogue: Catalogue, width: float, area: str
) -> None:
    study = ask(release, catalogue, area, lang="en")
    made = studies.drawn(study, colour.palette("light"), width, {})
    tree = ElementTree.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{made.body}</svg>')
    for element in tree.iter(f"{SVG}text"):
        size, bold = float(element.get("font-size", 0)), element.get("font-weight") == "700"
        wide = types.width(element.text or "", size, bold)
        left = float(element.get("x", 0))
        left -= {"middle": wide / 2, "end": wide}.get(element.get("text-anchor", ""), 0)
        assert size >= 12
        assert left >= -1
        assert left + wide <= width + 1
        assert 0 < float(element.get("y", 0)) <= made.height
        assert "…" not in (element.text or "")
    people = len(catalogue.level(catalogue.areas[area].level))
    for strip in study.picture.strips:
        assert len(strip.others) + len(strip.points) == people
        assert [p.place for p in strip.points] == list(range(PEERS + 1))
    marks = [g for g in tree.iter(f"{SVG}g") if g.get("class") == "m"]
    assert len(marks) == len(study.picture.strips) * (PEERS + 2)
    assert all(g.get("aria-label") for g in marks)


def test_shapes_of_a_strip_do_not_cover_each_other(release: Release, catalogue: Catalogue) -> None:
    made = studies.drawn(ask(release, catalogue), colour.palette("light"), 360, {})
    tree = ElementTree.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{made.body}</svg>')
    rings = []
    for group in tree.iter(f"{SVG}g"):
        ring = group.find(f"{SVG}circle")
        if group.get("data-area") and ring is not None:
            rings.append(tuple(float(ring.get(k, 0)) for k in ("cx", "cy", "r")))
    assert len(rings) == 11 * (PEERS - 1)
    for i, (x, y, r) in enumerate(rings):
        assert all((x - a) ** 2 + (y - b) ** 2 >= (r + c) ** 2 - 0.5 for a, b, c in rings[:i])


def test_the_workbook_has_values_scores_and_distances(
    release: Release, catalogue: Catalogue
) -> None:
    study = ask(release, catalogue)
    book = openpyxl.load_workbook(io.BytesIO(handout.study_workbook(study, "https://atlas.test")))
    assert book.sheetnames == ["Banding", "Jarak", "Nilai", "Skor baku", "Tanpa satu indikator", "Catatan"]  # fmt: skip
    rows = list(book["Skor baku"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == 21
    assert [sum(r[k] for r in rows) for k in range(2, 13)] == pytest.approx([0] * 11, abs=0.01)
    assert [float(np.std([r[k] for r in rows])) for k in range(2, 13)] == pytest.approx([1] * 11, abs=0.001)  # fmt: skip
    assert "kaki" in plate.svg(study, colour.palette("light"), {}, "kaki")


@pytest.fixture
def app(state: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator:  # type: ignore[type-arg]
    from atlas import settings
    from atlas.ui import frame

    def run(**params: str) -> AppTest:
        at.query_params.clear()
        at.query_params.update(params)
        return at.run()

    monkeypatch.setenv("ATLAS_STATE", str(state))
    settings.settings.cache_clear()
    frame.store.cache_clear()
    at = AppTest.from_file(str(ROOT / "pages" / "_frame.py"), default_timeout=60)
    at.run()
    at.switch_page("serupa.py")
    yield run
    monkeypatch.undo()
    settings.settings.cache_clear()
    frame.store.cache_clear()


ADDRESSES = [({}, 0, "Medan Deli"), ({"area": "1275"}, 0, "Kota Medan"),
     ({"indikator": "kepadatan_baku"}, 1, "11 indikator"),
     ({"area": "9" * 10_000, "indikator": "<b>\0," * 3_000, "level": "\x07"}, 4, "Medan Deli"),
     ({"indikator": "siswa_per_rombel_mi,smk_per_10000_penduduk"}, 3, "11 indikator")]  # fmt: skip


def test_any_address_is_answered(app) -> None:  # type: ignore[no-untyped-def]
    for params, sentences, name in ADDRESSES:
        at = app(**params)
        assert not at.exception
        assert name in at.title[0].value
        assert len(at.info) == sentences, params
