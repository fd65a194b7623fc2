"""Numbers and words as publications print them: read without guessing."""

from __future__ import annotations

import os
import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.table.numeral import PROBLEMS, SHAPES, STYLES, UNCLEAR, Numeral, parse, write
from atlas.table.text import clean, english, languages, one_line, plain, unglued, unsigned, year_of

LONG = int(os.environ.get("ATLAS_EXAMPLES", "6000"))
"""Examples of each property in the long profile."""


@pytest.mark.parametrize(
    ("text", "value", "style"),
    [
        ("1.234,5", "1234.5", "id"), ("1.234.567", "1234567", "id"), ("12,5", "12.5", "id"),
        ("0,123", "0.123", "id"), ("1.234", "1234", "id"), ("2,620.24", "2620.24", "en"),
        ("1,234,567", "1234567", "en"), ("10 668", "10668", "space"), ("123", "123", ""),
        ("10\u00a0668", "10668", "space"), ("10\u2009668,5", "10668.5", "space"),
        ("Rp5.000,00", "5000", "id"), ("Rp 5.000,-", "5000", "id"), ("12,5%", "12.5", "id"),
        ("12,5 %", "12.5", "id"), ("-5", "-5", ""), ("−1.234,5", "-1234.5", "id"),
        ("–5", "-5", ""), ("(5)", "-5", ""), ("(1.234,5)", "-1234.5", "id"),
        ("-Rp5.000", "-5000", "id"), ("+2,5", "2.5", "id"), ("1\u200b23", "123", ""),
    ],
)  # fmt: skip
def test_a_number_is_read_in_the_style_it_is_printed_in(text: str, value: str, style: str) -> None:
    found = parse(text)
    assert (found.value, found.style, found.problem) == (Decimal(value), style, "")


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("...", "..."), ("…", "..."), ("–", "-"), ("-", "-"), ("—", "-"), ("−", "-"),
        ("~0", "~0"), ("NA", "NA"), ("", ""), ("\u00a0", ""),
    ],
)  # fmt: skip
def test_a_mark_stands_for_a_missing_value_and_is_never_zero(text: str, mark: str) -> None:
    assert parse(text) == Numeral(mark=mark)


@pytest.mark.parametrize(
    ("text", "value", "mark", "notes"),
    [
        ("12,3r", "12.3", "r", ()), ("1.234*", "1234", "*", ()), ("1.234***", "1234", "***", ()),
        ("12,5 e", "12.5", "e", ()), ("3,4ᵃ", "3.4", "", ("a",)), ("12,5b", "12.5", "", ("b",)),
        ("1234¹", "1234", "", ("1",)), ("1234¹²", "1234", "", ("12",)),
        ("1.234 1)", "1234", "", ("1",)), ("1.234r 1)", "1234", "r", ("1",)),
        ("12,3 d)", "12.3", "", ("d",)), ("1.234*r", "1234", "*", ("r",)),
        ("...¹", None, "...", ("1",)), ("– 1)", None, "-", ("1",)),
    ],
)  # fmt: skip
def test_signs_behind_a_number_leave_it_as_it_is(
    text: str, value: str | None, mark: str, notes: tuple[str, ...]
) -> None:
    found = parse(text)
    assert found.value == (None if value is None else Decimal(value))
    assert (found.mark, found.notes, found.problem) == (mark, notes, "")


