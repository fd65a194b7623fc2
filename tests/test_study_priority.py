"""The priority index: scores and index by hand, ranks that move with the weights, and its recipe."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import mapclassify
import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from atlas import colour, handout
from atlas.measure.weighted import NORMS, bounds, index, needs, robustness, scaled
from atlas.query import Catalogue
from atlas.shape import Boundary
from atlas.store import Release
from atlas.study import Rate, Study, rates
from atlas.study.priority import (
    MOST,
    Weighted,
    offered,
    priority,
    read,
    rebalanced,
    recipe,
    sharing,
)
from atlas.svg.study import drawn

THREE = "penduduk_per_puskesmas:40,sd_per_10000_penduduk:30,smp_per_10000_penduduk:30"


def test_min_max_scores_by_hand() -> None:
    assert needs([10, 20, 30, 50], False, "minmax") == [0, 25, 50, 100]
    assert needs([10, 20, 30, 50], True, "minmax") == [100, 75, 50, 0]


def test_z_scores_by_hand_and_as_scipys() -> None:
    """2, 4, 4, 4, 5, 5, 7, 9 have mean 5 and standard deviation 2."""
    values = [2.0, 4, 4, 4, 5, 5, 7, 9]
    assert needs(values, False, "z") == [-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2]
    assert needs(values, True, "z") == pytest.approx([-s for s in stats.zscore(values)])


def test_rank_scores_by_hand_with_a_tie() -> None:
    """Ranks from below 1, 2.5, 2.5, 4, 5 of five."""
    assert needs([1, 7, 7, 8, 90], False, "rank") == [0, 37.5, 37.5, 75, 100]
    assert needs([1, 7, 7, 8, 90], True, "rank") == [100, 62.5, 62.5, 25, 0]
    assert needs([7, 7, 8], False, "rank") == [25, 25, 100]


@pytest.mark.parametrize("norm", NORMS)
def test_an_indicator_that_is_alike_everywhere_tells_nothing_apart(norm: str) -> None:
    assert needs([3.0, 3.0, 3.0], True, norm) == [0, 0, 0]


def test_the_index_by_hand() -> None:
    """0.6 x 100 + 0.4 x 0, 0.6 x 0 + 0.4 x 100, 0.6 x 50 + 0.4 x 25."""
    assert index([[100, 0, 50], [0, 100, 25]], [60, 40]) == [60, 40, 40]


def test_weights_are_scaled_to_a_hundred() -> None:
    assert scaled([1, 1, 2]) == [25, 25, 50]
    for wrong in ([], [0, 1], [-1, 2]):
        with pytest.raises(ValueError, match="above zero"):
            scaled(wrong)


def test_the_classes_of_the_map_are_mapclassifys_quantiles() -> None:
    source = np.random.default_rng(2)
    for n in (5, 17, 21, 33):
        values = source.normal(size=n).round(1)
        assert bounds(values.tolist(), 5) == pytest.approx(mapclassify.Quantiles(values, k=5).bins)


def test_two_areas_change_places_as_often_as_the_weights_say() -> None:
    """A has scores (100, 0), B (0, 100); weights 60 and 40. A is first while 0.6 u > 0.4 v with u, v
    even between 0.5 and 1.5. B is first where v > 1.5 u: for u from 0.5 to 1 a triangle of
    0.5 x 0.75 / 2 = 0.1875. So A is first in 81.25 % of weightings."""
    many = robustness([[100, 0], [0, 100]], [60, 40], draws=200_000)
    assert many[0].firsts / 200_000 == pytest.approx(0.8125, abs=0.004)
    shown = robustness([[100, 0], [0, 100]], [60, 40])
    assert shown[0].firsts == pytest.approx(812.5, abs=50)
    assert shown[0].firsts + shown[1].firsts == 1000
    assert [(r.low, r.high) for r in shown] == [(1, 2), (1, 2)]


def test_equal_weights_of_mirrored_areas_are_even() -> None:
    made = robustness([[100, 0], [0, 100]], [50, 50], draws=100_000)
    assert made[0].firsts / 100_000 == pytest.approx(0.5, abs=0.006)


def test_a_threshold_out_of_reach_is_never_crossed() -> None:
    """With 80 and 20 B is first only where 0.2 v > 0.8 u, that is v > 4 u: never for v up to 1.5 and
    u from 0.5; with 75.1 and 24.9 v > 3.016 u, also never."""
    for weights in ([80, 20], [75.1, 24.9]):
        made = robustness([[100, 0], [0, 100]], weights)
        assert (made[0].firsts, made[0].low, made[0].high) == (1000, 1, 1)
        assert (made[1].firsts, made[1].low, made[1].high) == (0, 2, 2)


def test_a_dominated_area_never_rises_and_equal_ones_share_the_better_rank() -> None:
    scores = [[90, 80, 80, 10, 0], [70, 60, 60, 5, 100]]
    made = robustness(scores, [50, 50])
    assert made[0].firsts == 1000
    assert made[1] == made[2]
    assert made[1].firsts == 0
    assert made[3].low >= 4
    assert made[3].tops == 0


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.floats(0, 100), min_size=4, max_size=4), min_size=1, max_size=4), st.data()
)
def test_whoever_is_worse_in_nothing_stands_behind_nobody_it_beats(
    scores: list[list[float]], data: st.DataObject
) -> None:
    weights = data.draw(st.lists(st.floats(1, 100), min_size=len(scores), max_size=len(scores)))
    made = robustness(scores, scaled(weights), draws=50)
    for i in range(4):
        for j in range(4):
            if all(row[i] >= row[j] for row in scores):
                assert made[i].low <= made[j].low
                assert made[i].high <= made[j].high
                assert made[i].firsts >= made[j].firsts
    assert all(1 <= r.low <= r.high <= 4 for r in made)


def test_the_same_choice_gives_the_same_ranks() -> None:
    scores = np.random.default_rng(1).uniform(0, 100, (3, 21)).tolist()
    assert robustness(scores, [40, 30, 30]) == robustness(scores, [40, 30, 30])
    assert robustness(scores, [40, 30, 30]) != robustness(scores, [40, 30, 30], seed=1)


@pytest.fixture(scope="module")
def here(release: Release) -> tuple[Rate, ...]:
    return rates(release, "kecamatan")


@pytest.fixture(scope="module")
def of(release: Release, catalogue: Catalogue, here: tuple[Rate, ...]):  # type: ignore[no-untyped-def]
    def made(text: str = THREE, norm: str = "minmax", area: str = "") -> Study:
        chosen, _ = read(text, here, catalogue, "id")
        return priority(release, catalogue, here, chosen, norm, "kecamatan", area, "id")

    return made


def test_only_rates_with_a_direction_are_offered_and_the_others_named(of, here) -> None:  # type: ignore[no-untyped-def] # fmt: skip
    assert {r.indicator.polarity for r in offered(here)} == {"positif", "negatif"}
    note = next(n for n in of().notes if n.startswith("Tidak ditawarkan"))
    neutral = [r.indicator.name("id") for r in here if r.indicator.polarity == "netral"]
    assert neutral
    assert all(name in note for name in neutral)


def test_the_headline_says_who_is_first_and_on_how_many_weightings(of) -> None:  # type: ignore[no-untyped-def] # fmt: skip
    study = of()
    best = study.picture.places[0]
    assert study.sentences[0].startswith("Paling perlu perhatian menurut indeks ini: " + best.name)
    count = f"{best.firsts:,}".replace(",", ".")
    assert f"{best.name} nomor 1 pada {count} dari 1.000 bobot acak" in study.sentences[1]
    assert "bukan angka terbitan" in study.headline


def test_scales_made_alike_in_another_way_are_compared(of) -> None:  # type: ignore[no-untyped-def]
    studies = {norm: of(norm=norm) for norm in NORMS}
    first = {n: {p.name for p in s.picture.places if p.rank <= 3} for n, s in studies.items()}
    said = studies["minmax"].headline
    for norm, name in (("z", "Skor z"), ("rank", "Peringkat")):
        assert (first[norm] != first["minmax"]) == (f"“{name}”" in said)


def test_shared_parts_survey_figures_and_the_first_three_are_said_plainly(
    of, release: Release, catalogue: Catalogue
) -> None:  # type: ignore[no-untyped-def]
    study = of()
    assert "Jumlah penduduk (tingkat bukti C) pada 3 dari 3 indikator" in study.headline
    assert "Berapa kali masuk tiga besar dalam 1.000 bobot acak: Medan Marelan 1.000" in study.headline  # fmt: skip
    assert "tingkat bukti C)" not in of("penduduk_per_puskesmas:100").headline
    assert "galat contoh" not in study.headline
    found = rates(release, "kabkota")
    chosen, _ = read("tpt:50,rls:50", found, catalogue, "id")
    other = priority(release, catalogue, found, chosen, "minmax", "kabkota", "", "id")
    assert "(Tingkat pengangguran terbuka (TPT), Rata-rata lama sekolah (RLS))" in other.headline


def test_more_than_three_names_of_the_first_three_are_explained(
    release: Release, catalogue: Catalogue, here: tuple[Rate, ...]
) -> None:
    """Ranks of four areas against three others tie; by min-max they do not."""
    one = next(r for r in here if r.code == "penduduk_per_puskesmas")
    two = next(r for r in here if r.code == "sd_per_10000_penduduk")
    areas = sorted(one.values)[:6]
    left = replace(one, values=dict(zip(areas, (60.0, 50, 40, 39, 1, 0), strict=True)))
    right = replace(two, values=dict(zip(areas, (0.0, 1, 30, 3, 40, 50), strict=True)))
    chosen = [Weighted(left, 50), Weighted(right, 50)]
    study = priority(release, catalogue, here, chosen, "minmax", "kecamatan", "", "id")
    rank = priority(release, catalogue, here, chosen, "rank", "kecamatan", "", "id")
    best = [p for p in rank.picture.places if p.rank <= 3]
    assert len(best) == 4
    said = next(s for s in study.sentences if "“Peringkat”" in s)
    assert said.endswith("(4 nama, karena ada yang berbagi urutan).")


def test_heads_of_every_sheet_are_unique(of) -> None:  # type: ignore[no-untyped-def]
    for grid in of("siswa_per_rombel_mts:5,siswa_per_rombel_mts@status=swasta:5,sd_per_10000_penduduk:1").grids:  # fmt: skip
        heads = [h.title for h in grid.heads]
        assert len(set(heads)) == len(heads)


@pytest.mark.parametrize("norm", NORMS)
def test_the_index_can_be_made_again_from_the_workbook_alone(of, norm: str) -> None:  # type: ignore[no-untyped-def] # fmt: skip
    data = handout.study_workbook(of("penduduk_per_puskesmas:4,sd_per_10000_penduduk:3,siswa_per_rombel_mi:2", norm), "https://x")  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(data))
    parts = list(book["Resep"].iter_rows(min_row=2, values_only=True))
    rules = dict(book["Cara"].iter_rows(min_row=2, values_only=True))
    rows = list(book["Nilai"].iter_rows(min_row=2, values_only=True))
    values = np.array([[row[2 + 2 * i] for i in range(len(parts))] for row in rows], float)
    high_is_need = [part[5].startswith("nilai tinggi") for part in parts]
    scores = np.column_stack([
        score(values[:, i], rules["Normalisasi"]) * (1 if high else -1)
        + (0 if high or rules["Normalisasi"] == "Skor z" else 100)
        for i, high in enumerate(high_is_need)
    ])  # fmt: skip
    weights = np.array([part[7] for part in parts])
    assert weights.sum() == pytest.approx(100)
    assert [part[6] for part in parts] == [4, 3, 2]
    shown = {row[0]: row for row in book["Urutan"].iter_rows(min_row=2, values_only=True)}
    assert [shown[row[0]][4] for row in rows] == pytest.approx((scores @ weights / 100).tolist())
    draws, least, most = int(rules["Banyak bobot acak"]), float(rules["Faktor terkecil"]), float(rules["Faktor terbesar"])  # fmt: skip
    source = np.random.default_rng(int(rules["Benih"]))
    drawn = weights * source.uniform(least, most, (draws, len(weights)))
    drawn = drawn / drawn.sum(axis=1, keepdims=True)
    places = np.array([stats.rankdata(-np.round(d @ scores.T, 9), method="min") for d in drawn])
    firsts, tops = (places == 1).sum(axis=0), (places <= 3).sum(axis=0)
    assert [shown[row[0]][-2:] for row in rows] == list(zip(firsts, tops, strict=True))
    low, high = np.sort(places, axis=0)[[49, 949]]
    assert [shown[row[0]][-4:-2] for row in rows] == list(zip(low, high, strict=True))


def score(values: np.ndarray, norm: str) -> np.ndarray:
    """The three formulas as the sheet Cara states them, low values lowest."""
    if norm == "Skor z":
        return stats.zscore(values)
    if norm == "Peringkat":
        return 100 * (stats.rankdata(values) - 1) / (len(values) - 1)
    assert norm == "Min–maks"
    return 100 * (values - values.min()) / (values.max() - values.min())


def test_what_the_indicators_add_sums_to_the_index(of) -> None:  # type: ignore[no-untyped-def]
    for norm in NORMS:
        for place in of(norm=norm).picture.places:
            assert sum(place.parts) == pytest.approx(place.index)


def test_areas_without_a_sure_value_are_left_out_and_named(of, catalogue: Catalogue) -> None:  # type: ignore[no-untyped-def] # fmt: skip
    study = of("siswa_per_rombel_mi:50,sd_per_10000_penduduk:50")
    inside = {p.area_code for p in study.picture.places}
    out = [a for a in catalogue.level("kecamatan") if a.area_code not in inside]
    assert out
    note = next(n for n in study.notes if n.startswith("Tidak masuk indeks"))
    assert all(a.name_id in note for a in out)
    assert all(study.picture.view.cell[a.area_code].klass is None for a in out)


def test_a_url_gives_back_the_same_index(of, here, catalogue: Catalogue) -> None:  # type: ignore[no-untyped-def] # fmt: skip
    text = "siswa_per_rombel_mts@status=swasta:12.5,sd_per_10000_penduduk:80"
    study = of(text, "z", "1275100")
    params = {k: v[0] for k, v in parse_qs(urlsplit(study.path).query).items()}
    assert params == {"level": "kecamatan", "indeks": text, "norma": "z", "area": "1275100"}
    again = of(params["indeks"], params["norma"], params["area"])
    assert again == study
    assert again.digest() == study.digest()


def test_weights_that_do_not_sum_to_a_hundred_are_scaled_and_said(of) -> None:  # type: ignore[no-untyped-def] # fmt: skip
    study = of("penduduk_per_puskesmas:80,sd_per_10000_penduduk:60,smp_per_10000_penduduk:60")
    assert "Jumlah bobot yang diminta 200, bukan 100" in study.headline
    assert "Penduduk per puskesmas 40" in study.headline
    same = of()
    assert [p.index for p in study.picture.places] == [p.index for p in same.picture.places]
    assert "diskalakan" not in same.headline
    assert "diskalakan menjadi" not in of("tak_ada:1,penduduk_per_puskesmas:100").headline


@pytest.mark.parametrize(
    ("text", "kept", "words"),
    [
        ("", "", []),
        ("sd_per_10000_penduduk:50,sd_per_10000_penduduk:30", "sd_per_10000_penduduk:80", ["dua kali"]),
        ("sd_per_10000_penduduk:0", "", ["“SD per 10.000 penduduk” harus angka di atas nol"]),
        ("sd_per_10000_penduduk:-5", "", ["harus angka di atas nol"]),
        ("sd_per_10000_penduduk:nan,smp_per_10000_penduduk:inf", "", ["harus angka", "harus angka"]),
        ("sd_per_10000_penduduk:1e309", "", ["harus angka"]),
        ("sd_per_10000_penduduk:", "", ["harus angka"]),
        ("sd_per_10000_penduduk", "", ["tidak ada di antara"]),
        ("kepadatan_baku:50", "", ["“Kepadatan penduduk dengan luas baku 265,10 km²” tidak punya arah"]),
        ("jumlah_penduduk:50,:,::,<b>:3", "", ["tidak ada di antara"] * 4),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_left_out(
    text: str, kept: str, words: list[str], here: tuple[Rate, ...], catalogue: Catalogue
) -> None:
    chosen, said = read(text, here, catalogue, "id")
    assert recipe(chosen) == kept
    assert len(said) == len(words)
    assert all(word in sentence for word, sentence in zip(words, said, strict=True))
    assert "<" not in "".join(said)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_no_text_breaks_the_reading(text: str) -> None:
    assert read(text, (), Catalogue({}, {}, {}, {}, ()), "en")[0] == []


def test_no_more_than_eight_indicators_are_counted(
    here: tuple[Rate, ...], catalogue: Catalogue
) -> None:
    text = ",".join(f"{r.code}:10" for r in offered(here))
    chosen, said = read(text, here, catalogue, "id")
    assert len(chosen) == MOST
    assert "Paling banyak 8" in said[0]


def test_one_indicator_is_its_own_order_and_says_so(of, here) -> None:  # type: ignore[no-untyped-def]
    study = of("penduduk_per_puskesmas:100")
    rate = next(r for r in here if r.code == "penduduk_per_puskesmas")
    assert [p.area_code for p in study.picture.places][:1] == [
        max(rate.values, key=rate.values.__getitem__)
    ]
    assert "Satu indikator saja" in study.headline
    assert "bobot acak di sekitar" not in study.headline


def test_indicators_that_say_the_same_are_called_out(of) -> None:  # type: ignore[no-untyped-def]
    double = of("siswa_per_rombel_mts:50,siswa_per_rombel_mts@status=swasta:50")
    assert "dihitung hampir dua kali" in double.headline
    assert "dua kali" not in of().headline


def test_indicators_that_cancel_out_are_called_out(release: Release, catalogue: Catalogue, here) -> None:  # type: ignore[no-untyped-def] # fmt: skip
    one = next(r for r in here if r.code == "penduduk_per_puskesmas")
    mirror = replace(one, values={c: -v for c, v in one.values.items()})
    chosen = [Weighted(one, 50), Weighted(mirror, 50)]
    study = priority(release, catalogue, here, chosen, "rank", "kecamatan", "", "id")
    assert "saling meniadakan" in study.headline
    assert "bersama di urutan pertama" in study.sentences[0]


def test_indicators_that_share_no_area_leave_the_first_and_are_named(release: Release, catalogue: Catalogue, here) -> None:  # type: ignore[no-untyped-def] # fmt: skip
    one, two = offered(here)[:2]
    areas = sorted(one.values)
    left = replace(one, values={c: one.values[c] for c in areas[:12]})
    right = replace(two, values={c: v for c, v in two.values.items() if c in areas[12:]})
    asked = [Weighted(left, 50), Weighted(right, 50)]
    assert sharing(asked) == asked[:1]
    study = priority(release, catalogue, here, asked, "minmax", "kecamatan", "", "id")
    assert two.indicator.name("id") in study.headline
    assert "Dikeluarkan" in study.headline
    assert len(study.picture.places) == 12
    few = replace(one, values={c: one.values[c] for c in areas[:4]})
    alone = priority(release, catalogue, here, [Weighted(few, 1)], "z", "kecamatan", "", "en")
    assert "Only 4 districts" in alone.refusal
    assert alone.picture is None


def test_another_choice_of_indicators_keeps_proportions_and_a_sum_of_a_hundred(here: tuple[Rate, ...]) -> None:  # fmt: skip
    found = offered(here)
    start = [Weighted(found[0], 60), Weighted(found[1], 40)]
    more = rebalanced(start, found[:3])
    assert [w.weight for w in more] == [40, 27, 33]
    assert [w.weight for w in rebalanced(more, found[:1])] == [100]
    for count in range(1, MOST + 1):
        assert sum(w.weight for w in rebalanced(start, found[:count])) == 100


def test_the_picture_names_every_area_and_stays_in_its_box(of, release: Release) -> None:  # type: ignore[no-untyped-def] # fmt: skip
    boundaries: Mapping[str, Boundary] = {"kecamatan": release.boundary("kecamatan")}
    for norm in NORMS:
        study = of(norm=norm)
        for width in (360.0, 1100.0):
            made = drawn(study, colour.palette("light"), width, boundaries, "1275100")
            assert made.body.count('class="m"') == 2 * len(study.picture.places)
            assert all(f" {p.name}<" in made.body for p in study.picture.places)
            assert made.width == width
