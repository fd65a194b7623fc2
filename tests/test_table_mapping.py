"""Known tables become rows by their mapping, and nothing else becomes anything."""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import editions
import pytest
from official import Printed, grids, place_of, with_cell, with_label
from tables import rows

from atlas.model import AtlasError
from atlas.package import Row
from atlas.table import tidy
from atlas.table.areas import Areas
from atlas.table.describe import propose
from atlas.table.layout import tables
from atlas.table.mapping import Mapped, Mapping, apply, find, load, unknown
from atlas.table.model import Cell, Grid, Head, Line, Raw, Table

DATA = Path(__file__).parents[1] / "data"
NAMES = ("areas", "area_aliases", "indicators", "units", "series", "dimensions", "partitions",
         "topics", "chapters")  # fmt: skip
CODELISTS = {name: rows(DATA / f"{name}.csv") for name in NAMES}
AREAS = Areas(CODELISTS["areas"], CODELISTS["area_aliases"])
MAPPINGS = load(DATA / "mapping")
CITY, TUNTUNGAN, KOTA, BELAWAN = "1275", "1275010", "1275060", "1275210"


def read(printed: Printed) -> Table:
    (table,) = tables(grids([printed])[0])
    return table


def named(name: str) -> Mapping:
    return next(m for m in MAPPINGS if m.name == name)


def mapped(printed: Printed | Table, edition: str = "2025") -> Mapped:
    table = read(printed) if isinstance(printed, Printed) else printed
    mapping = find(table, MAPPINGS)
    assert mapping is not None
    return apply(mapping, table, AREAS, edition, CODELISTS)


def value(found: Mapped, indicator: str, area: str = CITY, **more: str) -> Row:
    (row,) = [
        r for r in found.rows
        if (r.indicator, r.area_code) == (indicator, area)
        and all(getattr(r, k) == v for k, v in more.items())
    ]  # fmt: skip
    return row


# --- shipped mappings


SIZES = {
    "1.1.1-luas": 44, "2.1.1-kelurahan": 110, "3.1.1-penduduk": 110,
    "3.1.2-penduduk-jenis-kelamin": 66, "3.2.1-ketenagakerjaan": 14, "4.1.1-tk": 396, "4.1.2-ra": 132,
    "4.1.3-sd": 396, "4.1.4-mi": 396, "4.1.5-smp": 396, "4.1.6-mts": 396, "4.1.7-sma": 396,
    "4.1.8-smk": 396, "4.1.9-ma": 396, "4.2.1-sarana-kesehatan": 132,
    "4.2.2-kelurahan-sarana-kesehatan": 132, "4.3.5-bencana": 154, "4.4.1-kemiskinan": 21,
    "4.4.2-ipm": 25, "5.1.2-sayuran": 154, "5.1.4-buah": 132, "9.3.1-ihk-bulanan": 48,
    "9.3.2-inflasi": 7, "10.1.2-gini": 7, "12.1.3-pertumbuhan-pdrb": 90,
}  # fmt: skip
"""Rows that each clean table gives: lines with their total, times columns."""


def test_every_publication_mapping_has_a_clean_table() -> None:
    publication = {m.name for m in MAPPINGS if m.readers == ("publikasi",)}
    assert publication == set(editions.TABLES) == set(SIZES)


@pytest.mark.parametrize("name", SIZES)
def test_a_clean_table_is_understood_whole(name: str) -> None:
    printed = editions.TABLES[name](2025)
    table = read(printed)
    mapping = find(table, MAPPINGS)
    assert mapping is not None
    assert mapping.name == name
    found = apply(mapping, table, AREAS, "2025", CODELISTS)
    assert found.findings == ()
    assert len(found.rows) == SIZES[name]
    assert set(found.lines) | set(found.outside) == {x.row for x in table.lines}
    assert set(found.heads) | set(found.skipped) == {h.column for h in table.heads}
    assert {(r.edition, r.table_no, r.status, r.origin) for r in found.rows} == {
        ("2025", printed.number, "draf", "terbit")}  # fmt: skip


