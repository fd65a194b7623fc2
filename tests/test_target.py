"""Targets: filled templates are understood or it is said why not, and verdicts follow by hand."""

from __future__ import annotations

import csv
import errno
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from atlas import build, handout, plate, query, releases, targets
from atlas.__main__ import main
from atlas.colour import palette
from atlas.measure import pace
from atlas.model import LANGS, AtlasError, Finding, Indicator, Lang, Observation
from atlas.query import Catalogue
from atlas.settings import settings
from atlas.store import Release, Store
from atlas.study import target as study
from atlas.study.model import Study
from atlas.svg import study as drawing
from atlas.table import delimited, xlsx
from atlas.table.guard import grids_of
from atlas.targets import COLUMNS, Known, Meta, Target
from atlas.targets.reading import heading
from atlas.workbook import form

ROOT = Path(__file__).resolve().parent.parent
KNOWN = Known(
    {
        "tpt": Meta("Tingkat pengangguran", "Unemployment", "persen", "persen", "percent", "negatif", 0.0, 100.0),
        "ipm": Meta("IPM", "HDI", "indeks", "indeks", "index", "positif", 0.0, 100.0),
        "tumbuh": Meta("Pertumbuhan", "Growth", "persen", "persen", "percent", "netral", None, None),
    },
    {"1275": ("Kota Medan", "Medan City"), "1275010": ("Medan Tuntungan", "Medan Tuntungan")},
    {"ipm_lama": ("Lama", "Old"), "ipm_baru": ("Baru", "New")},
    {"sex=L": ("Laki-laki", "Male")},
    {("tpt", "1275", "", ""): {"2023": 8.67, "2024": 8.13},
     ("ipm", "1275", "", "ipm_baru"): {"2023": 82.61, "2024": 83.1}},
)  # fmt: skip
PLAN = {"document": "RPJMD rekaan", "document_no": "Perda 1/2025"}
TPT = {"indicator": "tpt", "unit": "persen", "area_code": "1275", "baseline_period": 2024,
       "baseline_value": 8.13, "target_2025": 7.9, "target_2030": 7}  # fmt: skip
IPM = {"indicator": "ipm", "unit": "indeks", "area_code": "1275", "series": "ipm_baru",
       "baseline_period": 2024, "baseline_value": 83.1, "target_2030": 86}  # fmt: skip


def blank(lang: Lang = "id", known: Known = KNOWN) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(form(targets.form(known, lang))))


def page_of(book: openpyxl.Workbook) -> Worksheet:
    return book.worksheets[1]


def columns(page: Worksheet, lang: Lang = "id") -> tuple[int, dict[str, int]]:
    """The row of the column names, and each name's column."""
    for row in page.iter_rows(max_row=20):
        words = {str(c.value): c.column for c in row if c.value}
        if heading("indicator", lang) in words:
            names = ("no", "name", "indicator", "unit", "area_code", "dim", "series", "polarity",
                     "baseline_period", "baseline_value", "final", "document_table",
                     "document_page", "note_id", "note_en")  # fmt: skip
            found = {n: words[heading(n, lang)] for n in names}
            years = {f"target_{w[7:]}": c for w, c in words.items() if w.startswith("Target 2")}
            return row[0].row, found | years
    raise AssertionError("no row of column names")


def filled(*rows: dict[str, Any], lang: Lang = "id", plan: dict[str, str] = PLAN,
           known: Known = KNOWN) -> openpyxl.Workbook:  # fmt: skip
    """The template filled in by hand."""
    book = blank(lang, known)
    page = page_of(book)
    head, places = columns(page, lang)
    for row in page.iter_rows(max_row=head - 1):
        for name, said in plan.items():
            for cell in row:
                if cell.value == heading(name, lang):
                    page.cell(cell.row, cell.column + 1, said)
    for number, cells in enumerate(rows, head + 1):
        for name, value in cells.items():
            page.cell(number, places[name]).value = value
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes, name: str = "isi.xlsx") -> tuple[list[Target], list[Finding]]:
    reader = xlsx.read if name.endswith("xlsx") else delimited.read
    lines, wrong = targets.lines(reader(io.BytesIO(content), name)[0])
    made, more = targets.check(lines, KNOWN)
    return made, [*wrong, *more]


