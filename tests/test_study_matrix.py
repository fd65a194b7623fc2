"""Areas against rates: ranks and scores of the published values, and colours that never judge what
has no direction."""

from __future__ import annotations

import dataclasses
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from scipy import stats
from streamlit.testing.v1 import AppTest

from atlas import colour, handout, plate
from atlas.model import Lang
from atlas.query import Catalogue
from atlas.store import Cursor, Release
from atlas.study import Study, rates
from atlas.study.matrix import (
    BETTER,
    BY_CODE,
    HIGHER,
    MEASURES,
    Square,
    ink_on,
    luminance,
    matrix,
    read,
    usual,
)
from atlas.svg import study as studies
from atlas.svg import type as types

SVG = "{http://www.w3.org/2000/svg}"
ROOT = Path(__file__).resolve().parent.parent
LEVELS = ("kecamatan", "kabkota")


def ask(
    release: Release, catalogue: Catalogue, level: str = "kecamatan", measure: str = "peringkat",
    order: str = "", area: str = "", codes: str = "", lang: Lang = "id",
) -> Study:  # fmt: skip
    found = rates(release, level)
    chosen = list(found) if codes == "*" else read(codes, found, lang)[0] or usual(found)
    return matrix(release, catalogue, found, chosen, level, measure, order, area, lang)


def squares(study: Study) -> dict[tuple[str, str], Square]:
    return {
        (row.area_code, column.code): square
        for row in study.picture.rows
        for column, square in zip(study.picture.columns, row.squares, strict=True)
    }


def published(cursor: Cursor, release: Release, level: str, code: str) -> dict[str, float]:
    """Values of the newest table of a rate, straight from the tables."""
    table = next(r.table for r in rates(release, level) if r.code == code)
    cursor.execute(
        "select area_code, value from observation where indicator = ? and level = ? and period = ? "
        "and dim = ? and series = ? and value is not null",
        [code.split("@")[0], level, table.period, table.dim, table.series],
    )
    return dict(cursor.fetchall())


@pytest.mark.parametrize("level", LEVELS)
def test_every_rank_and_score_is_that_of_the_published_values(
    release: Release, catalogue: Catalogue, cursor: Cursor, level: str
) -> None:
    ranked = squares(ask(release, catalogue, level))
    scored = squares(ask(release, catalogue, level, "baku"))
    for code in {code for _, code in ranked}:
        values = published(cursor, release, level, code)
        areas = sorted(values)
        assert len(areas) == len(catalogue.level(level))
        polarity = catalogue.indicators[code].polarity
        sign = -1 if polarity == "negatif" else 1
        places = stats.rankdata([-sign * values[a] for a in areas], method="min")
        scores = stats.zscore([values[a] for a in areas])
        for area, place, score in zip(areas, places, scores, strict=True):
            one, two = ranked[area, code], scored[area, code]
            assert (one.text, one.value) == (str(int(place)), place)
            assert two.value == pytest.approx(sign * score, abs=0.00501)
            assert one.state == two.state == ""
            share = min(4, int((place - 0.5) * 5 / len(areas)))
            assert one.klass == share
            limits = [1.5, 0.5, -0.5, -1.5]
            assert two.klass == sum((two.value or 0) < limit for limit in limits)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("measure", MEASURES)
def test_only_what_has_a_direction_is_coloured_as_better_or_worse(
    release: Release, catalogue: Catalogue, level: str, measure: str
) -> None:
    assert not {*BETTER} & {*HIGHER}
    study = ask(release, catalogue, level, measure, codes="*")
    netral = 0
    for (_, code), square in squares(study).items():
        polarity = catalogue.indicators[code.split("@")[0]].polarity
        if square.klass is None:
            assert (square.ground, square.ink) == ("", "")
            continue
        assert square.ground == (HIGHER if polarity == "netral" else BETTER)[square.klass]
        netral += polarity == "netral"
    assert netral
    looks = {e.ground for row in study.grids[0].rows for e in row.entries}
    assert {s.ground for s in squares(study).values()} <= looks