@pytest.mark.parametrize("name", SIZES)
def test_two_editions_say_the_same_of_the_same(name: str) -> None:
    now, then = (mapped(editions.TABLES[name](year), str(year)) for year in (2025, 2024))
    before = {row.key: row for row in then.rows}
    common = [(r, before[r.key]) for r in now.rows if r.key in before]
    assert all(new.value == old.value or new.mark for new, old in common)
    assert max(r.period for r in now.rows) > max(r.period for r in then.rows)


def test_population_stands_in_its_cells() -> None:
    printed = editions.population(2025)
    found = mapped(printed)
    row = value(found, "jumlah_penduduk", KOTA)
    assert (row.value, row.period, row.series) == (
        editions.people(2024)[5],
        "2024",
        "proyeksi_sp2020",
    )
    assert row.cell == place_of(printed, 5, 0)
    assert row.source_id == "kda-2025-3.1.1"
    city = value(found, "jumlah_penduduk")
    assert city.value == sum(editions.people(2024))
    assert city.cell == place_of(printed, -1, 0)
    assert value(found, "laju_pertumbuhan_penduduk").series == "tahunan"
    assert value(found, "persen_penduduk_kota").value == 100


def test_school_years_are_kept_by_their_first_year() -> None:
    found = mapped(editions.schools("sd", 2025))
    assert {(r.period, r.period_kind, r.series) for r in found.rows} == {
        ("2022", "school_year", "kda"), ("2023", "school_year", "kda")}  # fmt: skip
    parts = [value(found, "murid_sd", period="2023", dim=d).value
             for d in ("status=negeri", "status=swasta", "")]  # fmt: skip
    assert sum(parts[:2]) == parts[2]  # type: ignore[arg-type]


def test_nil_and_unknown_keep_their_marks() -> None:
    found = mapped(editions.fruits(2025))
    unknown_cell = value(found, "produksi_buah", BELAWAN, dim="tanaman=pisang")
    assert (unknown_cell.value, unknown_cell.mark) == (None, "...")
    nil = [r for r in found.rows if r.mark == "-"]
    assert nil
    assert all(r.value is None for r in nil)


def test_thousands_are_scaled_exactly() -> None:
    found = mapped(editions.poverty(2025))
    printed = dict(editions.poverty(2025).lines)["2024"][1]
    assert value(found, "jumlah_penduduk_miskin", period="2024").value == float(
        Decimal(printed) * 1000
    )  # type: ignore[arg-type]


def test_a_revised_figure_keeps_its_r_and_a_preliminary_one_its_asterisks() -> None:
    assert value(mapped(editions.labour(2025)), "tpak", period="2023").mark == "r"
    growth = mapped(editions.growth(2025))
    assert [value(growth, "pertumbuhan_ekonomi", period=str(y)).mark for y in (2022, 2023, 2024)] == [
        "", "*", "**"]  # fmt: skip


def test_months_are_lines() -> None:
    found = mapped(editions.prices(2025))
    row = value(found, "ihk", period="2024-03")
    assert (row.value, row.period_kind, row.series) == (
        float(editions.price_index(2024, 3)), "month", "ihk_2022")  # fmt: skip


def test_indicators_are_lines() -> None:
    found = mapped(editions.human_development(2025))
    assert value(found, "ipm", period="2024").series == "ipm_lfsp2020"
    assert {m.indicator for m in found.said.values()} == {
        "uhh", "hls", "rls", "pengeluaran_per_kapita", "ipm"}  # fmt: skip


def test_what_a_mapping_brings_is_complete_and_once() -> None:
    for mapping in MAPPINGS:
        for codelist, brought in mapping.additions.items():
            columns = set(CODELISTS[codelist][0])
            assert all(set(row) == columns for row in brought)
        for row in mapping.additions.get("indicators", ()):
            assert row["name_en"]
            assert row["definition_en"]
            assert row["indicator"] not in {r["indicator"] for r in CODELISTS["indicators"]}


# --- areas


def test_a_misspelled_kecamatan_gives_no_value() -> None:
    printed = with_label(editions.population(2025), 10, "11. Medan Sungal")
    table = read(printed)
    found = mapped(table)
    row = table.lines[10].row
    assert row not in found.lines
    assert found.strange[row].why == "tak_dikenal"
    assert len(found.rows) == 105
    assert "1275110" not in {r.area_code for r in found.rows}


