"""Numbers and periods as each language writes them."""

from __future__ import annotations

import pytest

from atlas.number import decimals_of, format_period, format_plain, format_range, format_value


@pytest.mark.parametrize(
    ("value", "decimals", "indonesian", "english"),
    [
        (2435252.0, 0, "2.435.252", "2,435,252"),
        (8.13, 2, "8,13", "8.13"),
        (5.4, 2, "5,40", "5.40"),
        (16951809.25669, 2, "16.951.809,25669", "16,951,809.25669"),
        (-0.74, 2, "−0,74", "−0.74"),
        (0.0, 0, "0", "0"),
    ],
)
def test_a_value_keeps_every_published_decimal(
    value: float, decimals: int, indonesian: str, english: str
) -> None:
    assert format_value(value, "id", decimals) == indonesian
    assert format_value(value, "en", decimals) == english


def test_a_range_is_written_with_a_dash() -> None:
    assert format_range(1, 4, "id") == "1–4"


@pytest.mark.parametrize(
    ("value", "plain"), [(None, ""), (3.0, "3"), (2.5, "2.5"), (1e7, "10000000")]
)
def test_a_plain_number_has_a_point_and_no_grouping(value: float | None, plain: str) -> None:
    assert format_plain(value) == plain


@pytest.mark.parametrize(
    ("period", "kind", "indonesian", "english"),
    [
        ("2024", "year", "2024", "2024"),
        ("2021", "school_year", "2021/2022", "2021/2022"),
        ("2025-03", "quarter", "Triwulan I 2025", "Q1 2025"),
        ("2022-12", "semester", "Semester II 2022", "Semester II 2022"),
        ("2020-09", "round", "September 2020", "September 2020"),
        ("2024-05", "month", "Mei 2024", "May 2024"),
    ],
)
def test_a_period_is_said_in_words(period: str, kind: str, indonesian: str, english: str) -> None:
    assert format_period(period, "id", kind) == indonesian
    assert format_period(period, "en", kind) == english


def test_decimals_are_counted_as_published() -> None:
    assert [decimals_of(v) for v in (3.0, 3.5, 0.125)] == [0, 1, 3]


def test_a_zero_has_no_sign_whatever_was_shown_before() -> None:
    assert format_value(-0.0, "id", 3) == "0,000"
    assert format_value(0.0, "id", 3) == "0,000"
    assert format_value(-0.5, "id", 3) == "−0,500"