def test_missing_is_never_coloured_and_never_zero(release: Release, catalogue: Catalogue) -> None:
    """Medan Baru has no listed SMK, Medan Maimun no MI, and too few SMA to count."""
    for measure in ("baku", "nilai"):
        study = ask(release, catalogue, measure=measure, codes="*")
        found = squares(study)
        states = {
            ("1275100", "smk_per_10000_penduduk"): "nol_unlisted",
            ("1275070", "siswa_per_rombel_mi"): "tidak_berlaku",
            ("1275070", "persen_swasta_sma"): "penyebut_kecil",
        }
        code_of = {a.name_id: a.area_code for a in catalogue.level("kecamatan")}
        states = {(code_of[{"1275100": "Medan Baru", "1275070": "Medan Maimun"}[a]], c): s
                  for (a, c), s in states.items()}  # fmt: skip
        for key, state in states.items():
            square = found[key]
            assert (square.state, square.klass, square.value, square.ground) == (state, None, None, "")  # fmt: skip
            assert square.text not in ("", "0")
        empty = {key for key, square in found.items() if square.value is None}
        sure = {(a, r.code) for r in rates(release, "kecamatan") for a in r.values}
        assert empty == set(found) - sure
        heads = [c.code for c in study.picture.columns]
        for row in study.grids[0].rows:
            for code, entry in zip(heads, row.entries[1:], strict=True):
                if (row.area_code, code) in empty:
                    assert entry.value is None
                    assert entry.ground.startswith("repeating-linear-gradient")
                    assert entry.text == found[row.area_code, code].text


def test_what_may_not_be_ranked_is_left_out_of_ranks_with_the_reason(
    release: Release, catalogue: Catalogue
) -> None:
    every = ask(release, catalogue, codes="*")
    assert "smk_per_10000_penduduk" not in {c.code for c in every.picture.columns}
    assert any(s.startswith("Tidak diperingkat") and "SMK per 10.000" in s for s in every.sentences)
    only = ask(release, catalogue, codes="smk_per_10000_penduduk")
    assert "tidak dapat diperingkat" in only.refusal
    assert only.picture is None
    shown = ask(release, catalogue, measure="nilai", codes="smk_per_10000_penduduk")
    assert {s.klass for s in squares(shown).values()} == {None}
    assert any(s.startswith("Tidak diwarnai") for s in shown.sentences)
    assert matrix(release, catalogue, (), [], "kabkota", "baku", "", "", "id").refusal


def test_who_is_most_often_behind_is_counted_again(
    release: Release, catalogue: Catalogue, cursor: Cursor
) -> None:
    """In the worst and the best fifth: places 18 to 21 and 1 to 4 of 21."""
    study = ask(release, catalogue)
    worst: Counter[str] = Counter()
    best: Counter[str] = Counter()
    codes = [c.code for c in study.picture.columns if c.directed]
    for code in codes:
        values = published(cursor, release, "kecamatan", code)
        sign = -1 if catalogue.indicators[code].polarity == "negatif" else 1
        for area, value in values.items():
            better = sum(sign * v > sign * value for v in values.values())
            worst[area] += better >= 17
            best[area] += better <= 3
    said = study.sentences[0]
    assert said.startswith(f"Dari {len(codes)} indikator yang punya arah")
    behind, ahead = said.split("; paling sering di seperlima terbaik: ")
    for counts, text in ((worst, behind), (best, ahead)):
        most = max(counts.values())
        assert re.search(rf"\({most}[:)]", text)
        tops = [catalogue.areas[a].name_id for a, n in counts.items() if n == most]
        named = [name for name in tops if name in text]
        assert len(named) == min(len(tops), 3)
        assert (f"dan {len(tops) - 3} lainnya" in text) is (len(tops) > 3)
    own = ask(release, catalogue, area="1275180").sentences[1]
    assert re.search(rf"seperlima terbaik {best['1275180']}\b.*seperlima terburuk {worst['1275180']}\b", own)  # fmt: skip


def test_rows_stand_in_the_order_that_is_asked_for(release: Release, catalogue: Catalogue) -> None:
    by_code = ask(release, catalogue, order=BY_CODE)
    codes = [row.area_code for row in by_code.picture.rows]
    assert codes == sorted(codes)
    assert "urut=kode" in by_code.path
    for measure in MEASURES:
        study = ask(release, catalogue, measure=measure, order="sma_per_10000_penduduk")
        found = squares(ask(release, catalogue))
        ranks = [found[r.area_code, "sma_per_10000_penduduk"].value for r in study.picture.rows]
        assert ranks == sorted(ranks, key=lambda r: r or 0)
        assert [r.area_code for r in study.grids[0].rows] == [r.area_code for r in study.picture.rows]  # fmt: skip
    missing = ask(release, catalogue, measure="baku", order="siswa_per_rombel_mi", codes="*")
    assert [bool(r.squares[[c.code for c in missing.picture.columns].index("siswa_per_rombel_mi")].state)
            for r in missing.picture.rows] == [False] * 19 + [True] * 2  # fmt: skip
    assert "urut" not in ask(release, catalogue, order="tidak_ada").path


