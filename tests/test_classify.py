"""Classes: a named method's own breaks, ranges of published values, midpoints and few values."""

from __future__ import annotations

import mapclassify
import pytest

from atlas.classify import COUNTS, METHODS, Breaks, all_breaks
from atlas.honest import drawable, state
from atlas.measure import class_of, own_breaks, ranks
from atlas.model import Observation
from atlas.query import ClassBreaks

VALUES = [1.2, 3.4, 3.9, 5.0, 7.7, 8.1, 9.6, 12.0, 13.4, 20.5, 21.0, 33.3, 50.1]
ORACLE = {"kuantil": mapclassify.Quantiles, "jenks": mapclassify.FisherJenks,
          "interval": mapclassify.EqualInterval}  # fmt: skip


def breaks(values: list[float], method: str, count: int, midpoint: float | None = None) -> Breaks:
    return next(b for b in all_breaks(values, midpoint) if (b.method, b.classes) == (method, count))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("count", COUNTS)
def test_areas_fall_into_the_classes_of_the_method(method: str, count: int) -> None:
    found = breaks(VALUES, method, count)
    reader = ClassBreaks(method, found.below, found.lows, found.highs)
    theirs = ORACLE[method](VALUES, k=count).yb
    groups = sorted(set(theirs))
    assert [class_of(v, reader) for v in VALUES] == [groups.index(k) for k in theirs]
    assert [found.places[class_of(v, reader)] for v in VALUES] == list(theirs)


def test_bounds_are_published_values() -> None:
    found = breaks(VALUES, "kuantil", 5)
    assert set(found.lows) | set(found.highs) <= set(VALUES)
    assert (found.lows[0], found.highs[-1]) == (1.2, 50.1)


def test_five_distinct_values_make_one_class_each() -> None:
    found = breaks([1.0, 1.0, 2.0, 3.0, 3.0, 8.0], "jenks", 3)
    assert found.highs == (1.0, 2.0, 3.0, 8.0)


def test_a_diverging_scale_breaks_at_its_midpoint() -> None:
    values = [-6.1, -4.0, -2.2, -0.4, 0.3, 1.0, 2.5, 4.4, 6.0, 7.5]
    found = breaks(values, "kuantil", 5, midpoint=0)
    assert found.below == 2
    assert all(h < 0 for h in found.highs[:2])
    assert all(low > 0 for low in found.lows[2:])


def test_values_on_one_side_of_a_midpoint_do_not_diverge() -> None:
    assert breaks(VALUES, "kuantil", 5, midpoint=0).below == 0


def test_ties_share_the_better_rank() -> None:
    assert ranks({"a": 5, "b": 7, "c": 5, "d": 1}) == {"a": 2, "b": 1, "c": 2, "d": 4}


@pytest.mark.parametrize(
    ("values", "map_"),
    [([1, 2, 3, 4], False), ([1, 2, 3, 4, 5], True), ([0, 0, 0, 1, 2, 3, 4, 5], False),
     ([0, 1, 2, 3, 4, 5, 6], True)],
)  # fmt: skip
def test_too_few_values_are_a_table(values: list[float], map_: bool) -> None:
    assert drawable(values) is map_


def test_own_bounds_make_their_classes_and_foolish_ones_none() -> None:
    found = own_breaks([10, 5], VALUES)
    assert found is not None
    assert found.highs == (5, 10, 50.1)
    assert own_breaks([900], VALUES) is None


def cell(value: float | None, mark: str = "", low: float | None = None) -> Observation:
    return Observation("1275010", "2020", value, mark, low=low, high=4 if low else None)


@pytest.mark.parametrize(
    ("observation", "collected", "newer", "expected"),
    [
        (cell(5), True, False, "terbit"),
        (cell(None, low=1), True, False, "terbit"),
        (cell(0), True, False, "nol"),
        (cell(None, "-"), True, False, "nol"),
        (cell(None, "NA"), True, False, "tidak_berlaku"),
        (cell(None, "..."), True, False, "tidak_tersedia"),
        (None, True, False, "tidak_tersedia"),
        (None, True, True, "belum_terbit"),
        (None, False, False, "tidak_dikumpulkan"),
    ],
)
def test_a_cell_has_one_of_six_states(
    observation: Observation | None, collected: bool, newer: bool, expected: str
) -> None:
    assert state(observation, collected, newer) == expected