def test_a_missing_kecamatan_is_not_made_up() -> None:
    printed = editions.population(2025)
    found = mapped(replace(printed, lines=printed.lines[:4] + printed.lines[5:]))
    assert "1275050" not in found.lines.values()
    assert len(found.rows) == 105


def test_a_doubled_kecamatan_is_read_once() -> None:
    table = read(with_label(editions.population(2025), 3, "4. Medan Area"))
    found = mapped(table)
    assert [x.row for x in table.lines if x.row in found.strange] == [table.lines[4].row]
    assert found.strange[table.lines[4].row].area_code == "1275050"
    assert len(found.rows) == 105


def test_medan_kota_is_never_the_total() -> None:
    table = read(with_label(editions.population(2025), -1, "Medan Kota"))
    found = mapped(table)
    assert CITY not in found.lines.values()
    assert found.strange[table.lines[-1].row].why == "rangkap"
    assert value(found, "jumlah_penduduk", KOTA).value == editions.people(2024)[5]


@pytest.mark.parametrize(
    "label", ["Jumlah/Total", "KOTA MEDAN", "Medan", "Kota Medan/Medan Municipality"]
)
def test_the_total_line_is_the_city(label: str) -> None:
    found = mapped(with_label(editions.population(2025), -1, label))
    assert value(found, "jumlah_penduduk").value == sum(editions.people(2024))


def test_an_ordinal_that_contradicts_its_name_is_a_finding() -> None:
    printed = editions.population(2025)
    lines = tuple((f"{(n + 1) * 10:03} {label.split('. ')[1]}", cells)
                  for n, (label, cells) in enumerate(printed.lines))  # fmt: skip
    assert mapped(replace(printed, lines=lines)).findings == ()
    (finding,) = mapped(
        with_label(replace(printed, lines=lines), 0, "060 Medan Tuntungan")
    ).findings
    assert finding.rule == "K02"
    assert "1275060" in finding.message_id
    assert "A" in finding.cell


# --- periods, units, columns


def test_the_edition_is_the_callers_and_the_period_the_printed_one() -> None:
    found = mapped(editions.population(2024), edition="2025")
    assert {(r.period, r.edition) for r in found.rows} == {("2023", "2025")}


def test_a_title_with_two_years_gives_nothing() -> None:
    found = mapped(replace(editions.population(2025), years=("2023", "2024")))
    assert found.rows == ()
    assert [f.rule for f in found.findings] == ["peta:periode"]
    assert "2023, 2024" in found.findings[0].message_id


def test_a_header_whose_year_contradicts_the_title_gives_nothing() -> None:
    printed = editions.population(2025)
    heads = list(printed.heads[0])
    heads[1] = "Laju Pertumbuhan Penduduk per Tahun 2020–2023 (persen)\nPopulation Growth (percent)"
    found = mapped(replace(printed, heads=(tuple(heads),)))
    (finding,) = found.findings
    assert finding.rule == "peta:periode"
    assert finding.cell.startswith("C")
    assert "laju_pertumbuhan_penduduk" not in {r.indicator for r in found.rows}


def test_growth_since_2020_is_a_series_of_its_own() -> None:
    printed = editions.population(2025)
    heads = list(printed.heads[0])
    heads[1] = "Laju Pertumbuhan Penduduk per Tahun 2020–2024 (persen)\nPopulation Growth (percent)"
    found = mapped(replace(printed, heads=(tuple(heads),)))
    assert found.findings == ()
    assert value(found, "laju_pertumbuhan_penduduk").series == "sejak_2020"


def test_an_edition_whose_area_basis_nobody_declared_is_not_read() -> None:
    found = mapped(editions.land(2026), edition="2026")
    assert found.rows == ()
    assert [f.rule for f in found.findings] == ["peta:seri"]
    assert "2026" in found.findings[0].message_id


def test_an_unknown_header_is_a_finding_and_its_column_stays_out() -> None:
    printed = editions.population_by_sex(2025)
    heads = (printed.heads[0], (*printed.heads[1][:2], "Keseluruhan\nAll"))
    found = mapped(replace(printed, heads=heads))
    assert [f.rule for f in found.findings] == ["peta:kolom", "peta:kolom"]
    assert found.findings[0].cell.startswith("D")
    assert "Keseluruhan" in found.findings[0].message_id
    assert "Jumlah" in found.findings[1].expected
    assert len(found.rows) == 44


