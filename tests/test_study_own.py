"""An area of one's own: sums by hand from the package's own CSV files, ranges, refusals, names."""

from __future__ import annotations

import csv
import io
import random
import re
import time
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from atlas import handout
from atlas.measure import total
from atlas.query import Catalogue
from atlas.store import Cursor, Release
from atlas.study import Study
from atlas.study.own import clean_name, own, value_text
from atlas.study.own.chosen import decode, encode, named
from atlas.study.own.joined import Table, default, find, join, tables

ROOT = Path(__file__).resolve().parent.parent
OLD = ("1275060007", "1275060010", "1275060011", "1275070005", "1275070006", "1275130002",
       "1275140001", "1275140002")  # fmt: skip
"""Mesjid, Pasar Baru, Pusat Pasar; Hamdan, Aur; Petisah Tengah; Kesawan, Silalas."""
DELI = tuple(f"1275180{n:03}" for n in range(1, 7))
BELAWAN = tuple(f"1275210{n:03}" for n in range(1, 7))


@pytest.fixture(scope="module")
def package() -> dict[tuple[str, str, str, str, str], str]:
    """Every value of the package as it is written, by its key; read with csv alone."""
    found = {}
    for path in sorted((ROOT / "data" / "observations").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for r in csv.DictReader(file):
                key = (r["indicator"], r["area_code"], r["period"], r["dim"], r["series"])
                found[key] = r["value"]
    return found


def table(release: Release, code: str) -> Table:
    found = find(release, code)
    assert found is not None, code
    return found


def study(release: Release, catalogue: Catalogue, codes: Sequence[str], code: str = "pemilih_tetap",
          name: str = "") -> Study:  # fmt: skip
    return own(release, catalogue, table(release, code), tuple(codes), name, "id")


def cells(found: Study, label: str) -> list[str]:
    return next([e.text for e in r.entries] for r in found.grids[0].rows
                if r.entries[0].text.startswith(label))  # fmt: skip


def half_up(value: Decimal, places: str) -> Decimal:
    return value.quantize(Decimal(places), ROUND_HALF_UP)


# Sums, ratios, shares


def test_voters_of_old_medan_add_up_and_are_set_beside_the_city(
    release: Release, catalogue: Catalogue, package: dict[tuple[str, ...], str]
) -> None:
    by_hand = sum(int(package["pemilih_tetap", c, "2019", "", "pemilu"]) for c in OLD)
    city = int(package["pemilih_tetap", "1275", "2019", "", "pemilu"])
    assert (by_hand, city) == (44303, 1614673)
    found = study(release, catalogue, OLD, name="Medan lama")
    assert found.sentences[0].startswith("Medan lama (8 kelurahan): 44.303 pemilih, 2,74 persen dari "
                                         "angka kota 1.614.673.")  # fmt: skip
    assert half_up(Decimal(100 * by_hand) / city, "0.01") == Decimal("2.74")
    assert "tingkat bukti A2" in found.headline
    assert "Angka kota berbukti C" in found.headline
    assert "terbaru ialah 2019; untuk kota sudah ada 2024" in found.headline
    assert any("Disalin, belum dicocokkan" in n for n in found.notes)


def test_every_sum_of_every_table_is_that_of_the_package(
    release: Release, package: dict[tuple[str, ...], str]
) -> None:
    """Guarded counts of 1 to 4 stand as 1–4; where the release withholds more, it does in the sum."""
    dice = random.Random(7)
    every = sorted({k[1] for k in package if len(k[1]) == 10})
    tried = 0
    for one in (x for x in tables(release) if x.way == "jumlah" and x.coverage.full):
        c = one.coverage
        for _ in range(20):
            codes = dice.sample(every, dice.randint(1, 60))
            exact = sum(Decimal(package[c.indicator, x, c.period, c.dim, c.series]) for x in codes)
            found = join(one, codes)
            assert found.value is not None
            low, high = found.value
            assert low <= Fraction(exact) <= high
            if not one.indicator.small_cells:
                assert low == high == Fraction(exact)
            tried += 1
    assert tried >= 100


def test_a_ratio_is_worked_out_from_summed_parts_not_averaged(
    release: Release, catalogue: Catalogue, package: dict[tuple[str, ...], str]
) -> None:
    voters = sum(int(package["pemilih_tetap", c, "2019", "", "pemilu"]) for c in OLD)
    stations = sum(int(package["jumlah_tps", c, "2019", "", "pemilu"]) for c in OLD)
    expected = half_up(Decimal(voters) / stations, "1")
    mean = half_up(sum(Decimal(package["pemilih_tetap", c, "2019", "", "pemilu"])
                       / int(package["jumlah_tps", c, "2019", "", "pemilu"]) for c in OLD) / 8, "1")  # fmt: skip
    assert expected != mean
    found = study(release, catalogue, OLD, "pemilih_per_tps")
    assert f"{expected} pemilih per TPS (44.303 ÷ {stations})" in found.sentences[0]
    assert "bukan rata-rata dari rasio kelurahan" in found.headline


def test_a_share_of_the_city_has_the_city_once_below(
    release: Release, package: dict[tuple[str, ...], str]
) -> None:
    found = join(table(release, "pangsa_pemilih_kota"), OLD)
    assert found.below == (Fraction(1614673), Fraction(1614673))
    assert value_text(found, "id") == "2,74"


def test_one_kelurahan_alone_is_its_published_figure_and_no_sum(
    release: Release, catalogue: Catalogue
) -> None:
    found = study(release, catalogue, ["1275060007"], "jumlah_tps")
    assert found.sentences[0].startswith("Mesjid, Medan Kota: 12 TPS, ")
    assert (
        "Angka kelurahan itu sendiri, sebagaimana diterbitkan (tingkat bukti A2)." in found.headline
    )
    voters = study(release, catalogue, ["1275060007"])
    assert table(release, "pemilih_tetap").rows["1275060007"].origin == "dijumlah"
    assert "seperti dalam rilis ini (tingkat bukti A2), bukan gabungan." in voters.headline
    for one in (found, voters):
        assert not re.search("pilihan bersama|Dijumlahkan Atlas|tidak diterbitkan", one.headline)
        assert cells(one, "Jumlah tempat")[3].startswith("angka satu kelurahan")
    assert "tidak diterbitkan sebagai satu angka" in study(release, catalogue, OLD).headline


def test_a_share_of_a_city_that_is_not_the_sum_of_its_parts_says_so(
    release: Release, catalogue: Catalogue, package: dict[tuple[str, ...], str]
) -> None:
    parts = [int(v) for k, v in package.items()
             if k[0] == "jumlah_tps" and len(k[1]) == 10 and k[2:] == ("2024", "", "pemilu")]  # fmt: skip
    assert sum(parts) == 6918
    assert package["jumlah_tps", "1275", "2024", "", "pemilu"] == "6933"
    found = study(release, catalogue, OLD, "jumlah_tps")
    assert ("dari angka kota 6.933 (semua kelurahan berjumlah 6.918, jadi persen-persennya tidak "
            "genap 100)") in found.sentences[0]  # fmt: skip
    assert "berjumlah 6.918, angka kota 6.933" in cells(found, "Jumlah tempat")[3]
    assert "berjumlah" not in study(release, catalogue, OLD).sentences[0]


def test_one_kelurahan_alone_gives_every_ratio_as_the_release_has_it(release: Release) -> None:
    seen = 0
    for one in (x for x in tables(release) if x.way == "rasio"):
        for code, row in one.rows.items():
            found = join(one, [code])
            if row.mark == "NA":
                assert found.value is None
                continue
            assert found.value is not None
            low, high = (total.rounded(v, one.indicator.decimals) for v in found.value)
            wanted = (row.value, row.value) if row.value is not None else (row.low, row.high)
            assert (low, high) == wanted, (one.code, code)
            seen += 1
    assert seen > 600


def test_half_a_digit_goes_up_and_no_binary_rest_enters() -> None:
    third = total.span(0.1, None, None), total.span(0.2, None, None)
    assert third[0]
    assert third[1]
    assert total.total([third[0], third[1]]) == (Fraction(3, 10), Fraction(3, 10))
    assert total.rounded(Fraction(1, 8), 2) == 0.13
    assert total.rounded(Fraction(2675, 1000), 2) == 2.68
    assert total.ratio((Fraction(1), Fraction(4)), (Fraction(10), Fraction(20)), 100) == (5, 40)
    assert total.ratio((Fraction(1), Fraction(1)), (Fraction(0), Fraction(5)), 1) is None
    assert total.span(None, None, None) is None


# What is not said


def test_a_sum_with_a_figure_missing_is_not_stated(
    release: Release, catalogue: Catalogue, package: dict[tuple[str, ...], str]
) -> None:
    codes = (*DELI, "1275140001")
    missing = [
        c for c in codes if ("jumlah_penduduk", c, "2023", "", "proyeksi_sp2020") not in package
    ]
    assert missing == ["1275140001"]
    found = study(release, catalogue, codes, "jumlah_penduduk")
    assert (
        "6 dari 7 kelurahan pilihan punya angka, jadi jumlahnya belum lengkap" in found.sentences[0]
    )
    assert cells(found, "Jumlah penduduk, Proyeksi hasil SP2020, 2023")[1] == "–"
    whole = sum(int(package["jumlah_penduduk", c, "2023", "", "proyeksi_sp2020"]) for c in DELI)
    assert f"{whole:,}".replace(",", ".") in study(release, catalogue, DELI, "jumlah_penduduk").sentences[0]  # fmt: skip


@pytest.mark.parametrize(("code", "reason"), [
    ("rata_rata_anggota_rumah_tangga", "rata-rata dari rata-rata keliru"),
    ("jiwa_terdampak_banjir@kejadian=2020-12-03", "tidak boleh dijumlahkan antarwilayah"),
])  # fmt: skip
def test_what_may_not_be_put_together_is_refused_with_the_reason(
    release: Release, catalogue: Catalogue, code: str, reason: str
) -> None:
    found = study(release, catalogue, BELAWAN, code)
    assert "tidak dapat digabungkan" in found.sentences[0]
    assert reason in found.sentences[0]
    one = table(release, code)
    assert join(one, BELAWAN).value is None
    assert cells(found, one.label(catalogue, "id"))[1] == "–"


def test_a_small_denominator_is_said(release: Release, catalogue: Catalogue) -> None:
    one = table(release, "balita_pendek_per_100_diukur")
    parts = {c: next(p for p in ps if p.role == "penyebut") for c, ps in one.parts.items()}
    few = next(c for c, p in parts.items() if p.value is not None and 0 < p.value < 100)
    assert join(one, [few]).small
    assert not join(one, OLD).small
    assert "terlalu kecil untuk dibandingkan" in study(release, catalogue, [few], one.code).headline
    assert "terlalu kecil" not in study(release, catalogue, OLD, one.code).headline


# Small cells


def withheld(cursor: Cursor) -> dict[tuple[str, str, str, str], tuple[float, float]]:
    cursor.execute("""select indicator, dim, period, area_code, low, high from observation
                      where level = 'kelurahan' and low is not null and origin <> 'dihitung'""")
    return {row[:4]: row[4:] for row in cursor.fetchall()}


def test_a_sum_with_a_small_cell_is_a_range_and_never_its_value(
    release: Release, catalogue: Catalogue, package: dict[tuple[str, ...], str]
) -> None:
    """By hand from the package: 1 to 4 is 1–4, and so is each of two kinds of short children; a
    total of which a kind is withheld is what the two kinds leave open."""

    def hidden(value: int) -> tuple[int, int]:
        return (1, 4) if 1 <= value <= 4 else (value, value)

    low = high = whole = 0
    for c in OLD:
        value = int(package["balita_stunting", c, "2021", "", ""])
        kinds = [int(package["balita_diukur", c, "2021", f"class={k}", ""]) for k in ("pendek", "sangat_pendek")]  # fmt: skip
        assert sum(kinds) == value
        spans = [hidden(k) for k in kinds]
        ends = (
            hidden(value)
            if 1 <= value <= 4
            else (sum(s[0] for s in spans), sum(s[1] for s in spans))
        )
        low, high, whole = low + ends[0], high + ends[1], whole + value
    assert low < whole < high
    found = study(release, catalogue, OLD, "balita_stunting")
    assert f"{low}–{high} balita" in found.sentences[0]
    assert "Hasilnya rentang" in found.headline
    row = next(
        r for r in found.grids[0].rows if r.entries[0].text.startswith("Balita pendek hasil")
    )
    assert row.entries[1].value is None
    assert row.entries[5].value is None


def test_sets_that_differ_by_one_kelurahan_tell_no_more_than_the_release(
    release: Release, cursor: Cursor
) -> None:
    """By subtraction of two sums, and of a sum from the whole, a withheld cell stays as wide as
    the release shows it."""
    dice = random.Random(3)
    hidden = withheld(cursor)
    assert len(hidden) > 150
    tried = 0
    for one in (x for x in tables(release) if x.way == "jumlah"):
        every = list(one.rows)
        for code in every:
            shown = hidden.get(
                (one.indicator.indicator, one.coverage.dim, one.coverage.period, code)
            )
            if shown is None:
                continue
            others = [c for c in dice.sample(every, 12) if c != code]
            more, less = join(one, [*others, code]).value, join(one, others).value
            rest, whole = join(one, [c for c in every if c != code]).value, join(one, every).value
            assert more
            assert less
            assert rest
            assert whole
            for big, small in ((more, less), (whole, rest)):
                assert (big[0] - small[0], big[1] - small[1]) == shown
                assert big[0] - small[1] <= shown[0]
                assert big[1] - small[0] >= shown[1]
            tried += 1
    assert tried > 150


def test_what_is_shown_is_a_function_of_released_figures_alone(
    release: Release, cursor: Cursor
) -> None:
    """The same sums from the observations of the release, without any of our code."""
    dice = random.Random(11)
    for one in (x for x in tables(release) if x.way == "jumlah"):
        c = one.coverage
        codes = dice.sample(list(one.rows), min(len(one.rows), 25))
        cursor.execute(
            """select count(*), sum(coalesce(low, value)::decimal(18, 6)),
                      sum(coalesce(high, value)::decimal(18, 6)) from observation
               where indicator = ? and dim = ? and series = ? and period = ?
                 and area_code in (select unnest(?))""",
            [c.indicator, c.dim, c.series, c.period, codes],
        )
        count, low, high = cursor.fetchone() or (0, 0, 0)
        assert count == len(codes)
        assert join(one, codes).value == (Fraction(low), Fraction(high)), one.code


# All, none


def test_all_kelurahan_are_the_city_and_beside_its_printed_figure(
    release: Release, catalogue: Catalogue
) -> None:
    every = [a.area_code for a in catalogue.level("kelurahan")]
    said = study(release, catalogue, every).sentences[0]
    assert "ini seluruh kota" in said
    assert "Sama dengan angka kota yang tercetak, 1.614.673" in said
    said = study(release, catalogue, every, "jumlah_tps").sentences[0]
    assert "6.918" in said
    assert "tercetak 6.933; selisih −15" in said
    said = study(release, catalogue, every, "balita_stunting").sentences[0]
    assert "tercetak, 368, ada di dalam rentang itu" in said
    assert study(release, catalogue, every).params["area"] == "1275"


def test_no_kelurahan_is_an_explanation_and_no_error(
    release: Release, catalogue: Catalogue
) -> None:
    found = study(release, catalogue, ())
    assert not found.refusal
    assert "Belum ada kelurahan yang dipilih" in found.sentences[0]
    assert "1.614.673" in found.sentences[1]
    assert len(found.grids) == 1
    assert len(found.grids[0].rows) == len(tables(release))
    assert found.path == "/gabungan"
    assert len(found.picture.view.cells) == 151


def test_tanjung_mulia_carries_its_note(release: Release, catalogue: Catalogue) -> None:
    note = "Tanjung Mulia Hilir mungkin tertukar"
    assert any(note in n for n in study(release, catalogue, ["1275180001"]).notes)
    assert not any(note in n for n in study(release, catalogue, OLD).notes)


# Names and addresses


@pytest.mark.parametrize(("typed", "codes"), [
    ("Kesawan; Silalas", {"1275140001", "1275140002"}),
    ("kesawan, SILALAS\nPusat Pasar", {"1275140001", "1275140002", "1275060011"}),
    ("Sei Mati, Medan Maimun", {"1275070002"}),
    ("Sei Mati (Medan Labuhan)", {"1275190004"}),
    ("Sei Mati\tMedan Labuhan", {"1275190004"}),
    ("Kesawan, Medan Barat", {"1275140001"}),
    ("Kel. Menteng; 1. Masjid", {"1275040002", "1275060007"}),
    ("Medan Tenggara", {"1275040002"}),
    ("Kecamatan Medan Belawan", set(BELAWAN)),
    ("1275140001", {"1275140001"}),
    ("Kesawan\nMedan Belawan", {"1275140001", *BELAWAN}),
    ("", set()),
])  # fmt: skip
def test_names_match_exactly_and_by_the_alias_list(
    release: Release, catalogue: Catalogue, typed: str, codes: set[str]
) -> None:
    found = named(typed, release, catalogue)
    assert set(found.codes) == codes
    assert not (found.unknown)
    assert not (found.several)
    assert not found.apart


def test_every_kelurahan_is_found_by_its_full_name_and_every_alias(
    release: Release, catalogue: Catalogue, cursor: Cursor
) -> None:
    for area in catalogue.level("kelurahan"):
        assert named(area.full_name("id"), release, catalogue).codes == (area.area_code,)
    cursor.execute("""select alias, p.name_id, a.area_code from area_alias a join area k
                      using (area_code) join area p on p.area_code = k.parent_code
                      where a.level = 'kelurahan'""")
    aliases = cursor.fetchall()
    assert len(aliases) > 200
    for alias, kecamatan, code in aliases:
        assert named(f"{alias}, {kecamatan}", release, catalogue).codes == (code,), alias


def test_what_does_not_match_is_said_and_nothing_is_guessed(
    release: Release, catalogue: Catalogue
) -> None:
    found = named("Kesawn; Sei Mati; Babura; Kesawan, Medan Kota; Atlantis", release, catalogue)
    assert found.codes == ("1275140001",)
    assert found.unknown == (("Kesawn", "Kesawan"), ("Atlantis", ""))
    assert found.several == (("Sei Mati", ("1275070002", "1275190004")),
                             ("Babura", ("1275090005", "1275110003")))  # fmt: skip
    assert found.apart == (("Medan Kota", "1275140001"),)
    still = named("Sei Mati, Medan Kota", release, catalogue)
    assert not still.codes
    assert still.several
    assert still.apart


def test_a_hostile_list_is_read_quickly_and_means_nothing(
    release: Release, catalogue: Catalogue
) -> None:
    named("Kesawan", release, catalogue)
    start = time.perf_counter()
    for text in ("x," * 5000, "a" * 10_000, "<script>alert(1)</script>\x00\u202e", "," * 10_000):
        assert not named(text, release, catalogue).codes
    assert time.perf_counter() - start < 2


def test_a_set_in_the_address_is_short_and_comes_back(catalogue: Catalogue) -> None:
    dice = random.Random(5)
    every = [a.area_code for a in catalogue.level("kelurahan")]
    for _ in range(500):
        codes = sorted(dice.sample(every, dice.randint(0, len(every))))
        text = encode(codes, catalogue)
        assert len(text) < 200
        assert decode(text, catalogue) == (codes, [])
    assert encode(BELAWAN, catalogue) == "1275210"
    assert decode("1275070,1275140001,070b", catalogue)[0] == [
        *(f"127507{n:04}" for n in range(1, 7)), "1275140001"]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["zz", "070z", "1276", "1275999", "1275010099", "070aB", "<b>", "٠٧٠a"]
)
def test_an_unknown_part_of_an_address_is_named(catalogue: Catalogue, text: str) -> None:
    assert decode(f"{text},140a", catalogue) == (["1275140001"], [text])