def tidy(*rows: dict[str, str], separator: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


# What the arithmetic says, worked out by hand.


def test_a_pace_is_the_difference_by_the_years_between() -> None:
    assert pace.pace(8.13, 7.99, 1) == pytest.approx(-0.14)
    assert pace.pace(7.99, 7.0, 5) == pytest.approx(-0.198)
    assert pace.pace(50, 65, 3) == 5
    for years in (0, -1):
        with pytest.raises(ValueError):
            pace.pace(1, 2, years)


VERDICTS = [
    # target, low, high, polarity, baseline, now, years so far, years left
    ((70, None, None, "positif"), 50, 60, 2, 2, "sesuai_jalur"),
    ((70, None, None, "positif"), 50, 59, 2, 2, "perlu_percepatan"),
    ((70, None, None, "positif"), 50, 50, 2, 2, "perlu_percepatan"),
    ((70, None, None, "positif"), 50, 49, 2, 2, "menjauh"),
    ((70, None, None, "positif"), 50, 70, 2, 2, "tercapai"),
    ((70, None, None, "positif"), 50, 80, 2, 2, "tercapai"),
    ((70, None, None, "positif"), 50, 69, 2, 0, "tidak_tercapai"),
    ((70, None, None, "positif"), 75, 69, 2, 2, "menjauh"),
    ((7, None, None, "negatif"), 8, 7.5, 2, 2, "sesuai_jalur"),
    ((7, None, None, "negatif"), 8, 7.6, 2, 2, "perlu_percepatan"),
    ((7, None, None, "negatif"), 8, 8.1, 2, 2, "menjauh"),
    ((7, None, None, "negatif"), 8, 6.9, 2, 2, "tercapai"),
    ((7, None, None, "negatif"), 8, 7.1, 2, -1, "tidak_tercapai"),
    ((7.0, None, None, "negatif"), 8.13, 7.99, 1, 5, "perlu_percepatan"),
    # six steps of a tenth: sums of floats that are the same number
    ((0.7, None, None, "positif"), 0.1, 0.4, 3, 3, "sesuai_jalur"),
    ((None, 5, 6, "positif"), 4, 5.2, 1, 3, "tercapai"),
    ((None, 5, 6, "positif"), 4, 6.5, 1, 3, "tercapai"),
    ((None, 5, 6, "positif"), 4, 4.2, 1, 3, "perlu_percepatan"),
    ((None, 5, 6, "negatif"), 8, 5.5, 1, 3, "tercapai"),
    ((None, 5, 6, "negatif"), 8, 4.5, 1, 3, "tercapai"),
    ((None, 5, 6, "negatif"), 8, 7, 1, 1, "sesuai_jalur"),
    ((None, 5, 6, "netral"), 4, 5, 1, 3, "tercapai"),
    ((None, 5, 6, "netral"), 4, 6.5, 1, 3, "perlu_percepatan"),
    ((None, 5, 6, "netral"), 5.5, 6.5, 1, 3, "menjauh"),
    ((None, 5, 6, "netral"), 5.5, 4.9, 1, 0, "tidak_tercapai"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "baseline", "now", "so_far", "left", "verdict"), VERDICTS)
def test_a_verdict_follows_from_polarity_range_and_years(
    asked: tuple[Any, ...], baseline: float, now: float, so_far: int, left: int, verdict: str
) -> None:
    wanted = pace.aim(*asked)
    assert wanted is not None
    assert pace.verdict(baseline, now, wanted, so_far, left) == verdict


def test_without_a_direction_one_value_asks_for_nothing() -> None:
    assert pace.aim(5, None, None, "netral") is None
    assert pace.aim(5, None, None, "kumulatif") is None
    with pytest.raises(ValueError):
        pace.verdict(1, 2, pace.Aim(3, None), 0, 2)


def test_achievement_is_that_of_the_plan_in_both_directions() -> None:
    assert pace.achievement(63, 70, "positif") == pytest.approx(90)
    assert pace.achievement(8, 8, "negatif") == pytest.approx(100)
    assert pace.achievement(10, 8, "negatif") == pytest.approx(75)
    assert pace.achievement(6, 8, "negatif") == pytest.approx(125)
    assert pace.achievement(5, 5, "netral") is None
    assert pace.achievement(5, 0, "positif") is None


# When there is no verdict.


def an_indicator(trend: bool = True) -> Indicator:
    texts = {"name_id": "TPT", "name_en": "Unemployment", "unit_id": "persen", "unit_en": "percent"}
    return Indicator("tpt", texts, 2, 4, "x", "negatif", "persen", False, "nol", trend, False, False,
                     None, 0.0, "", 100, "", "", "")  # fmt: skip


def a_target(**other: Any) -> Target:
    fields: dict[str, Any] = {
        "indicator": "tpt", "area_code": "1275", "period": "2030", "dim": "", "series": "",
        "target": 7.0, "low": None, "high": None, "polarity": "negatif", "unit": "persen",
        "baseline_period": "2024", "baseline_value": 8.13, "document": "D", "document_no": "",
        "document_table": "", "document_page": "", "note_id": "", "note_en": "",
    } | other  # fmt: skip
    return Target(**fields)


def values(**by_year: float) -> list[Observation]:
    return [Observation("1275", y[1:], v, period_kind="round") for y, v in by_year.items()]


@pytest.mark.parametrize(
    ("points", "other", "trend", "reason"),
    [
        (values(), {}, True, "nothing"),
        (values(y2024=8.13), {}, True, "one"),
        (values(y2022=8.9, y2023=8.67), {}, True, "before"),
        (values(y2023=8.67, y2024=8.13), {}, True, "same"),
        (values(y2023=8.67, y2025=7.99), {}, True, "no_base"),
        (values(y2024=8.13, y2025=7.99), {}, False, "trend"),
        (values(y2024=8.13, y2025=7.99), {"polarity": "netral"}, True, "neutral"),
        (values(y2024=8.13, y2025=7.99), {"polarity": "kumulatif"}, True, "cumulative"),
    ],
)
def test_a_verdict_that_cannot_be_given_says_why(
    points: list[Observation], other: dict[str, Any], trend: bool, reason: str
) -> None:
    found = study.judge([a_target(**other)], an_indicator(trend), points)
    assert (found.verdict, found.reason) == ("belum", reason)
    assert (found.so_far, found.needed) == (None, None)


def test_the_paces_of_a_line_are_those_of_its_published_values() -> None:
    line = [a_target(period="2025", target=7.9), a_target(baseline_value=8.5)]
    found = study.judge(line, an_indicator(), values(y2023=8.67, y2024=8.13, y2025=7.99))
    assert found.verdict == "perlu_percepatan"
    assert found.so_far == pytest.approx(-0.14)
    assert found.needed == pytest.approx(-0.198)


def test_in_and_after_the_year_of_a_target_its_own_value_counts() -> None:
    points = values(y2024=8.13, y2029=7.5, y2030=7.2, y2031=6.0)
    assert study.judge([a_target()], an_indicator(), points).verdict == "tidak_tercapai"
    assert study.judge([a_target(period="2031")], an_indicator(), points).verdict == "tercapai"


def test_months_and_parts_of_a_year_are_no_yearly_figures() -> None:
    months = [Observation("1275", f"2024-{m:02}", 1.0, period_kind="month") for m in range(1, 13)]
    part = Observation("1275", "2025", 9.0, partial_period="2025-01/2025-06")
    rounds = [Observation("1275", f"{y}-09", 2.0, period_kind="round") for y in (2023, 2024)]
    year = Observation("1275", "2024", 3.0)
    assert study.yearly([*months, part, *rounds, year]) == rounds
    assert study.yearly(months) == []


# What an import finds, by breaking one cell each.


BROKEN: list[tuple[dict[str, Any], str, str, str]] = [
    ({"indicator": "tpd"}, "indicator", "indicator", "tpd"),
    ({"indicator": None}, "no_indicator", "indicator", ""),
    ({"area_code": "1271"}, "area", "area_code", "1271"),
    ({"area_code": None}, "no_area", "area_code", ""),
    ({"unit": "jiwa"}, "unit", "unit", "jiwa"),
    ({"unit": None}, "no_unit", "unit", ""),
    ({"dim": "sex=X"}, "dim", "dim", "sex=X"),
    ({"series": "ipm_baru"}, "series", "series", "ipm_baru"),
    ({"series": "tidak_ada"}, "series", "series", "tidak_ada"),
    ({"polarity": "naik"}, "polarity", "polarity", "naik"),
    ({"baseline_period": "awal"}, "period", "baseline_period", "awal"),
    ({"baseline_period": 2025}, "order", "target_2025", "2025"),
    ({"baseline_value": 8.5}, "baseline", "baseline_value", "8.5"),
    ({"baseline_value": None}, "no_number", "baseline_value", ""),
    ({"baseline_value": "delapan"}, "number", "baseline_value", "delapan"),
    ({"target_2030": 107}, "range", "target_2030", "107"),
    ({"target_2030": -1}, "range", "target_2030", "-1"),
    ({"target_2030": "tujuh"}, "number", "target_2030", "tujuh"),
    ({"target_2030": True}, "number", "target_2030", "True"),
    ({"target_2030": "7.000"}, "unsure", "target_2030", "7.000"),
    ({"target_2030": "7,5–6,5"}, "bounds", "target_2030", "7.5 > 6.5"),
    ({"target_2030": "=7*1"}, "formula", "target_2030", ""),
    ({"final": 6.5}, "final", "final", "6.5"),
    ({"note_id": "x" * 501}, "text", "note_id", ""),
]


@pytest.mark.parametrize(("cells", "rule", "column", "shown"), BROKEN)
def test_a_broken_cell_is_named_with_its_remedy_in_both_languages(
    cells: dict[str, Any], rule: str, column: str, shown: str
) -> None:
    book = filled(TPT | cells, IPM)
    head, places = columns(page_of(book))
    made, findings = read(saved(book))
    found = next(f for f in findings if f.rule == f"target:{rule}")
    assert found.severity == "G"
    assert (found.file, found.sheet, found.row) == ("isi.xlsx", "Target", head + 1)
    assert found.cell == page_of(book).cell(head + 1, places[column]).coordinate
    year = column.removeprefix("target_")
    assert found.column == (f"Target {year}" if year != column else heading(column, "id"))
    assert found.found == shown
    for lang, remedy in (("id", found.remedy_id), ("en", found.remedy_en)):
        said = found.sentence(lang)
        assert f"target:{rule}" in said
        assert found.cell in said
        assert remedy in said
        assert "{" not in said
    assert found.message_id != found.message_en
    assert found.remedy_id != found.remedy_en
    assert [t.indicator for t in made] == ["ipm"], "the sound row is understood all the same"


def test_a_percent_format_is_not_taken_for_the_number() -> None:
    book = filled(TPT)
    head, places = columns(page_of(book))
    cell = page_of(book).cell(head + 1, places["target_2030"])
    cell.value, cell.number_format = 0.07, "0.0%"
    made, findings = read(saved(book))
    assert [f.rule for f in findings] == ["target:percent"]
    assert not made


def test_the_same_target_twice_is_an_error() -> None:
    _, findings = read(saved(filled(TPT, TPT)))
    assert {(f.rule, f.severity, f.expected) for f in findings} == {("target:twice", "G", "8")}


def test_a_baseline_that_differs_is_let_pass_with_a_note_and_one_unknown_waits() -> None:
    other = TPT | {"baseline_value": 8.5, "note_id": "Angka sementara saat disusun."}
    made, findings = read(saved(filled(other)))
    assert [(f.rule, f.severity) for f in findings] == [("target:baseline_explained", "P")]
    assert "8,13" in findings[0].message_id
    assert "8.13" in findings[0].message_en
    assert len(made) == 2
    early = TPT | {"baseline_period": 2010, "baseline_value": 12}
    made, findings = read(saved(filled(early)))
    assert [(f.rule, f.severity) for f in findings] == [("target:baseline_unknown", "P")]
    assert len(made) == 2


def test_a_file_without_a_document_a_form_or_a_row_says_so() -> None:
    assert [f.rule for f in read(saved(filled(TPT, plan={})))[1]] == ["target:document"]
    assert [f.rule for f in read(saved(blank()))[1]] == ["target:nothing"]
    other = openpyxl.Workbook()
    other.active.append(["apa", "saja"])  # type: ignore[union-attr]
    assert [f.rule for f in read(saved(other))[1]] == ["target:no_form"]
    lines, _ = targets.lines(xlsx.read(io.BytesIO(saved(filled(TPT, plan={}))), "isi.xlsx")[0])
    made, wrong = targets.check(lines, KNOWN, {"document": "RKPD 2026"})
    assert not wrong
    assert {t.document for t in made} == {"RKPD 2026"}


def test_columns_of_the_form_that_are_not_its_own_are_named() -> None:
    book = filled(TPT)
    head, places = columns(page_of(book))
    page_of(book).cell(head, places["unit"]).value = "Ukuran"
    _, findings = read(saved(book))
    assert {f.rule for f in findings} == {"target:column_unknown", "target:column_lacking"}
    book = filled(TPT)
    page_of(book).cell(head, places["target_2026"]).value = "Target 2025"
    assert [f.rule for f in read(saved(book))[1]] == ["target:column_twice"]
    book = filled(TPT | {"target_2026": 7.5})
    page_of(book).cell(head, places["target_2026"]).value = "Target dua ribu"
    assert [f.rule for f in read(saved(book))[1]] == ["target:period"]


def test_a_range_of_one_cell_has_two_ends_and_the_final_condition_stands_for_the_last_year() -> (
    None
):
    for text in ("5,8–6,2", "5,8-6,2", "5,8 - 6,2", "5,8 s.d. 6,2", "5.8–6.2"):
        made, findings = read(saved(filled(TPT | {"target_2025": text, "target_2030": None})))
        assert not findings
        assert [(t.period, t.target, t.low, t.high) for t in made] == [("2025", None, 5.8, 6.2)]
    made, findings = read(saved(filled(TPT | {"target_2030": None, "final": 6.9})))
    assert not findings
    assert [(t.period, t.target) for t in made] == [("2025", 7.9), ("2030", 6.9)]


@pytest.mark.parametrize("lang", LANGS)
def test_the_form_reads_back_in_both_languages(lang: Lang) -> None:
    rows = (TPT | {"unit": "percent" if lang == "en" else "Persen"}, IPM | {"polarity": "positive"})
    made, findings = read(saved(filled(*rows, lang=lang)))
    assert not findings
    assert [(t.indicator, t.period, t.target, t.polarity, t.unit) for t in made] == [
        ("tpt", "2025", 7.9, "negatif", "persen"), ("tpt", "2030", 7.0, "negatif", "persen"),
        ("ipm", "2030", 86.0, "positif", "indeks"),
    ]  # fmt: skip
    assert {(t.document, t.document_no) for t in made} == {("RPJMD rekaan", "Perda 1/2025")}


def test_a_csv_says_the_same_as_the_form_with_either_decimal_mark() -> None:
    given = filled(TPT | {"target_2030": "6,5-7"}, IPM | {"document_page": "12"})
    made, findings = read(saved(given))
    assert not findings
    rows = [t.row() for t in made]
    assert read(tidy(*rows), "isi.csv") == (made, [])
    numbers = ("target", "low", "high", "baseline_value")
    commas = [{k: v.replace(".", ",") if k in numbers else v for k, v in r.items()} for r in rows]
    assert read(tidy(*commas, separator=";"), "isi.csv") == (made, [])


def test_a_broken_csv_names_row_and_column() -> None:
    rows = [t.row() for t in read(saved(filled(TPT, IPM)))[0]]
    rows[1]["period"] = "20x0"
    rows[2] |= {"low": "85", "high": ""}
    _, findings = read(tidy(*rows), "isi.csv")
    assert [(f.rule, f.row, f.column, f.cell) for f in findings] == [
        ("target:period", 3, "period", ""), ("target:both", 4, "target", "")]  # fmt: skip
    assert "isi.csv, baris 3, kolom period: target:period" in findings[0].sentence("id")
    assert "isi.csv, row 3, column period: target:period" in findings[0].sentence("en")
    rows[2] |= {"target": "", "low": "85"}
    assert read(tidy(rows[2]), "isi.csv")[1][0].rule == "target:half"
    rows[2] |= {"low": "86", "high": "85"}
    assert read(tidy(rows[2]), "isi.csv")[1][0].rule == "target:bounds"


# The template.


def test_the_template_is_a_form_without_formulas_that_is_the_same_each_time() -> None:
    for lang in LANGS:
        content = form(targets.form(KNOWN, lang, ("2026", "2027")))
        assert content == form(targets.form(KNOWN, lang, ("2026", "2027")))
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = [c for page in book.worksheets for row in page.iter_rows() for c in row]
        assert not [c for c in cells if c.data_type == "f" or c.hyperlink]
        _, places = columns(page_of(book), lang)
        assert [n for n in places if n.startswith("target_")] == ["target_2026", "target_2027"]
    how = blank().worksheets[0]
    assert [c.value for c in next(how.iter_rows())] == ["Bahasa Indonesia", "English"]
    listed = {r[0].value: [c.value for c in r] for r in blank().worksheets[2].iter_rows(min_row=2)}
    assert listed["tpt"][3:6] == ["persen", "percent", "negatif"]
    assert listed["ipm"][8:11] == ["ipm_baru", "2024", 83.1]


# From the template to the page.


@pytest.fixture(scope="module")
def world(
    small_package: Path, tmp_path_factory: pytest.TempPathFactory, trusted: None
) -> Iterator[Path]:
    """A state with a release of the small package, which the commands work on."""
    state = tmp_path_factory.mktemp("target-state")
    releases.publish(state, build.build(small_package, ROOT / "geo", state))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_STATE", str(state))
        patch.setenv("ATLAS_DATA", str(small_package))
        patch.delenv("ATLAS_LANG", raising=False)
        settings.cache_clear()
        yield state
    settings.cache_clear()


@pytest.fixture
def empty(world: Path) -> Path:
    (world / targets.FILE).unlink(missing_ok=True)
    return world


def of_release(state: Path, *rows: dict[str, Any], folder: Path, **other: Any) -> Path:
    """The template of the served release, written by the command and filled in."""
    path = folder / "templat.xlsx"
    assert main(["target", "template", "--output", str(path)]) == 0
    known = study.known(Store(state).release())
    assert path.read_bytes() == form(targets.form(known, "id"))
    path.write_bytes(saved(filled(*rows, known=known, **other)))
    return path


INJECTED = '=HYPERLINK("http://x.test","RPJMD")'


@pytest.fixture(scope="module")
def published(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Invented targets: filled in, imported, and published by the command."""
    (world / targets.FILE).unlink(missing_ok=True)
    before = releases.current(world)
    growing = TPT | {"area_code": "1275010"}
    path = of_release(world, TPT, TPT | {"area_code": "12", "baseline_value": 5.6}, growing,
                      folder=tmp_path_factory.mktemp("filled"))  # fmt: skip
    book = openpyxl.load_workbook(path)
    page, (head, places) = page_of(book), columns(page_of(book))
    title = next(
        r[2] for r in page.iter_rows(max_row=head) if r[1].value == heading("document", "id")
    )
    title.value, title.data_type = INJECTED, "s"
    page.cell(head + 1, places["note_id"], "=1+1").data_type = "s"
    book.save(path)
    assert main(["target", "import", str(path)]) == 0
    assert main(["build", "--publish"]) == 0
    assert releases.current(world) != before
    return Store(world).release()


def test_filled_targets_are_judged_on_the_page(published: Release) -> None:
    catalogue = query.catalogue(published)
    for lang in LANGS:
        found = study.target(published, catalogue, "1275", "", "tpt", lang)
        comma = found.headline.replace(".", ",")
        assert "7,99" in comma
        assert "(7,99 − 8,13) ÷ (2025 − 2024) = −0,140" in comma
        assert "(7,00 − 7,99) ÷ (2030 − 2025) = −0,198" in comma
        word = {"id": "Perlu percepatan", "en": "Needs to go faster"}[lang]
        assert word in found.headline
        assert len(found.grids[0].rows) == 1
        share = found.grids[1].rows[0].entries
        # (2 x 7.9 - 7.99) / 7.9 x 100
        assert share[4].value == 98.9
        assert found.params == {"area": "", "dokumen": "", "indikator": "tpt"}
        assert found.path == f"/target?indikator=tpt{'&lang=en' if lang == 'en' else ''}"
    place = study.target(published, catalogue, "1275010", "", "", "id")
    assert "Belum dapat dinilai: tidak ada angka tahunan terbit" in place.headline


def test_a_picture_of_targets_stays_in_its_box_and_says_every_track(published: Release) -> None:
    found = study.target(published, query.catalogue(published), "1275", "", "", "id")
    for width in (360.0, 820.0, 1112.0):
        made = drawing.drawn(found, palette("light"), width, {})
        assert made.width == width
        assert made.body.count('class="m"') == len(found.picture.tracks)
        assert found.picture.tracks[0].said.split("(")[0] in made.body
    assert "Perlu percepatan".lower() in plate.svg(found, palette("light"), {}, "atlas")


def test_nothing_typed_into_a_template_is_run_in_a_workbook(published: Release) -> None:
    found = study.target(published, query.catalogue(published), "1275", "", "", "id")
    assert INJECTED in found.grids[1].rows[0].entries[-1].text
    book = openpyxl.load_workbook(
        io.BytesIO(handout.study_workbook(found, "https://x.test/target"))
    )
    cells = [c for page in book.worksheets for row in page.iter_rows() for c in row]
    assert any(INJECTED in str(c.value) for c in cells)
    assert not [c for c in cells if c.data_type == "f" or c.hyperlink]
    assert "<script" not in plate.svg(found, palette("light"), {}, "<script>")


def test_one_wrong_cell_and_nothing_is_kept(
    empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = of_release(empty, TPT, TPT | {"unit": "jiwa"}, folder=tmp_path)
    for lang, said in (("id", "sel D9: target:unit satuan “jiwa” bukan satuan"),
                       ("en", "cell D9: target:unit unit “jiwa” is not that of")):  # fmt: skip
        assert main(["--lang", lang, "target", "import", str(path)]) == 1
        assert said in capsys.readouterr().err
        assert not (empty / targets.FILE).exists()


def test_a_file_that_is_no_workbook_or_is_not_there_is_refused(
    empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "rusak.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    for path in (broken, tmp_path / "tidak-ada.xlsx"):
        assert main(["target", "import", str(path)]) == 1
        assert path.name in capsys.readouterr().err
    assert not (empty / targets.FILE).exists()


def test_a_document_imported_again_replaces_its_own_targets_only(
    empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for plan, cells in (("RKPD 2026", {}), ("RPJMD", {}), ("RPJMD", {"target_2025": None})):
        path = of_release(empty, TPT | cells, folder=tmp_path, plan={"document": plan})
        assert main(["target", "import", str(path)]) == 0
    assert "2 target lama" in capsys.readouterr().out
    kept = [(r["document"], r["period"]) for r in targets.imported(empty)]
    assert kept == [("RKPD 2026", "2025"), ("RKPD 2026", "2030"), ("RPJMD", "2030")]


def test_imported_targets_are_part_of_the_name_of_a_release(empty: Path) -> None:
    rows = [a_target().row()]
    plain = build.release_id(ROOT / "data", ROOT / "geo")
    assert build.release_id(ROOT / "data", ROOT / "geo", (), rows) != plain
    other = [a_target(target=6.9).row()]
    assert len({build.release_id(ROOT / "data", ROOT / "geo", (), r) for r in (rows, other)}) == 2


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES])
def test_a_full_or_closed_disk_is_told_and_keeps_what_there_was(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    targets.keep(tmp_path, [a_target()])

    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(AtlasError) as caught:
        targets.keep(tmp_path, [a_target(target=1.0)])
    assert os.strerror(code) in caught.value.text("id")
    assert [r["target"] for r in targets.imported(tmp_path)] == ["7"]
    assert [p.name for p in tmp_path.iterdir()] == [targets.FILE]


def test_a_kept_table_that_was_broken_by_hand_is_told(tmp_path: Path) -> None:
    (tmp_path / targets.FILE).write_text("indicator,target\ntpt,7\n")
    with pytest.raises(AtlasError):
        targets.imported(tmp_path)


def test_a_kept_target_that_fits_no_longer_stops_the_build(
    empty: Path, small_package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    targets.keep(empty, [a_target(), a_target(period="2029", unit="jiwa")])
    served = releases.current(empty)
    assert main(["build", "--publish"]) == 1
    assert "targets.csv, baris 3, kolom unit: target:unit" in capsys.readouterr().err
    assert releases.current(empty) == served


@pytest.mark.parametrize("years", ["", "2030-2025", "dua", "2025-2099", "1-2", "2025-"])
def test_years_that_are_none_are_refused(
    years: str, empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["target", "template", "--years", years]) == 1
    assert "--years" in capsys.readouterr().err


def test_a_hostile_workbook_is_read_under_limits() -> None:
    found, refused = grids_of("isi.xlsx", saved(filled(TPT)))
    assert not [f for f in refused if f.severity == "G"]
    assert len(targets.check(targets.lines(found)[0], KNOWN)[0]) == 2


# What is shipped.


def test_no_target_is_shipped_and_the_page_judges_nothing(
    release: Release, catalogue: Catalogue
) -> None:
    with (ROOT / "data" / "target.csv").open(encoding="utf-8", newline="") as lines:
        assert list(csv.reader(lines)) == [list(COLUMNS)]
    assert study.targets_in(release) == ()
    for lang in LANGS:
        found = study.target(release, catalogue, "1275", "", "", lang)
        assert isinstance(found, Study)
        assert found.picture is None
        assert {"id": "Belum ada target", "en": "There is no verified target"}[
            lang
        ] in found.refusal
        (grid,) = found.grids
        assert str(len(grid.rows)) in found.refusal
        assert not [e for row in grid.rows for e in row.entries if e.ground or e.ink]
        tpt = next(r for r in grid.rows if r.entries[1].text == "tpt")
        assert (tpt.entries[3].value, tpt.entries[4].text) == (7.99, "2025")
        assert found.sources


def test_figures_that_targets_are_checked_against_are_those_of_the_release(
    release: Release,
) -> None:
    known = study.known(release)
    assert known.figures is not None
    assert known.figures["tpt", "1275", "", ""]["2024"] == 8.13
    assert known.series_of("ipm", "1275", "") != [""]
    assert known.indicators["tpt"].high == 100