def test_a_column_the_mapping_passes_over_gives_no_rows_and_no_finding() -> None:
    printed = editions.land(2025)
    lines = tuple((label, (*cells, "–")) for label, cells in printed.lines)
    heads = ((*printed.heads[0], "Jumlah Pulau\nNumber of Islands"),)
    assert printed.total is not None
    total = (printed.total[0], (*printed.total[1], "–"))
    found = mapped(replace(printed, lines=lines, heads=heads, total=total))
    assert found.findings == ()
    assert len(found.rows) == 44
    assert list(found.skipped) == [4]


def test_a_header_that_stands_twice_is_read_once() -> None:
    printed = editions.population_by_sex(2025)
    found = mapped(
        replace(
            printed, heads=(printed.heads[0], (printed.heads[1][0],) * 2 + printed.heads[1][2:])
        )
    )
    assert [f.rule for f in found.findings] == ["peta:kunci", "peta:kolom"]
    assert len(found.rows) == 44


def test_another_unit_is_recorded_and_not_converted() -> None:
    printed = replace(editions.vegetables(2025), unit="ton", unit_en="ton")
    found = mapped(printed)
    target = next(iter(found.heads.values()))
    assert (target.unit, target.printed_unit) == ("kuintal", "ton")
    assert [r.value for r in found.rows] == [
        r.value for r in mapped(editions.vegetables(2025)).rows
    ]


def test_a_blank_without_a_mark_is_a_row_without_a_value() -> None:
    row = value(
        mapped(with_cell(editions.population(2025), 0, 0, None)), "jumlah_penduduk", TUNTUNGAN
    )
    assert (row.value, row.mark) == (None, "")


def test_a_cell_nobody_can_read_gives_no_row() -> None:
    found = mapped(with_cell(editions.population(2025), 0, 0, "sekitar seribu"))
    assert (TUNTUNGAN, "jumlah_penduduk") not in {(r.area_code, r.indicator) for r in found.rows}


def test_a_year_that_stands_twice_is_read_once() -> None:
    printed = editions.inflation(2025)
    found = mapped(with_label(printed, 0, printed.lines[1][0]))
    assert [f.rule for f in found.findings] == ["peta:kunci"]
    assert len(found.rows) == len(printed.lines) - 1


def test_a_line_that_is_no_year_is_a_finding() -> None:
    found = mapped(with_label(editions.inflation(2025), 0, "Rata-rata"))
    (finding,) = found.findings
    assert (finding.rule, finding.found) == ("peta:baris", "Rata-rata")


# --- other readers


def machine(reader: str, title: str, heads: tuple[Head, ...], labels: list[tuple[str, str]],
            **more: object) -> Table:  # fmt: skip
    """A table as the readers of exports and answers yield it, its cells numbered from 70."""
    lines = tuple(Line(i, label, code) for i, (label, code) in enumerate(labels, start=3))
    cells = {(x.row, h.column): Cell(x.row, h.column, "", Decimal(70 + x.row))
             for x in lines for h in heads}  # fmt: skip
    return Table(
        "f", "Sheet1", reader, title_id=title, heads=heads, lines=lines, cells=cells, **more
    )  # type: ignore[arg-type]


IPM = "[Metode Baru] Indeks Pembangunan Manusia"
TWO_YEARS = (Head(2, (), period="2020"), Head(3, (), period="2021"))


def test_a_site_export_is_read_within_the_block_of_its_province() -> None:
    labels = [
        "ACEH",
        "Nias",
        "SUMATERA UTARA",
        "Nias",
        "Asahan",
        "Kota Medan",
        "RIAU",
        "Kota Medan",
        "INDONESIA",
    ]
    found = mapped(machine("situs", IPM, TWO_YEARS, [(x, "") for x in labels]))
    assert found.findings == ()
    assert dict(found.lines) == {5: "12", 6: "1201", 7: "1208", 8: "1275", 11: "00"}
    assert dict(found.outside) == {
        3: "provinsi lain",
        4: "provinsi lain",
        9: "provinsi lain",
        10: "provinsi lain",
    }
    assert value(found, "ipm", period="2021").value == 78
    assert value(found, "ipm", period="2021").cell == "C8"


