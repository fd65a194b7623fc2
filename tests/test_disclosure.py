"""Counts of one to four persons in a kelurahan cannot be worked out from what is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.disclosure import _pinned, _sums, withheld
from atlas.package import Package, read_package
from atlas.store import Cursor


@pytest.fixture(scope="module")
def package() -> Package:
    return read_package(Path(__file__).resolve().parent.parent / "data")


def test_every_small_cell_is_a_range_that_holds_it(package: Package) -> None:
    shown = withheld(package)
    values = {r.key: r.value for r in package.observations}
    small = [k for k, v in values.items() if k[0].startswith("balita_") and len(k[1]) == 10
             and v is not None and 1 <= v <= 4]  # fmt: skip
    assert len(small) > 300
    assert all(k in shown for k in small)
    assert all(low <= (values[k] or 0) <= high for k, (low, high) in shown.items())


def test_no_small_cell_can_be_worked_out(package: Package) -> None:
    shown = withheld(package)
    values = {r.key: r.value for r in package.observations
              if r.indicator.startswith("balita_") and r.value is not None}  # fmt: skip
    small = {k for k, (low, high) in shown.items() if len(k[1]) == 10 and (low, high) == (1, 4)}
    assert _pinned(values, shown, _sums(package, values), small) == set()


def test_without_ranges_for_totals_some_could_be(package: Package) -> None:
    values = {r.key: r.value for r in package.observations
              if r.indicator.startswith("balita_") and r.value is not None}  # fmt: skip
    small = {k: (1.0, 4.0) for k, v in values.items() if len(k[1]) == 10 and 1 <= v <= 4}
    assert _pinned(values, small, _sums(package, values), set(small))


def test_the_city_figure_stays_exact(package: Package) -> None:
    assert ("balita_stunting", "1275", "2021", "", "") not in withheld(package)


def test_small_cells_are_not_in_the_release(cursor: Cursor) -> None:
    cursor.execute(
        "select count(*) from observation where indicator in "
        "('balita_diukur', 'balita_stunting') "
        "and level = 'kelurahan' and value between 1 and 4"
    )
    assert cursor.fetchone() == (0,)