def test_a_glued_footnote_digit_is_told_off_only_where_the_thousands_mark_shows_it() -> None:
    assert parse("1.2341)") == Numeral(
        Decimal(1234), notes=("1",), style="id", shape="dot", glued=True
    )
    assert parse("12341)").problem == "glued"
    assert parse("1.2341)", "en").problem == "glued"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1,234", "ambiguous"), ("12.5", "point"), ("0.123", "point"), ("1234.5", "point"),
        ("1.23.4", "groups"), ("1.234,5,6", "groups"), ("12 5", "groups"), ("abc", "text"),
        ("1e5", "text"), ("- 5", "text"), ("5-", "text"), ("(-5)", "text"), ("—5", "text"),
        ("1.234****", "text"), ("2024-02-28", "text"), ("5 (3)", "text"), ("r", "text"),
        ("NA r", "text"), ("=B2+1", "text"), ("１２", "text"), ("٣", "text"), ("1'234", "text"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_a_problem_and_never_a_value(text: str, problem: str) -> None:
    assert parse(text) == Numeral(
        mark=UNCLEAR, problem=problem, shape=parse(text).shape, glued=parse(text).glued
    )


def test_the_rest_of_the_column_may_settle_a_lone_separator() -> None:
    assert parse("1,234", "id").value == Decimal("1.234")
    assert parse("1,234", "en").value == Decimal(1234)
    assert parse("1.234", "en").value == Decimal("1.234")
    assert parse("12.5", "plain").value == Decimal("12.5")
    assert parse("2,620.24", "id").problem == "style"


def test_a_stored_number_is_taken_with_the_digits_a_spreadsheet_shows() -> None:
    assert parse(0.1 + 0.2).value == Decimal("0.3")
    assert parse(1234567.0).value == 1234567
    assert parse(float("nan")).problem == "finite"
    assert parse(True).problem == "truth"


def test_nan_cannot_be_printed() -> None:
    with pytest.raises(ValueError, match="NaN"):
        write(Decimal("NaN"), "id")


def test_every_problem_is_told_in_both_languages() -> None:
    assert all(len(told) == 2 and all(told) for told in PROBLEMS.values())


decimals = st.decimals(allow_nan=False, allow_infinity=False) | st.decimals(
    -10_000_000, 10_000_000, places=3, allow_nan=False
)
styles = st.sampled_from(STYLES)
printed = st.text(alphabet="0123456789., -–()*er¹²)%Rpa~N\u00a0", max_size=14)
nearly = st.builds(
    lambda value, style, tail: write(value, style) + tail,
    st.decimals(-100_000, 100_000, places=2) | st.integers(-99_999, 99_999_999).map(Decimal),
    styles,
    st.sampled_from(
        ["", "1)", " 1)", "12)", "*", "r", " e", "¹", "%", ",-", "**1)", ")", "-", " "]
    ),
)


def returns(value: Decimal, style: str) -> None:
    assert parse(write(value, style), style).value == value


def readings(text: str, style: str) -> set[Decimal | None]:
    """Every value a text may be read as, by a grammar of its own that takes any split into a number
    and signs: None for a mark. Without a style a lone dot is no decimal mark, as the rule says."""
    found: set[Decimal | None] = set()
    shown = clean(text)
    for cut in range(len(shown) + 1):
        body, tail = shown[:cut].strip(), shown[cut:]
        if not re.fullmatch(r"( ?([¹²]+|\*{1,3}\)?|[aer]|[a-z]\)|[1-9][0-9]?\)))*", tail):
            continue
        if body in ("-", "...", "NA", "~0"):
            found.add(None)
        body = body.removesuffix("%").strip()
        negative = body.startswith("(") and body.endswith(")")
        body = body[1:-1] if negative else body
        if body.startswith(("-", "+")) and not negative:
            negative, body = body[0] == "-", body[1:]
        body = body.removeprefix("Rp").removeprefix(".").removeprefix(" ")
        nocents = body.endswith(",-")
        body = body.removesuffix(",-")
        for one in [style] if style else STYLES:
            thousands, decimal = {"id": (".", ","), "en": (",", "."), "space": (" ", ","),
                                  "plain": ("", ".")}[one]  # fmt: skip
            whole, point, rest = body.partition(decimal)
            if (nocents and (point or one not in ("id", "space"))) or (point and not rest):
                continue
            if not style and point == "." and "," not in whole:
                continue
            groups = whole.split(thousands) if thousands else [whole]
            grouped = len(groups) > 1
            if grouped and (not re.fullmatch("[1-9][0-9]{0,2}", groups[0])):
                continue
            if all(re.fullmatch("[0-9]{3}", g) for g in groups[1:]) and re.fullmatch(
                "[0-9]+", groups[0]
            ):
                digits = "".join(groups)
                if not rest or re.fullmatch("[0-9]+", rest):
                    value = Decimal(f"{digits}.{rest or 0}")
                    found.add(-value if negative else value)
    return found


def never_guesses(text: str, style: str) -> None:
    found = parse(text, style)
    if found.problem:
        assert found.value is None
        assert found.mark == UNCLEAR
    elif found.value is not None:
        assert readings(text, style) == {found.value}
    else:
        assert readings(text, style) <= {None}


@settings(max_examples=100, deadline=None, derandomize=True)
@given(decimals, styles)
def test_a_number_written_in_a_style_is_read_back_in_it(value: Decimal, style: str) -> None:
    returns(value, style)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(printed | nearly | st.text(max_size=12), st.sampled_from(["", *STYLES]))
def test_a_value_is_given_only_when_every_reading_is_that_value(text: str, style: str) -> None:
    never_guesses(text, style)


@pytest.mark.slow
@settings(max_examples=LONG, deadline=None)
@given(decimals, styles)
def test_every_number_written_is_read_back(value: Decimal, style: str) -> None:
    returns(value, style)


@pytest.mark.slow
@settings(max_examples=LONG, deadline=None)
@given(printed | nearly | st.text(max_size=12), st.sampled_from(["", *STYLES]))
def test_no_text_is_ever_guessed(text: str, style: str) -> None:
    never_guesses(text, style)


def test_a_shape_never_fits_a_number_of_another_shape_first() -> None:
    examples = {
        "whole": "12", "dot": "1.234", "dots": "1.234.567", "dots_comma": "1.234,5",
        "comma3": "1,234", "comma": "12,5", "commas": "1,234.5", "point": "12.5",
        "spaces": "1 234", "spaces_comma": "1 234,5",
    }  # fmt: skip
    assert {n: parse(t).shape for n, t in examples.items()} == {n: n for n in SHAPES}


def test_spaces_and_dashes_of_every_kind_are_one() -> None:
    assert one_line(" Medan\u00a0 Kota\n") == "Medan Kota"
    assert clean("2019–2023 — 2024‑25") == "2019-2023 - 2024-25"
    assert plain("Medan\u00a0 Kota¹") == "medan kota"


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        ("Laki-laki/Male", ("Laki-laki", "Male")), ("Laki-laki\nMale", ("Laki-laki", "Male")),
        ("Jumlah/Total", ("Jumlah", "Total")), ("Desa/Kelurahan", ("Desa/Kelurahan", "")),
        ("Desa/Kelurahan\nVillage/Urban Village", ("Desa/Kelurahan", "Village/Urban Village")),
        ("Desa/Kelurahan/Village/Urban Village", ("Desa/Kelurahan", "Village/Urban Village")),
        ("SMP/MTs", ("SMP/MTs", "")), ("2022/2023", ("2022/2023", "")),
        ("Luas (km²)/Area (sq.km)", ("Luas (km²)", "Area (sq.km)")),
        ("Kepadatan (jiwa/km²)", ("Kepadatan (jiwa/km²)", "")),
        ("Kepadatan per\nkm2/ Population\nDensity", ("Kepadatan per km2", "Population Density")),
        ("Jumlah\nPenduduk", ("Jumlah Penduduk", "")), ("Cabai/Chili", ("Cabai", "Chili")),
    ],
)  # fmt: skip
def test_a_bilingual_text_is_parted_between_its_languages(
    text: str, halves: tuple[str, str]
) -> None:
    assert languages(text) == halves