def test_a_name_that_is_not_registered_in_the_province_is_a_finding() -> None:
    labels = ["SUMATERA UTARA", "Asahann", "Kota Medan"]
    (finding,) = mapped(machine("situs", IPM, TWO_YEARS, [(x, "") for x in labels])).findings
    assert (finding.rule, finding.cell) == ("K02", "A4")
    assert "Kabupaten Asahan" in finding.remedy_id


def test_a_webapi_answer_is_read_by_its_codes() -> None:
    labels = [("ACEH", "1100"), ("SUMATERA UTARA", "1200"), ("Kota Medan", "1275"), ("Kota Bandung", "3273"),
              ("INDONESIA", "9999")]  # fmt: skip
    found = mapped(machine("webapi", IPM, TWO_YEARS, labels))
    assert found.findings == ()
    assert set(found.lines.values()) == {"12", "1275", "00"}


def test_codes_of_the_ministry_in_a_bps_file_are_caught() -> None:
    labels = [("SUMATERA UTARA", "1200"), ("Kota Medan", "1271"), ("Kota Binjai", "1275")]
    found = mapped(machine("webapi", IPM, TWO_YEARS, labels))
    assert [f.rule for f in found.findings] == ["K02", "K02"]
    assert "Kota Sibolga (1271)" in found.findings[0].message_id
    assert "1275" not in {r.area_code for r in found.rows}


def test_the_same_codes_are_right_in_a_file_of_the_ministry() -> None:
    labels = [("Kota Medan", "12.71"), ("Kota Binjai", "12.75")]
    found = mapped(machine("webapi", IPM, TWO_YEARS, labels, system="kemendagri"))
    assert set(found.lines.values()) == {"1275", "1276"}


def test_a_simdasi_answer_takes_its_year_from_the_title() -> None:
    title = "Garis Kemiskinan, Jumlah, dan Persentase Penduduk Miskin Menurut Kabupaten/Kota"
    heads = tuple(Head(i, (w,)) for i, w in enumerate(
        ("Garis Kemiskinan", "Jumlah Penduduk Miskin", "Persentase Penduduk Miskin"), start=1))  # fmt: skip
    found = mapped(machine("simdasi", title, heads, [("Kota Medan", "1275000")], periods=("2024",)))
    assert value(found, "jumlah_penduduk_miskin", period="2024").value == 73_000
    assert value(found, "garis_kemiskinan").period_kind == "round"


def test_a_long_list_of_cities_gives_the_wanted_one() -> None:
    found = mapped(
        machine(
            "situs", "Inflasi Tahunan Menurut Kota", TWO_YEARS, [("Kota Padang", ""), ("MEDAN", "")]
        )
    )
    assert set(found.lines.values()) == {"1275"}
    assert found.findings == ()


# --- the atlas's own template


def filled(*lines: str) -> list[Table]:
    """The template with these lines, as its reader yields it."""
    content = [",".join(tidy.COLUMNS), *lines]
    cells = {(r, c): Raw(text) for r, line in enumerate(content, start=1)
             for c, text in enumerate(line.split(","), start=1) if text}  # fmt: skip
    return tidy.tables(Grid("templat.csv", "templat", cells))[0]


def test_the_template_needs_no_mapping() -> None:
    (table,) = filled("jumlah_penduduk,1275010,Medan Tuntungan,2024,sex=L,1234,r,jiwa,proyeksi_sp2020,",
                      "jumlah_penduduk,1275060,Medan Kota,2024,sex=L,,...,jiwa,proyeksi_sp2020,")  # fmt: skip
    found = mapped(table)
    assert found.findings == ()
    row = value(found, "jumlah_penduduk", TUNTUNGAN)
    assert (row.value, row.mark, row.dim, row.series, row.cell) == (
        1234,
        "r",
        "sex=L",
        "proyeksi_sp2020",
        "F2",
    )
    assert value(found, "jumlah_penduduk", KOTA).mark == "..."


def test_the_template_takes_kind_and_office_from_the_mappings() -> None:
    (table,) = filled("tpt,1275,Kota Medan,2024,,8.5,,persen,,")
    mapping = find(table, MAPPINGS)
    assert mapping is not None
    assert (mapping.kind, mapping.office) == ("round", "BPS Kota Medan")