def test_the_default_and_its_counts_take_near_twins_once(
    release: Release, catalogue: Catalogue
) -> None:
    """IPM is made of schooling and expenditure; GDP per head relative to the province's is the same."""
    study = ask(release, catalogue, "kabkota", area="1275")
    again = {"ipm", "p1", "p2", "pdrb_per_kapita_relatif", "pertumbuhan_ekonomi"}
    assert not again & {c.code for c in study.picture.columns}
    note = next(n for n in study.notes if n.startswith("Dapat dipilih"))
    assert "Indeks pembangunan manusia (IPM)" in note
    every = ask(release, catalogue, "kabkota", area="1275", codes="*")
    assert again <= {c.code for c in every.picture.columns}
    said = next(s for s in every.sentences if s.startswith("Tidak ikut dihitung"))
    for code in again:
        assert catalogue.indicators[code].name("id") in said
    assert every.sentences[:2] == study.sentences[:2]
    two = ask(release, catalogue, "kabkota", codes="ipm,tpt")
    assert two.sentences[0].startswith("Dari 2 indikator")
    assert "Tidak ikut dihitung" not in two.headline


def test_a_single_column_names_its_ends_and_counts_nothing(
    release: Release, catalogue: Catalogue, cursor: Cursor
) -> None:
    study = ask(release, catalogue, "kabkota", area="1275", codes="tpt")
    values = published(cursor, release, "kabkota", "tpt")
    order = sorted(values, key=lambda a: -values[a])
    names = [catalogue.areas[a].name_id for a in order]
    said = study.sentences[0]
    assert f"seperlima terburuk: {names[0]}, " in said
    assert f"seperlima terbaik: {names[-1]}, " in said
    assert said.endswith(f"Kota Medan di peringkat {33 - order.index('1275')} dari 33.")
    assert "paling sering" not in study.headline
    assert "hitungan letak" not in study.headline
    assert "galat contoh" in study.headline


def test_columns_with_a_direction_stand_first_and_the_default_is_complete(
    release: Release, catalogue: Catalogue
) -> None:
    for level in LEVELS:
        study = ask(release, catalogue, level)
        ways = [c.directed for c in study.picture.columns]
        assert ways == sorted(ways, reverse=True)
        complete = {r.code for r in rates(release, level) if r.complete}
        assert {c.code for c in study.picture.columns} < complete


def test_text_can_be_read_on_every_colour_and_colours_apart_by_the_colour_blind() -> None:
    """Contrast of 4.5 (WCAG 2.2, 1.4.3); the two ends of a scale differ in more than hue."""
    assert luminance("#ffffff") == pytest.approx(1)
    assert luminance("#ff0000") == pytest.approx(0.2126)
    for ground in (*BETTER, *HIGHER):
        if ground:
            a, b = sorted((luminance(ground), luminance(ink_on(ground))))
            assert (b + 0.05) / (a + 0.05) >= 4.5, ground
    assert ink_on("") == ""
    blue = [colour.rgb(g)[2] for g in BETTER if g]
    assert blue[0] - blue[3] > 100
    assert blue[1] - blue[2] > 80
    lights = [luminance(g) for g in HIGHER]
    assert lights == sorted(lights)


@pytest.mark.parametrize("width", [360.0, 820.0, 1112.0])
@pytest.mark.parametrize(("level", "measure"), [("kecamatan", "peringkat"), ("kabkota", "nilai")])
def test_nothing_of_the_picture_is_cut(
    release: Release, catalogue: Catalogue, width: float, level: str, measure: str
) -> None:
    study = ask(release, catalogue, level, measure, codes="*", lang="en", area="1275")
    made = studies.drawn(study, colour.palette("dark"), width, {})
    tree = ElementTree.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{made.body}</svg>')
    turned = {}
    for group in tree.iter(f"{SVG}g"):
        at = re.match(r"translate\(([\d.]+) ([\d.]+)\) rotate\(-90\)", group.get("transform", ""))
        if at:
            turned[group[0]] = float(at[1]), float(at[2])
    whole = ""
    for element in tree.iter(f"{SVG}text"):
        size, text = float(element.get("font-size", 0)), element.text or ""
        wide = types.width(text, size, element.get("font-weight") == "700")
        whole += f"{text} "
        assert size >= 12
        assert "…" not in text
        if element in turned:
            x, y = turned[element]
            assert size < x <= width
            assert 0 <= y - wide <= y <= made.height
            continue
        left = float(element.get("x", 0))
        left -= {"middle": wide / 2, "end": wide}.get(element.get("text-anchor", ""), 0)
        assert left >= -1
        assert left + wide <= width + 1
        assert float(element.get("y", 0)) <= made.height
    for rect in tree.iter(f"{SVG}rect"):
        assert float(rect.get("x", 0)) + float(rect.get("width", 0)) <= width + 1
    for column in study.picture.columns:
        words = f"{column.name} ({column.way})".split()
        assert all(word in whole for word in words)
    marks = [g for g in tree.iter(f"{SVG}g") if g.get("class") == "m"]
    assert len(marks) == len(study.picture.rows) * len(study.picture.columns)
    ids = [p.get("id") for p in tree.iter(f"{SVG}pattern")]
    used = set(re.findall(r"url\(#([\w-]+)\)", made.body))
    assert used == set(ids)