def test_english_is_told_by_its_words() -> None:
    assert english("Population by Subdistrict and Sex in Medan Municipality")
    assert not english("Jumlah Penduduk Menurut Kecamatan di Kota Medan")
    assert not english("Medan Tuntungan")


@pytest.mark.parametrize(
    ("text", "rest", "signs"),
    [
        ("Desa1/Kelurahan", "Desa/Kelurahan", ("1",)), ("Jumlah2", "Jumlah", ("2",)),
        ("km2", "km2", ()), ("PM10", "PM10", ()), ("Covid19", "Covid19", ()),
        ("Triwulan1", "Triwulan1", ()), ("SMP1", "SMP1", ()), ("CO2", "CO2", ()),
    ],
)  # fmt: skip
def test_a_footnote_digit_comes_off_a_word_but_not_off_a_name(
    text: str, rest: str, signs: tuple[str, ...]
) -> None:
    assert unglued(text) == (rest, signs)


@pytest.mark.parametrize(
    ("text", "rest", "signs"),
    [
        ("Desa¹", "Desa", ("1",)), ("Desa 1)", "Desa", ("1",)), ("Medan Kota*", "Medan Kota", ("*",)),
        ("Luas (km²)", "Luas (km²)", ()), ("Luas (km2)", "Luas (km2)", ()),
        ("1) Medan", "1) Medan", ()), ("¹ Termasuk", "¹ Termasuk", ()),
        ("Jumlah (L+P)", "Jumlah (L+P)", ()), ("Luas km² ¹", "Luas km²", ("1",)),
    ],
)  # fmt: skip
def test_footnote_signs_come_off_words_but_powers_stay(
    text: str, rest: str, signs: tuple[str, ...]
) -> None:
    assert unsigned(text) == (rest, signs)


def test_a_year_is_known_with_the_signs_behind_it() -> None:
    glued, marked, school = year_of("20252"), year_of("2023*"), year_of("2022/2023")
    assert glued is not None
    assert (glued.period, glued.notes, glued.glued) == ("2025", ("2",), "2")
    assert marked is not None
    assert (marked.period, marked.mark) == ("2023", "*")
    assert school is not None
    assert school.period == "2022/2023"
    assert year_of("202512") is None
    assert year_of("2019–2023") is None
    assert year_of("1275") is None