def test_codes_of_the_template_are_checked() -> None:
    for line in ("penduduk_bumi,1275,Kota Medan,2024,,1,,jiwa,,", "tpt,1275,Kota Medan,2024,sex=X,1,,persen,,",
                 "tpt,1275,Kota Medan,2024,,1,,persen,tak_ada,"):  # fmt: skip
        found = mapped(filled(line)[0])
        assert [f.rule for f in found.findings] == ["peta:kolom"]
        assert found.rows == ()


# --- recognition


@pytest.mark.parametrize(
    "change",
    [{"number": "3.1.7"}, {"title_id": "Penduduk dan Kepadatan di Kota Medan"},
     {"title_id": "Penduduk, Laju Pertumbuhan Penduduk Menurut Kecamatan di Kota Binjai"},
     {"heads": (("Satu\nOne", "Dua\nTwo", "Tiga\nThree", "Empat\nFour", "Lima\nFive"),)}],
)  # fmt: skip
def test_another_number_title_or_header_is_another_table(change: dict[str, object]) -> None:
    table = read(replace(editions.population(2025), **change))  # type: ignore[arg-type]
    assert find(table, MAPPINGS) is None
    finding = unknown(table, MAPPINGS)
    assert (finding.rule, finding.severity, finding.table_no) == ("peta:tabel", "G", table.number)
    assert "table describe" in finding.remedy_id


@pytest.mark.parametrize(
    ("old", "new"),
    [("Menurut Kecamatan", "Menurut Menurut  Kecamatan"), ("Kota Medan", "KOTA\u00a0Medan")],
)
def test_an_untidy_title_is_still_the_table(old: str, new: str) -> None:
    printed = editions.population(2025)
    table = read(replace(printed, title_id=printed.title_id.replace(old, new)))
    assert find(table, MAPPINGS) == named("3.1.1-penduduk")


def test_two_mappings_of_one_table_are_refused() -> None:
    mapping = named("3.1.1-penduduk")
    with pytest.raises(AtlasError, match=r"lain\.toml"):
        find(read(editions.population(2025)), [mapping, replace(mapping, name="lain")])


def test_every_mapping_knows_its_own_table_only() -> None:
    for name, printed in editions.book(2025).items():
        assert find(read(printed), MAPPINGS) == named(name)


# --- wrong files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in NAMES:
        shutil.copy(DATA / f"{name}.csv", tmp_path)
    (tmp_path / "mapping").mkdir()
    return tmp_path / "mapping"


GOOD = """number = "9.9.9"
title = ["Judul"]
office = "Kantor"
office_en = "Office"
[[column]]
head = ["Satu"]
indicator = "jumlah_penduduk"
"""


def refused(folder: Path, text: str) -> AtlasError:
    (folder / "salah.toml").write_text(text, encoding="utf-8")
    with pytest.raises(AtlasError) as caught:
        load(folder)
    return caught.value


def test_a_small_mapping_loads(folder: Path) -> None:
    (folder / "baik.toml").write_text(GOOD, encoding="utf-8")
    assert load(folder)[0].number == "9.9.9"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [('"jumlah_penduduk"', '"penduduk_bumi"', "column[1].indicator"),
     ('"jumlah_penduduk"', '""', "column[1].indicator"),
     ('title = ["Judul"]', 'title = ["Judul"]\nwarna = "biru"', "warna"),
     ('head = ["Satu"]', 'head = ["Satu"]\nskala = 3', "column[1].skala"),
     ('head = ["Satu"]', 'head = ["Satu"]\nscale = 40', "column[1].scale"),
     ('head = ["Satu"]', 'head = ["Satu"]\ndim = "sex=X"', "column[1].dim"),
     ('head = ["Satu"]', 'head = ["Satu"]\nseries = "tak_ada"', "column[1].series"),
     ('head = ["Satu"]', 'head = "Satu"', "column[1].head"),
     ('number = "9.9.9"', 'number = "9.9.9"\nperiod = "kira-kira"', "period"),
     ('number = "9.9.9"', 'number = "9.9.9"\nlevel = "dusun"', "level"),
     ('number = "9.9.9"', 'number = "9.9.9"\nlines = "tahun"', "area"),
     ('number = "9.9.9"', 'number = "9.9.9"\ntotal = "9999"', "total"),
     ('number = "9.9.9"', 'number = "9.9.9"\nlag = "satu"', "lag"),
     ('office = "Kantor"', 'office = ""', "office"),
     ('number = "9.9.9"', "number = 9", "number"),
     ("[[column]]", "[column]", "column"),
     ('title = ["Judul"]', "title = [", "berkas")],
)  # fmt: skip
def test_a_wrong_key_is_named(folder: Path, old: str, new: str, key: str) -> None:
    error = refused(folder, GOOD.replace(old, new))
    assert f"salah.toml: {key} " in error.message_id
    assert "salah.toml: " in error.message_en