def test_a_square_says_value_rank_and_score(release: Release, catalogue: Catalogue) -> None:
    study = ask(release, catalogue)
    square = squares(study)["1275180", "kepadatan_baku"]
    assert re.fullmatch(
        r"Medan Deli, Kepadatan penduduk dengan luas baku 265,10 km², 2020: 9\.085 jiwa per km², "
        rf"peringkat {square.text} dari 21 \(1 = tertinggi\); skor baku −0,\d\d\.", square.said)  # fmt: skip
    judged = squares(study)["1275180", "sma_per_10000_penduduk"]
    assert f"peringkat {judged.text} dari 21 (1 = terbaik)" in judged.said


def test_a_contested_rank_is_told_both_ways(
    release: Release, catalogue: Catalogue, cursor: Cursor
) -> None:
    code = "pertumbuhan_penduduk_2010_2020"
    values = published(cursor, release, "kecamatan", code)
    cursor.execute("select alternative from observation where area_code = '1275070' and indicator = ?", [code])  # fmt: skip
    (other,) = cursor.fetchone() or (0,)
    now, then = (1 + sum(v > x for a, v in values.items() if a != "1275070") for x in (values["1275070"], other))  # fmt: skip
    said = [n for n in ask(release, catalogue).notes if "ditolak" in n]
    assert said[0].endswith(f"peringkatnya {then}, bukan {now}.")


def test_the_workbook_has_every_measure_and_its_address(
    release: Release, catalogue: Catalogue
) -> None:
    study = ask(release, catalogue, measure="baku", codes="*", order="kepadatan_baku")
    book = openpyxl.load_workbook(io.BytesIO(handout.study_workbook(study, "https://atlas.test")))
    assert book.sheetnames == ["Skor baku", "Peringkat", "Nilai", "Indikator", "Catatan"]
    for name in book.sheetnames[:3]:
        assert book[name].max_row == 22
        assert book[name].max_column == 2 + len(study.picture.columns)
    empty = [c for row in book["Nilai"].iter_rows(min_row=2, values_only=True) for c in row[2:] if isinstance(c, str)]  # fmt: skip
    assert set(empty) == {"tidak terdaftar", "NA (tidak berlaku)", "penyebut kecil"}
    assert "kaki" in plate.svg(study, colour.palette("light"), {}, "kaki")
    other = dataclasses.replace(study, params=study.params | {"ukuran": "nilai"})
    assert other.digest() != study.digest()
    for part in ("ukuran=baku", "urut=kepadatan_baku", "siswa_per_rombel_mts@status=swasta"):
        assert part in study.path


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
    at.switch_page("matriks.py")
    yield run
    monkeypatch.undo()
    settings.settings.cache_clear()
    frame.store.cache_clear()


ADDRESSES = [({}, 0, "Peringkat kecamatan"), ({"area": "1275", "ukuran": "nilai"}, 0, "Nilai kabupaten/kota"),
     ({"ukuran": "x" * 10_000, "urut": "<b>", "indikator": "\0" * 10_000, "area": "='\x07"}, 5, "Peringkat"),
     ({"indikator": "smk_per_10000_penduduk"}, 0, "Peringkat"), ({"level": "kelurahan"}, 1, "Peringkat kecamatan")]  # fmt: skip


def test_any_address_is_answered(app) -> None:  # type: ignore[no-untyped-def]
    for params, sentences, title in ADDRESSES:
        at = app(**params)
        assert not at.exception
        assert at.title[0].value.startswith(title)
        assert len(at.info) == sentences, params
