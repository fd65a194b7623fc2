"""From a figure to its source: every fact is that of the release, every part leads on."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import duckdb
import pytest
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from atlas import query
from atlas.query import Catalogue
from atlas.store import Cursor, Release, Store
from atlas.study.cell import Figure, Key, keys, meant, read
from atlas.study.origin import Trail, api_address, filled, origin
from atlas.text import t
from atlas.ui.data.checks import OF_RELEASE
from atlas.web import application

ROOT = Path(__file__).resolve().parent.parent
TPS = Key("jumlah_tps", "1275", "2024", "", "pemilu")
MAIMUN = Key("jumlah_penduduk", "1275070", "2010", "", "sp2010")
DENSITY = Key("kepadatan_baku", "1275180", "2020", "", "sp2020")


def rows_of(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def trail(release: Release, catalogue: Catalogue, key: Key, lang: str = "id") -> Trail:
    figure = read(release, key, catalogue)
    return origin(release, catalogue, figure, OF_RELEASE, (), lang)[1]  # type: ignore[arg-type]


def texts(found: Trail) -> list[str]:
    return [line.text for step in found.steps for line in step.lines]


def sample(cursor: Cursor, count: int) -> list[dict[str, Any]]:
    """Some figures of every way of making, status, state and level, the same in every run."""
    cursor.execute(
        """select * from (
               select o.*, row_number() over (
                   partition by origin, level, low is null, value is null, alternative is null, mark
                   order by hash(indicator || area_code || period || dim || series)) as n
               from observation o)
           where n <= ? order by indicator, area_code, period, dim, series""",
        [count],
    )
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def key_of(row: dict[str, Any]) -> Key:
    return Key(row["indicator"], row["area_code"], row["period"], row["dim"], row["series"])


# Facts


def test_every_fact_is_that_of_the_release(
    release: Release, catalogue: Catalogue, cursor: Cursor
) -> None:
    rows = sample(cursor, 2)
    assert {r["origin"] for r in rows} == {"terbit", "dicacah", "dijumlah", "dihitung"}
    assert any(r["low"] is not None for r in rows)
    cursor.execute("select * from source")
    names = [c[0] for c in cursor.description or ()]
    sources = {r[0]: dict(zip(names, r, strict=True)) for r in cursor.fetchall()}
    for row in rows:
        found = trail(release, catalogue, key_of(row))
        said = texts(found)
        source = sources[row["source_id"]]
        for column in ("producer_id", "title_id", "how_checked_id", "source_id"):
            assert source[column] in said, (row, column)
        assert t(f"about.grade_{source['grade']}", "id") in said
        assert any(s.endswith(f"{row['file']}, baris {row['file_row']}") for s in said)
        assert t("view.copied", "id") in said
        assert t(f"origin.way_{row['origin']}", "id") in said
        if row["note_id"]:
            assert row["note_id"] in said
        if row["mark"]:
            assert any(s.startswith(f"{row['mark']} ") for s in said)
        if row["low"] is not None:
            shown = next(x.text for x in found.steps[-1].lines if x.head == t("table.value", "id"))
            low, high = re.findall(r"[\d.,]+", shown)[:2]
            assert [plain(low), plain(high)] == [row["low"], row["high"]]


def plain(text: str) -> float:
    """A number as Indonesian writes it."""
    return float(text.strip(".").replace(".", "").replace(",", "."))


def test_the_file_and_row_are_where_the_package_has_the_figure(
    release: Release, catalogue: Catalogue, cursor: Cursor
) -> None:
    lines: dict[str, list[list[str]]] = {}
    tried = 0
    for row in sample(cursor, 3):
        if row["file"] == "derived.csv" or row["low"] is not None or row["value"] is None:
            continue
        if row["file"] not in lines:
            with (ROOT / "data" / row["file"]).open(encoding="utf-8", newline="") as file:
                lines[row["file"]] = list(csv.reader(file))
        head, line = lines[row["file"]][0], lines[row["file"]][row["file_row"] - 1]
        found = dict(zip(head, line, strict=True))
        figure = read(release, key_of(row), catalogue)
        assert (figure.file, figure.file_row) == (row["file"], row["file_row"])
        assert (found["indicator"], found["area_code"], found["period"]) == (
            row["indicator"], row["area_code"], row["period"])  # fmt: skip
        assert float(found["value"]) == figure.row.value
        tried += 1
    assert tried > 20


def test_a_withheld_figure_shows_its_range_and_why(
    release: Release, catalogue: Catalogue, cursor: Cursor
) -> None:
    cursor.execute("""select area_code from observation where indicator = 'balita_stunting'
                      and period = '2021' and level = 'kelurahan' and (low, high) = (1, 4) limit 1""")
    (area,) = cursor.fetchone() or ("",)
    said = texts(trail(release, catalogue, Key("balita_stunting", area, "2021")))
    assert "1–4 balita" in said
    assert t("view.withheld", "id") in said


def test_a_waived_finding_stands_with_its_reason(release: Release, catalogue: Catalogue) -> None:
    waiver = next(r for r in rows_of("waivers") if r["indicator"] == "jumlah_tps")
    step = next(s for s in trail(release, catalogue, TPS).steps
                if s.title == t("origin.step_examined", "id"))  # fmt: skip
    (found,) = [x.text for x in step.lines if x.head == t("origin.found", "id")]
    assert found.startswith("K03 (Galat): jumlah wilayah di bawahnya 6.918, tercetak 6.933")
    assert waiver["reason_id"] in found
    assert "Jumlah 21 kecamatan 6.918, angka kota tercetak 6.933" in " ".join(
        x.text for x in step.lines
    )


def test_a_finding_of_the_series_is_not_one_of_the_figure(
    release: Release, catalogue: Catalogue
) -> None:
    step = next(s for s in trail(release, catalogue, Key("tpt", "1275", "2010")).steps
                if s.title == t("origin.step_examined", "id"))  # fmt: skip
    heads = [x.head for x in step.lines]
    assert t("origin.found_series", "id") in heads
    assert t("origin.found_none", "id") in [x.text for x in step.lines]


def test_a_rejected_rival_stands_with_the_reason(release: Release, catalogue: Catalogue) -> None:
    (rival,) = rows_of("contested")
    said = " ".join(texts(trail(release, catalogue, MAIMUN)))
    assert "48.995 jiwa" in said
    assert rival["reason_id"] in said
    growth = Key("pertumbuhan_penduduk_2010_2020", "1275070", "2020", "", "sp2010_sp2020")
    assert "hasilnya 0,05 persen per tahun" in " ".join(texts(trail(release, catalogue, growth)))


def test_every_check_of_a_release_is_named(release: Release, catalogue: Catalogue) -> None:
    said = " ".join(texts(trail(release, catalogue, TPS)))
    names = {r["rule"]: r["name_id"] for r in rows_of("checks")}
    for rule in OF_RELEASE:
        assert f"{rule} {names[rule]}" in said


# Parts and formulas


def computed(cursor: Cursor) -> list[Key]:
    """A figure of every computed indicator, breakdown and series."""
    cursor.execute(
        """select indicator, area_code, period, dim, series from (
               select *, row_number() over (partition by indicator, dim, series
                   order by hash(area_code || period)) as n
               from observation where file = 'derived.csv' and value is not null)
           where n <= 1 order by all"""
    )
    return [Key(*row) for row in cursor.fetchall()]


def worked_out(text: str) -> tuple[Decimal, str]:
    """What a formula in English gives by plain arithmetic, and what stands after its equals sign."""
    left, _, right = text.rpartition(" = ")
    python = (
        left.replace(",", "")
        .replace("÷", "/")
        .replace("×", "*")
        .replace("−", "-")
        .replace("^", "**")
    )
    assert re.fullmatch(r"[\d. ()+*/-]+", python), python
    return Decimal(repr(eval(python))), right.replace(",", "").replace("−", "-")


def test_every_formula_filled_in_gives_the_figure(
    release: Release, catalogue: Catalogue, cursor: Cursor
) -> None:
    found = computed(cursor)
    assert len({k.indicator for k in found}) > 40
    kinds = set()
    for key in found:
        figure = read(release, key, catalogue)
        assert figure.rule
        kinds.add(figure.rule.kind)
        if any(p.row.value is None for p in figure.parts):
            continue
        value, shown = worked_out(filled(figure, catalogue, "en"))
        decimals = catalogue.indicators[key.indicator].decimals
        assert Decimal(shown) == Decimal(repr(figure.row.value))
        assert abs(value - Decimal(shown)) <= Decimal("0.5000001") * Decimal(1).scaleb(-decimals), (
            key
        )
    assert kinds == {"rasio", "selisih", "pasangan", "tahunan"}


def test_every_part_leads_to_its_own_trail(
    release: Release, catalogue: Catalogue, cursor: Cursor
) -> None:
    tried = 0
    for key in [*computed(cursor)[::2], Key("pemilih_tetap", "1275140001", "2019", "", "pemilu")]:
        figure = read(release, key, catalogue)
        links = [x for step in trail(release, catalogue, key).steps for x in step.lines
                 if x.to.startswith("/asal")]  # fmt: skip
        parts = figure.parts or figure.members
        assert len(links) == len(parts) > 0
        for line, part in zip(links, parts, strict=True):
            raw = dict(parse_qsl(urlsplit(line.to).query))
            led, notices = meant(raw, release, catalogue, "id")
            assert (led, notices) == (part.key, [])
            row = read(release, led, catalogue).row
            assert (row.value, row.low, row.high) == (part.row.value, part.row.low, part.row.high)
            tried += 1
    assert tried > 60


def test_the_members_of_a_summed_figure_add_up_to_it(
    release: Release, catalogue: Catalogue, cursor: Cursor
) -> None:
    cursor.execute("""select indicator, area_code, period, dim, series from observation
                      where origin = 'dijumlah' order by all""")
    every = [Key(*row) for row in cursor.fetchall()]
    whole = 0
    for key in every[::20]:
        figure = read(release, key, catalogue)
        values = [p.row.value for p in figure.members]
        if values and None not in values and figure.row.value is not None:
            assert sum(Decimal(repr(v)) for v in values) == Decimal(repr(figure.row.value))
            whole += 1
    assert whole > 10
    none = next(k for k in every if k.dim and k.indicator == "peserta_didik_pkbm")
    assert t("origin.members_none", "id") in texts(trail(release, catalogue, none))


def test_the_default_is_a_computed_figure_with_its_formula(
    release: Release, catalogue: Catalogue
) -> None:
    key, notices = meant({}, release, catalogue, "id")
    assert (key, notices) == (DENSITY, [])
    study, _ = origin(release, catalogue, read(release, key, catalogue), OF_RELEASE, (), "id")
    assert "Dihitung Atlas: 189.321 ÷ 20,84 = 9.085." in study.sentences[0]
    assert study.subtitle.endswith("tingkat bukti C")


# What a release may hold beside


@pytest.fixture(scope="module")
def richer(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Release]:
    """The release with what the yearly meeting adds: editions and a decision (invented, by office)."""
    folder = tmp_path_factory.mktemp("richer")
    shutil.copy(release.folder / "atlas.duckdb", folder / "atlas.duckdb")
    with duckdb.connect(str(folder / "atlas.duckdb")) as connection:
        for place, (edition, value, mark) in enumerate(
            (("2024", 6900.0, "*"), ("2025", 6933.0, "r"))
        ):
            connection.execute(
                """insert into vintage (indicator, area_code, period, dim, series, place, edition,
                       value, mark, status, table_no)
                   values ('jumlah_tps', '1275', '2024', '', 'pemilu', ?, ?, ?, ?, 'rilis', '2.3.1')""",
                [place, edition, value, mark],
            )
        connection.execute(
            """insert into decision values ('ab12cd34', 'K03', '2.3.1', '2025', 'C7', 'jumlah_tps',
                   '1275', '2024', '', 'pemilu', 'diterima', 6933, 6933, 'TPS khusus.',
                   'KPU Kota Medan', 'Kepala Subbagian Data', '2026-02-10')"""
        )
        connection.execute("""update observation set status = 'rilis', edition = '2025', table_no = '2.3.1'
                              where indicator = 'jumlah_tps' and area_code = '1275' and period = '2024'
                                and series = 'pemilu'""")
    opened = Release("richer", folder, release.manifest, duckdb.connect(str(folder / "atlas.duckdb"), read_only=True))  # fmt: skip
    yield opened
    opened.connection.close()


def test_editions_and_the_decision_of_the_meeting_are_told(
    richer: Release, catalogue: Catalogue
) -> None:
    found = trail(richer, catalogue, TPS)
    editions = next(s for s in found.steps if s.title == t("origin.step_editions", "id"))
    assert [(x.head, x.text) for x in editions.lines] == [
        ("Edisi 2024", "6.900 TPS (angka sementara), tabel 2.3.1"),
        ("Edisi 2025", "6.933 TPS (angka revisi), tabel 2.3.1"),
    ]
    decided = next(s for s in found.steps if s.title == t("origin.step_decided", "id"))
    (line,) = decided.lines
    assert line.head == "Diterima apa adanya"
    for part in (
        "temuan K03",
        "6.933",
        "Kepala Subbagian Data, KPU Kota Medan",
        "10 Februari 2026",
        "TPS khusus.",
    ):
        assert part in line.text
    said = " ".join(texts(found))
    assert "Angka resmi tabel 2.3.1" in said
    assert t("origin.checks_table", "id") in said
    assert t("view.copied", "id") not in said


def test_a_correction_between_releases_is_told(release: Release, catalogue: Catalogue) -> None:
    figure = read(release, TPS, catalogue)
    _, found = origin(release, catalogue, figure, OF_RELEASE, ["dulu 6.930, kini 6.933"], "id")
    step = next(s for s in found.steps if s.title == t("origin.step_since", "id"))
    assert [x.text for x in step.lines] == ["dulu 6.930, kini 6.933"]
    plainly = next(s for s in trail(release, catalogue, TPS).steps if s.title == step.title)
    assert [x.text for x in plainly.lines] == [t("origin.corrections_none", "id")]


def test_a_release_from_before_editions_is_read_all_the_same(
    release: Release, catalogue: Catalogue, tmp_path: Path
) -> None:
    shutil.copy(release.folder / "atlas.duckdb", tmp_path / "atlas.duckdb")
    connection = duckdb.connect(str(tmp_path / "atlas.duckdb"))
    for table in ("vintage", "decision", "check_rule"):
        connection.execute(f"drop table {table}")
    old = Release("older", tmp_path, release.manifest, connection)
    figure: Figure = read(old, TPS, catalogue)
    assert (figure.vintages, figure.decisions, figure.checks) == ((), (), ())
    assert "K03, K04" in " ".join(texts(trail(old, catalogue, TPS)))
    connection.close()


# Addresses


def test_the_api_answers_with_exactly_this_figure(
    release: Release, state: Path, cursor: Cursor
) -> None:
    client = TestClient(application(Store(state)))
    for row in sample(cursor, 1):
        key = key_of(row)
        answer = client.get(api_address(key, release.name)).json()
        (found,) = answer["data"]
        assert [found["indicator"], found["area_code"], found["period"]] == key.values()[:3]
        assert (found["dim"] or "", found["series"] or "") == (key.dim, key.series)
        assert (found["value"], found["low"], found["high"]) == (
            row["value"],
            row["low"],
            row["high"],
        )


@pytest.mark.parametrize(("raw", "key", "said"), [
    ({"indikator": "jumlah_tps", "area": "1275", "period": "2024", "series": "pemilu"}, TPS, 0),
    ({"indikator": "kepadatan_baku", "area": "1275180"}, DENSITY, 0),
    ({"indikator": "kepadatan_baku", "area": "1275180", "period": "1900"}, DENSITY, 1),
    ({"indikator": "kepadatan_baku", "area": "1275180", "dim": "sex=X", "series": "zz"}, DENSITY, 2),
    ({"indikator": "jumlah_penduduk", "area": "1275070", "period": "2010"}, MAIMUN, 0),
    ({"indikator": "kepadatan_bak", "area": "1275180"}, DENSITY, 1),
])  # fmt: skip
def test_an_incomplete_or_wrong_address_is_mended(
    release: Release, catalogue: Catalogue, raw: dict[str, str], key: Key, said: int
) -> None:
    found, notices = meant(raw, release, catalogue, "id")
    assert (found, len(notices)) == (key, said)


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "<script>alert(1)</script>", "\x00\u202e", "'; drop table area"]
)
def test_nonsense_gives_a_figure_and_a_sentence(
    release: Release, catalogue: Catalogue, text: str
) -> None:
    raw = dict.fromkeys(("indikator", "level", "area", "period", "dim", "series"), text)
    key, notices = meant(raw, release, catalogue, "id")
    assert key in [k for k, _ in keys(release, key.indicator)]
    assert all(len(v) <= 200 for n in notices for v in n.values.values())


def test_a_level_without_an_area_gives_an_area_of_that_level(
    release: Release, catalogue: Catalogue
) -> None:
    for level in ("kecamatan", "kelurahan"):
        key, _ = meant({"indikator": "jumlah_tps", "level": level}, release, catalogue, "id")
        assert catalogue.areas[key.area_code].level == level
    key, _ = meant({"indikator": "jumlah_tps", "level": "kota"}, release, catalogue, "id")
    assert key.area_code == "1275"


def test_the_page_takes_any_address(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from atlas.ui import frame

    store = Store(state)
    monkeypatch.setattr(frame, "store", lambda: store)
    app = AppTest.from_file(str(ROOT / "pages" / "asal.py"), default_timeout=60)
    wanted: list[dict[str, str]] = [
        {}, {"indikator": "jumlah_tps", "area": "1275", "lang": "en"}, {"indikator": "x" * 10_000, "area": "<b>"},
    ]  # fmt: skip
    for params in wanted:
        app.query_params.clear()
        for name, value in params.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception, app.exception
        assert app.title[0].value.startswith(
            "Where it comes from" if "lang" in params else "Asal angka"
        )


def test_sources_of_all_parts_are_cited(release: Release, catalogue: Catalogue) -> None:
    figure = read(release, DENSITY, catalogue)
    study, _ = origin(release, catalogue, figure, OF_RELEASE, (), "id")
    wanted = query.cited(release, [p.row.source_id for p in figure.parts])
    assert set(wanted) <= set(study.sources)
    assert len(study.grids) == 2
