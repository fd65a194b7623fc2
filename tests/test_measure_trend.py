"""Mann-Kendall and Sen against published examples, tables and scipy."""

from __future__ import annotations

import math
import random
from itertools import combinations, permutations

import pytest
from scipy import stats

from atlas.measure.trend import LEVEL, adjusted, exact_p, kendall_s, normal_p, trend, variance_s

CLOUDS = ([1, 2, 3, 4, 5], [1.26, 1.27, 1.12, 1.16, 1.03])
"""Effect of cloud seeding in five years (Smith, 1967): Hollander, Wolfe and Chicken, Nonparametric
Statistical Methods, 3rd ed. (2014), example 9.1."""


def test_the_published_example_of_cloud_seeding() -> None:
    """Hollander, Wolfe and Chicken, examples 9.1 to 9.3: C = -6, one-sided p 0.117, slope -0.056."""
    found = trend(*CLOUDS)
    assert found.s == -6
    assert found.p / 2 == pytest.approx(0.117, abs=5e-4)
    assert found.slope == pytest.approx(-0.05625)
    assert (found.low, found.high) == (pytest.approx(-0.15), pytest.approx(0.04))


@pytest.mark.parametrize(
    ("n", "s", "p"),
    [(4, 6, 0.042), (5, 4, 0.242), (5, 8, 0.042), (5, 10, 0.0083), (6, 11, 0.028), (6, 13, 0.0083),
     (7, 13, 0.035), (8, 16, 0.031), (9, 18, 0.038), (10, 21, 0.036), (10, 23, 0.023)],
)  # fmt: skip
def test_exact_p_is_that_of_the_published_table(n: int, s: int, p: float) -> None:
    """Upper tails of S in Kendall's table: Gilbert (1987), table A18."""
    assert exact_p(s, n) / 2 == pytest.approx(p, abs=6e-4)
    assert exact_p(-s, n) == exact_p(s, n)


def test_exact_p_counts_every_order_of_six() -> None:
    every = [kendall_s(order) for order in permutations(range(6))]
    for s in range(1, 16, 2):
        assert exact_p(s, 6) == pytest.approx(sum(abs(x) >= s for x in every) / 720)
    assert exact_p(0, 4) == 1.0


def test_the_published_example_with_ties() -> None:
    """Sulfate at a well, EPA Unified Guidance (2009), example 17-6: n 23, S 194; one value stands
    three times and two stand twice. Z 5.107322 and p 3.267574e-07 as EnvStats prints them."""
    values = [*range(16), *[20.0] * 3, *[30.0] * 2, *[40.0] * 2]
    assert len(values) == 23
    assert variance_s(values) == pytest.approx(1428)
    assert (194 - 1) / math.sqrt(variance_s(values)) == pytest.approx(5.107322, abs=1e-6)
    assert normal_p(194, values) == pytest.approx(3.267574e-07, rel=1e-5)


def test_variance_and_ties_by_hand() -> None:
    assert variance_s(range(10)) == 125
    assert variance_s([1, 2, 2, 3]) == pytest.approx((4 * 3 * 13 - 2 * 1 * 9) / 18)
    found = trend([1, 2, 3, 4, 5], [1, 2, 2, 3, 4])
    assert not found.exact
    assert found.s == 9
    assert found.p == pytest.approx(math.erfc(8 / math.sqrt((300 - 18) / 18) / math.sqrt(2)))


def test_equal_values_have_no_trend() -> None:
    found = trend([1, 2, 3, 4, 5, 6], [7.0] * 6)
    assert (found.s, found.p, found.slope, found.direction) == (0, 1.0, 0.0, 0)


def test_uneven_times_by_hand() -> None:
    """Slopes 10/1, 12/4, 2/3 of (0, 0), (1, 10), (4, 12): their median is 3, not 6 a step."""
    found = trend([0, 1, 4], [0, 10, 12])
    assert found.slope == pytest.approx(3)
    assert found.middle == (1, 10)
    assert found.at(4) == pytest.approx(19)


@pytest.mark.parametrize("n", [5, 6, 8, 15, 30])
def test_scipy_says_the_same_and_the_interval_agrees_with_the_test(n: int) -> None:
    chance = random.Random(n)
    for _ in range(40):
        times = sorted(chance.sample(range(60), n))
        values = [chance.random() + 0.02 * t for t in times]
        found = trend(times, values)
        theirs = stats.kendalltau(times, values, method="exact")
        assert found.p == pytest.approx(theirs.pvalue, rel=1e-9)
        line = stats.theilslopes(values, times)
        assert found.slope == pytest.approx(line.slope)
        assert found.low <= line.slope <= found.high
        assert (found.p < LEVEL) == (found.low > 0 or found.high < 0)


def test_with_ties_the_interval_is_that_of_gilbert() -> None:
    """Places (N' - C) / 2 and (N' + C) / 2 + 1 among the ordered slopes, between two when uneven."""
    values = [3, 5, 5, 6, 8, 7, 9, 9, 12, 11]
    slopes = sorted((b - a) / (j - i) for (i, a), (j, b) in combinations(enumerate(values), 2))
    wide = 1.959963985 * math.sqrt((10 * 9 * 25 - 2 * 18) / 18)
    place = (45 - wide) / 2
    under = slopes[int(place) - 1]
    expected = under + (place % 1) * (slopes[int(place)] - under)
    assert trend(range(10), values).low == pytest.approx(expected)


def test_the_interval_covers_a_known_slope_as_often_as_it_says() -> None:
    chance = random.Random(3)
    hits = 0
    for _ in range(400):
        values = [0.3 * t + chance.gauss(0, 1) for t in range(12)]
        found = trend(range(12), values)
        hits += found.low <= 0.3 <= found.high
    assert 0.93 <= hits / 400 <= 0.99


def test_neighbours_that_deviate_alike_are_noticed_and_noise_is_not() -> None:
    wave = [0.2 * t + math.sin(t / 2.5) for t in range(20)]
    assert trend(range(20), wave).remembers
    saw = [0.2 * t + (-1) ** t for t in range(20)]
    assert not trend(range(20), saw).remembers
    assert trend(range(7), wave[:7]).memory == 0.0


def test_too_few_values_or_times_that_do_not_ascend_are_refused() -> None:
    with pytest.raises(ValueError, match="three"):
        trend([1, 2], [1, 2])
    with pytest.raises(ValueError, match="ascend"):
        trend([1, 2, 2], [1, 2, 3])


def test_the_false_discovery_rate_of_the_first_published_example() -> None:
    """Benjamini and Hochberg (1995), 15 comparisons: four are rejected at 0.05."""
    ps = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
          0.5719, 0.6528, 0.7590, 1.0]  # fmt: skip
    fair = adjusted(ps)
    assert [p < LEVEL for p in fair] == [True] * 4 + [False] * 11
    assert fair[3] == pytest.approx(0.0095 * 15 / 4)
    assert adjusted([]) == []
