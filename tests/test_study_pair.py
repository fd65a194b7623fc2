"""Two indicators: rank correlation against scipy and by hand, its interval, and what is said."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from atlas import colour, handout
from atlas.measure import correlation
from atlas.measure.correlation import rho, spearman, why_not
from atlas.query import Catalogue
from atlas.shape import Boundary
from atlas.store import Release
from atlas.study import Rate, find, rates
from atlas.study.cautions import admitted, not_independent, sampling
from atlas.study.pair import Dot, _answer, _shared, measured, other, pair
from atlas.svg import type as types
from atlas.svg.studies.pair import Axis, names
from atlas.svg.study import drawn
from atlas.text import t


def normal_pairs(seed: int, r: float, n: int = 21) -> tuple[list[float], list[float]]:
    x, y = np.random.default_rng(seed).multivariate_normal([0, 0], [[1, r], [r, 1]], size=n).T
    return x.tolist(), y.tolist()


def true_rho(r: float) -> float:
    """Spearman's rho of a normal pair with Pearson's r: 6/pi asin(r/2) (Pearson 1907)."""
    return 6 / np.pi * np.arcsin(r / 2)


def test_rho_is_that_of_a_hand_example_with_ties() -> None:
    """Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: deviations -1.5, 0, 0, 1.5 and -1.5, -0.5, 0.5, 1.5 give
    4.5 / sqrt(4.5 x 5)."""
    assert rho([10, 20, 20, 30], [1, 2, 3, 4]) == pytest.approx(4.5 / (4.5 * 5) ** 0.5)


def test_rho_of_resamples_is_that_of_scipy() -> None:
    source = np.random.default_rng(3)
    x, y = np.round(source.normal(size=(2, 50, 21)) * 2)
    assert np.array([stats.spearmanr(a, b).statistic for a, b in zip(x, y, strict=True)]) == (
        pytest.approx(correlation._rho_along(x, y))
    )


def test_the_interval_is_that_of_scipys_own_bootstrap_with_its_own_statistic() -> None:
    x, y = normal_pairs(5, 0.6)
    found = spearman(x, y, resamples=199, seed=11)
    made = stats.bootstrap(
        (x, y), lambda a, b: stats.spearmanr(a, b).statistic, paired=True, vectorized=False,
        n_resamples=199, method="BCa", rng=np.random.default_rng(11),
    ).confidence_interval  # fmt: skip
    assert (found.low, found.high) == pytest.approx((made.low, made.high))
    assert found.method == "bca"
    assert found.low < found.rho < found.high


def covered(r: float, runs: int, resamples: int, n: int = 21) -> float:
    """Share of simulated data sets whose interval holds the true rho."""
    hits = 0
    for seed in range(runs):
        found = spearman(*normal_pairs(seed, r, n), resamples=resamples)
        assert found.low is not None
        assert found.high is not None
        hits += found.low <= true_rho(r) <= found.high
    return hits / runs


def test_the_interval_covers_about_as_often_as_it_says() -> None:
    assert 0.92 <= covered(0.5, 150, 299) <= 0.995


@pytest.mark.slow
@pytest.mark.parametrize("r", [0.0, 0.5, 0.8, 0.95])
def test_the_interval_covers_the_truth_in_95_of_100_simulations(r: float) -> None:
    assert 0.935 <= covered(r, 600, 999) <= 0.985


def test_the_same_values_give_the_same_interval() -> None:
    assert spearman(*normal_pairs(1, 0.3)) == spearman(*normal_pairs(1, 0.3))


def test_what_has_no_correlation_is_refused_with_the_reason() -> None:
    assert why_not([1, 2, 3], [1, 2, 3]) == "few"
    assert why_not([1.0] * 9, list(range(9))) == "constant"
    assert why_not(list(range(8)), list(range(8))) == ""
    with pytest.raises(ValueError, match="few"):
        spearman([1, 2, 3], [3, 2, 1])
    with pytest.raises(ValueError, match="constant"):
        spearman([1.0] * 9, list(range(9)))


def test_full_agreement_has_no_interval_and_heavy_ties_have_one_or_none_but_never_nan() -> None:
    agreed = spearman(list(range(10)), [v**3 for v in range(10)])
    assert (agreed.rho, agreed.low, agreed.high, agreed.sure) == (
        pytest.approx(1),
        None,
        None,
        False,
    )
    for ones in range(1, 5):
        tied = spearman([0.0] * (9 - ones) + [1.0] * ones, [0, 1, 0, 1, 0, 1, 0, 1, 1])
        assert tied.low is None or -1 <= tied.low <= tied.high <= 1


def test_an_interval_that_touches_zero_as_it_is_shown_is_not_sure() -> None:
    found = correlation.Correlation(0.5, 21, 0.004, 0.8, 9999, "bca")
    assert not found.sure
    assert replace(found, low=0.006).sure
    assert replace(found, rho=-0.5, low=-0.8, high=-0.006).sure


@pytest.fixture(scope="module")
def here(release: Release) -> dict[str, Rate]:
    return {r.code: r for r in rates(release, "kecamatan")}


def study_of(release: Release, catalogue: Catalogue, x: Rate, y: Rate, chosen: tuple[str, ...] = ()):  # type: ignore[no-untyped-def] # fmt: skip
    return pair(release, catalogue, x, y, "kecamatan", chosen, "id")


def test_a_pair_says_number_rho_interval_years_and_the_ecological_caveat(
    release: Release, catalogue: Catalogue, here: dict[str, Rate]
) -> None:
    x, y = here["sd_per_10000_penduduk"], here["siswa_per_rombel_mi"]
    study = study_of(release, catalogue, x, y)
    common = sorted(set(x.values) & set(y.values))
    value = stats.spearmanr([x.values[c] for c in common], [y.values[c] for c in common]).statistic
    assert f"{value:.2f}".replace(".", ",").replace("-", "−") in study.sentences[0]
    assert f"Pada {len(common)} kecamatan" in study.sentences[0]
    assert "selang 95 %" in study.sentences[0]
    assert "mendatar 2019, tegak 2025" in study.headline
    assert t("pair.caveat", "id") in study.sentences
    missing = [a.name_id for a in catalogue.level("kecamatan") if a.area_code not in common]
    assert missing
    assert all(any(name in note for note in study.notes) for name in missing)
    assert "tingkat bukti C" in study.subtitle
    assert len(study.grids[0].rows) == len(common) == len(study.picture.dots)


def test_no_sentence_of_a_pair_speaks_of_a_cause(
    release: Release, catalogue: Catalogue, here: dict[str, Rate]
) -> None:
    for x, y in itertools.islice(itertools.combinations(here.values(), 2), 25):
        study = study_of(release, catalogue, x, y)
        assert "sebab" not in f"{study.headline} {' '.join(study.notes)}".lower()
        assert "akibat" not in study.headline.lower()


def test_what_shares_a_part_says_that_this_alone_moves_both(
    release: Release, catalogue: Catalogue, here: dict[str, Rate]
) -> None:
    def said(x: str, y: str) -> str:
        return " ".join(
            _shared(release, here[x], here[y], measured(here[x], here[y]), catalogue, "id")
        )

    assert said("sd_per_10000_penduduk", "smp_per_10000_penduduk").endswith("keduanya searah.")
    assert said("kepadatan_baku", "kebakaran_per_100000_penduduk").endswith(
        "cenderung mendorong keduanya berlawanan arah."
    )
    assert "Jumlah penduduk" in said("kepadatan_baku", "kebakaran_per_100000_penduduk")
    assert said("sd_per_10000_penduduk", "siswa_per_rombel_mi") == ""
    found = {r.code: r for r in rates(release, "kabkota")}
    ipm, rls = found["ipm"], found["rls"]
    text = " ".join(_shared(release, ipm, rls, measured(ipm, rls), catalogue, "id"))
    assert "Rata-rata lama sekolah" in text


def test_a_shared_part_whose_push_is_not_seen_is_said_so(
    release: Release, catalogue: Catalogue, here: dict[str, Rate]
) -> None:
    x, y = here["kepadatan_baku"], here["penduduk_per_puskesmas"]
    study = study_of(release, catalogue, x, y)
    assert "korelasi Spearman −0,15" in study.sentences[0]
    assert study.sentences[1] == (
        "Keduanya dihitung dari angka yang sama (Jumlah penduduk): itu saja cenderung mendorong "
        "keduanya searah, walaupun gambar ini tidak memperlihatkannya."
    )
    found = measured(x, y)
    for value, unseen in ((-0.5, True), (0.09, True), (0.1, False), (0.7, False)):
        said = _shared(release, x, y, replace(found, rho=value), catalogue, "id")[0]
        assert ("tidak memperlihatkannya" in said) is unseen


def test_a_weak_relation_that_is_sure_is_called_weak(
    release: Release, catalogue: Catalogue, here: dict[str, Rate]
) -> None:
    x, y = here["sd_per_10000_penduduk"], here["siswa_per_rombel_mi"]
    for value, weak in ((-0.2, True), (0.29, True), (0.31, False), (-0.7, False)):
        ends = (value - 0.05, value + 0.05)
        found = correlation.Correlation(value, 151, *ends, 9999, "bca")
        said = _answer(found, x, y, "kelurahan", catalogue, "id")
        assert ("banyak kelurahan tidak mengikutinya" in said) is weak
        assert ("yang lain cenderung" in said) is not weak


def test_parts_that_several_rates_share_are_counted_with_their_evidence(
    release: Release, catalogue: Catalogue, here: dict[str, Rate]
) -> None:
    codes = ("penduduk_per_puskesmas", "sd_per_10000_penduduk", "smp_per_10000_penduduk")
    three = [here[c] for c in codes]
    said = "Jumlah penduduk (tingkat bukti C) pada 3 dari {} indikator."
    assert said.format(3) in not_independent(release, three, catalogue, "id")[0]
    more = [*three, here["siswa_per_rombel_mi"]]
    assert said.format(4) in not_independent(release, more, catalogue, "id")[0]
    assert not_independent(release, [three[0], more[-1]], catalogue, "id") == []
    found = {r.code: r for r in rates(release, "kabkota")}
    poor = [found[c] for c in ("persen_penduduk_miskin", "garis_kemiskinan", "p1")]
    periods = [r.table.period for r in poor]
    assert periods[0] == periods[2] != periods[1]
    said = not_independent(release, poor, catalogue, "id")[0]
    assert "Garis kemiskinan pada 2 dari 3 indikator" in said
    assert not_independent(release, poor[:2], catalogue, "id") == []


def test_survey_figures_are_named_and_others_not(
    release: Release, catalogue: Catalogue, here: dict[str, Rate]
) -> None:
    assert sampling(list(here.values()), catalogue, "id") == []
    found = {r.code: r for r in rates(release, "kabkota")}
    said = sampling([found["tpt"], found["pdrb_per_kapita_adhk"]], catalogue, "id")
    assert "(Tingkat pengangguran terbuka (TPT))" in said[0]
    many = [
        found[c] for c in ("tpt", "tpak", "rls", "persen_penduduk_miskin", "pdrb_per_kapita_adhk")
    ]
    assert "(4 dari 5 indikator)" in sampling(many, catalogue, "id")[0]
    study = pair(release, catalogue, found["tpt"], found["rls"], "kabkota", (), "id")
    assert any("galat contoh" in s for s in study.sentences)


def test_a_count_is_left_out_as_a_count_and_not_as_unknown(
    release: Release, catalogue: Catalogue
) -> None:
    text, said = admitted(
        release, "kecamatan", "jumlah_penduduk:50,kepadatan_baku:5,x<b>,", catalogue, "id"
    )
    assert text == "kepadatan_baku:5,x<b>,"
    assert len(said) == 1
    assert "“Jumlah penduduk” tidak ikut: itu jumlah" in said[0]
    assert admitted(release, "kecamatan", "", catalogue, "id") == ("", [])
    many = ",".join(catalogue.indicators)
    kept, reasons = admitted(release, "kecamatan", many, catalogue, "en")
    assert set(kept.split(",")) <= {r.code for r in rates(release, "kecamatan")}
    assert len(reasons) == 4


def test_heads_of_the_table_are_unique(
    release: Release, catalogue: Catalogue, here: dict[str, Rate]
) -> None:
    study = study_of(release, catalogue, here["sd_per_10000_penduduk"], here["siswa_per_rombel_mi"])
    heads = [h.title for h in study.grids[0].heads]
    assert len(set(heads)) == len(heads)
    assert "Urutan (tegak)" in heads


def test_fewer_than_eight_common_areas_are_refused_and_none_is_drawn(
    release: Release, catalogue: Catalogue, here: dict[str, Rate]
) -> None:
    x, y = here["sd_per_10000_penduduk"], here["smp_per_10000_penduduk"]
    seven = replace(y, values=dict(list(y.values.items())[:7]))
    study = study_of(release, catalogue, x, seven)
    assert "7 kecamatan" in study.refusal
    assert study.picture is None
    assert not study.grids
    flat = replace(y, values=dict.fromkeys(y.values, 1.0))
    assert "bernilai sama" in study_of(release, catalogue, x, flat).refusal
    eight = replace(y, values=dict(list(y.values.items())[:8]))
    assert not study_of(release, catalogue, x, eight).refusal


def test_an_indicator_is_never_set_against_itself(here: dict[str, Rate]) -> None:
    found = list(here.values())
    for rate in found:
        assert other(found, rate.code, rate.code) != rate.code
    assert other(found, found[0].code, found[3].code) == found[3].code


def test_names_cover_neither_dots_nor_each_other_and_chosen_ones_all_stand() -> None:
    ink, source = colour.palette("light"), random.Random(4)
    for narrow, width in ((True, 360.0), (False, 1100.0)):
        size, radius = (12.0, 5.0) if narrow else (14.0, 7.0)
        x, y = Axis((0.0, 1.0), 40, width - 24), Axis((0.0, 1.0), 380, 40)
        for _ in range(20):
            dots = [Dot(str(i), f"Medan Perjuangan {i}", source.random(), source.random() ** 3, "", i < 8)
                    for i in range(21)]  # fmt: skip
            body = names(dots, x, y, radius, (30, 20, width, 380), narrow, size, ink)
            boxes = _boxes(body, size)
            assert sum(bold for _, bold in boxes) == 8
            for (a, _), (b, _) in itertools.combinations(boxes, 2):
                assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3])
            for (left, top, right, bottom), _ in boxes:
                assert 0 <= left <= right <= width
                assert not any(left < x.at(d.x) < right and top < y.at(d.y) < bottom for d in dots)


def _boxes(body: str, size: float) -> list[tuple[tuple[float, float, float, float], bool]]:
    found = re.findall(r'<text x="([\d.-]+)" y="([\d.-]+)"[^>]*?(font-weight="700")?>([^<]+)', body)
    made = []
    for left, base, bold, words in found:
        x, y = float(left), float(base)
        wide = types.width(words, size, bool(bold))
        made.append(((x, y - size * 0.8, x + wide - 0.2, y), bool(bold)))
    return made


def test_every_area_of_a_scatter_says_itself_and_nothing_leaves_the_box(
    release: Release, catalogue: Catalogue, here: dict[str, Rate]
) -> None:
    study = study_of(release, catalogue, here["sd_per_10000_penduduk"], here["siswa_per_rombel_mi"],
                     ("1275010", "1275020"))  # fmt: skip
    none: Mapping[str, Boundary] = {}
    for width in (360.0, 820.0, 1112.0):
        made = drawn(study, colour.palette("dark"), width, none)
        assert made.body.count('class="m"') == len(study.picture.dots)
        for x, size, anchor, words in re.findall(
            r'<text x="([\d.-]+)"[^>]*font-size="([\d.]+)"[^>]*?(?:text-anchor="(\w+)")?[^>]*>([^<]+)', made.body
        ):  # fmt: skip
            wide = types.width(words, float(size), True)
            left = float(x) - {"end": wide, "middle": wide / 2}.get(anchor, 0)
            assert float(size) >= 12
            assert -2 < left < width + 0.07 * wide + 2 - wide, words


def test_a_pair_is_reproduced_by_its_path_and_taken_along(
    release: Release, catalogue: Catalogue
) -> None:
    for level in ("kabkota", "kelurahan"):
        x, y, *_ = rates(release, level)
        study = pair(release, catalogue, x, y, level, (), "en")
        assert f"level={level}&x={x.code}&y={y.code}" in study.path
        found = find(release, level, study.params["y"])
        assert found is not None
        assert (found.code, found.values) == (y.code, y.values)
        assert handout.study_workbook(study, "https://x")[:2] == b"PK"
        assert study == pair(release, catalogue, x, y, level, (), "en")