def test_a_name_is_cleaned() -> None:
    assert clean_name("  Medan\n<b>lama</b>\x00 ") == "Medan b lama /b"
    assert len(clean_name("x" * 10_000)) == 60
    assert clean_name("<>\u202e") == ""


# Files and pages


def test_the_workbook_lists_every_part(release: Release, catalogue: Catalogue) -> None:
    found = study(release, catalogue, OLD)
    book = openpyxl.load_workbook(io.BytesIO(handout.study_workbook(found, "http://x")))
    rows = list(book["Semua bagian"].iter_rows(min_row=2, values_only=True))
    label = "Daftar pemilih tetap (DPT), Pemilihan umum, 2019"
    mine = [r for r in rows if label in r and "dijumlah" in r]
    assert len(mine) == 8
    assert sum(v for r in mine for v in r if isinstance(v, int | float)) == 44303
    assert {r[0] for r in mine} == set(OLD)


def test_the_table_of_a_series_that_is_no_default_has_a_code_of_its_own(release: Release) -> None:
    codes = [x.code for x in tables(release)]
    assert len(set(codes)) == len(codes)
    assert "jumlah_penduduk~proyeksi_lama" in codes
    assert "jumlah_penduduk" in codes
    assert default(release).code == "pemilih_tetap"


@pytest.fixture(scope="module")
def app(state: Path) -> AppTest:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_STATE", str(state))
        at = AppTest.from_file(str(ROOT / "pages" / "gabungan.py"), default_timeout=60)
        yield at  # type: ignore[misc]


def test_the_page_takes_any_address(
    app: AppTest, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from atlas.store import Store
    from atlas.ui import frame

    store = Store(state)
    monkeypatch.setattr(frame, "store", lambda: store)
    for params in ({}, {"area": "060gjk,130b", "nama": "Pusat"}, {"area": "x" * 10_000, "indikator": "<b>"},
                   {"area": "1275", "indikator": "balita_stunting", "lang": "en"}):  # fmt: skip
        app.query_params.clear()
        for name, value in params.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception, app.exception
        assert app.title