@pytest.mark.parametrize(
    ("more", "what"),
    [('[[column]]\nhead = ["Dua"]\nindicator = "jumlah_penduduk"\n', "jumlah_penduduk"),
     ('[[column]]\nhead = ["Satu"]\nindicator = "luas_wilayah"\n', "Satu"),
     ('[[skip]]\nhead = ["Dua"]\n', "skip[1].reason"),
     ('[[indicator]]\nindicator = "baru"\nwarna = "biru"\n', "indicator[1].warna"),
     ('[[indicator]]\nindicator = "baru"\nunit = "depa"\n', "indicator[1].unit"),
     ('[[dimension]]\nkey = "x"\n', "dimension[1].member")],
)  # fmt: skip
def test_two_columns_for_one_key_and_incomplete_rows_are_named(
    folder: Path, more: str, what: str
) -> None:
    assert what in refused(folder, GOOD + more).message_id


def test_every_wrong_file_and_key_is_said_at_once(folder: Path) -> None:
    (folder / "pertama.toml").write_text(GOOD.replace('"Kantor"', '""'), encoding="utf-8")
    said = refused(folder, GOOD.replace("head", "kepala")).message_id
    assert all(
        word in said for word in ("pertama.toml", "salah.toml", "office", "column[1].kepala")
    )


def test_files_that_bring_the_same_code_must_agree(folder: Path) -> None:
    unit = '[[unit]]\nunit = "depa"\nname_id = "depa"\nname_en = "{}"\n'
    (folder / "a.toml").write_text(GOOD + unit.format("fathoms"), encoding="utf-8")
    assert "a.toml" in refused(folder, GOOD + unit.format("spans")).message_id


# --- proposals


@pytest.mark.parametrize("name", SIZES)
def test_a_proposal_is_toml_and_refused_until_it_is_filled_in(folder: Path, name: str) -> None:
    text = propose(read(editions.TABLES[name](2025)), CODELISTS)
    proposed = tomllib.loads(text)
    assert proposed["number"] == named(name).table_no
    assert not any(c.get("indicator") for c in (*proposed["column"], *proposed.get("line", ())))
    error = refused(folder, text)
    assert "indicator belum diisi" in error.message_id
    assert "office belum diisi" in error.message_id


def test_a_proposal_that_was_filled_in_reads_its_table(folder: Path) -> None:
    table = read(replace(editions.population_by_sex(2025), number="3.1.9"))
    text = propose(table, CODELISTS)
    assert '# usul: dim = "sex=L"' in text
    for dim in ("sex=L", "sex=P", ""):
        text = text.replace('indicator = ""', 'indicator = "jumlah_penduduk"', 1)
        text = text.replace('dim = ""', f'dim = "{dim}" # ', 1)
    text = text.replace('office = ""', 'office = "BPS"').replace(
        'office_en = ""', 'office_en = "BPS"'
    )
    (folder / "3.1.9.toml").write_text(text, encoding="utf-8")
    (mapping,) = load(folder)
    assert find(table, [mapping]) == mapping
    found = apply(mapping, table, AREAS, "2025", CODELISTS)
    assert found.findings == ()
    assert len(found.rows) == 66


def test_a_proposal_names_exact_matches_only() -> None:
    printed = editions.labour(2025)
    text = propose(read(printed), CODELISTS)
    assert "# usul: indicator" not in text
    heads = ("Rasio jenis kelamin\nSex Ratio", "Kepadatan penduduk\nDensity")
    text = propose(read(replace(printed, heads=(heads,))), CODELISTS)
    assert '# usul: indicator = "rasio_jenis_kelamin"' in text
    assert '# usul: indicator = "kepadatan_penduduk"' in text
