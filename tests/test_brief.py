"""The sheets on paper say what the views say, whole, on two pages, with nothing cut or overlapping."""

from __future__ import annotations

import datetime
import io
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import pypdf
import pytest

from atlas import query, view
from atlas.__main__ import main
from atlas.commands import brief as command
from atlas.model import LANGS, AtlasError, Lang
from atlas.paper import brief, city, indicator
from atlas.paper.parts import PAPERS, Asked
from atlas.paper.typeset import Job, typeset_each
from atlas.query import Catalogue
from atlas.settings import settings
from atlas.store import Release
from atlas.svg.type import width
from atlas.text import t

DAY = datetime.date(2026, 2, 2)
BASE = "https://atlas.example"
POINTS = 72 / 25.4
LINE, SPACE = 4.0, 2.6
"""Points: base lines of two lines are further apart; a space in front of a text is not measured."""


def asked(lang: Lang = "id", paper: str = "a4", day: datetime.date = DAY) -> Asked:
    return Asked(lang, paper, day, BASE)


def pdf(job: Job) -> bytes:
    return next(typeset_each([job]))


def opened(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


@lru_cache(maxsize=30)
def text_of(content: bytes) -> str:
    pages = (" ".join(page.extract_text().split()) for page in opened(content).pages)
    return f" {' '.join(pages)} "


def has(text: str, value: str) -> bool:
    """Whether a value stands in a text as a word of its own, whole."""
    plain = " ".join(value.split())
    return re.search(rf"(?<![\d.,–−]){re.escape(plain)}(?![\d–]|[.,]\d)", text) is not None


Box = tuple[float, float, float, str]
"""Left, base line, right of a piece of text, and the text; in points."""


def pieces(page: pypdf.PageObject) -> list[Box]:
    """Every piece of text of a page where it stands, its width by the widths of its own font."""
    found: list[Box] = []

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        word = text.strip()
        if not word or font is None:
            return
        bold = "Bold" in str(font.get("/BaseFont", ""))
        left = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        base = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        wide = width(word, size * abs(tm[0] * cm[0]), bold)
        found.append((left, base, left + wide, word))

    page.extract_text(visitor_text=visit)
    return found


@pytest.fixture(scope="module")
def made(release: Release, catalogue: Catalogue) -> dict[str, bytes]:
    """All 21 in Indonesian on A4."""
    codes = [a.area_code for a in catalogue.level("kecamatan")]
    jobs = (brief.profile(release, code, asked()) for code in codes)
    return dict(zip(codes, typeset_each(jobs), strict=True))


@pytest.mark.slow
def test_there_are_twenty_one_of_two_a4_pages_under_400_kb(made: dict[str, bytes]) -> None:
    assert len(made) == 21
    for content in made.values():
        assert len(content) < 400_000
        pages = opened(content).pages
        assert len(pages) == 2
        assert {(round(p.mediabox.width), round(p.mediabox.height)) for p in pages} == {(595, 842)}


@pytest.mark.slow
def test_every_figure_of_a_kecamatan_stands_on_its_sheet_as_in_the_view(
    made: dict[str, bytes], release: Release
) -> None:
    """The texts are those of the cells, asked of the views and not of the sheet."""
    count = 0
    for area, content in made.items():
        said = text_of(content)
        for shown in view.kecamatan_views(release, "id"):
            cell = shown.cell[area]
            if cell.state == "terbit" or cell.text[:1].isdigit():
                count += 1
                assert has(said, cell.marked), (area, shown.title, cell.marked)
                if shown.reference and not shown.indicator.startswith(("siswa", "guru", "rombel")):
                    assert has(said, shown.reference.text), (area, shown.title)
    assert count > 1300


@pytest.mark.slow
def test_figures_of_kelurahan_stand_in_their_row(
    made: dict[str, bytes], release: Release, catalogue: Catalogue
) -> None:
    voters = 0
    for area, content in made.items():
        said = text_of(content)
        inside = [a for a in catalogue.level("kelurahan") if a.parent_code == area]
        with release.cursor() as cursor:
            by_code = query.values(cursor, "pemilih_tetap", "kelurahan", "2019", "", "pemilu")
        for one in inside:
            value = f"{int(by_code[one.area_code].value or 0):,}".replace(",", ".")
            assert f"{one.name('id')} {value} " in said, (area, one)
            voters += 1
    assert voters == 151


@pytest.mark.slow
def test_title_language_and_tags_are_set(made: dict[str, bytes]) -> None:
    for content in made.values():
        root: Any = opened(content).trailer["/Root"]
        assert root["/Lang"] == "id"
        assert root["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in root
        assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]


@pytest.mark.slow
def test_tags_name_headings_tables_and_pictures_with_alternatives(made: dict[str, bytes]) -> None:
    found: dict[str, int] = {}
    alternatives: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for part in node:
                walk(part)
        elif isinstance(node, dict):
            found[str(node.get("/S", ""))] = found.get(str(node.get("/S", "")), 0) + 1
            if "/Alt" in node:
                alternatives.append(str(node["/Alt"]))
            if "/K" in node:
                walk(node["/K"])

    tree: Any = opened(made["1275070"]).trailer["/Root"]
    walk(tree["/StructTreeRoot"]["/K"])
    assert found["/H1"] == 1
    assert found["/H2"] >= 6
    assert found["/Table"] >= 5
    assert found["/TH"] > 20
    assert any("Medan Maimun" in x for x in alternatives)
    assert any(f"{BASE}/kecamatan?area=1275070" in x for x in alternatives)


def boxes_are_sound(content: bytes, paper: str) -> Iterator[str]:
    """What is wrong with the places of texts: outside the page's margins, or on one another."""
    wide, height = (x * POINTS for x in PAPERS[paper])
    for number, page in enumerate(opened(content).pages):
        found = pieces(page)
        if len(found) < 60:
            yield f"page {number}: only {len(found)} pieces of text"
        for left, base, right, text in found:
            if left < 11 * POINTS or right > wide - 11 * POINTS or not 5 < base < height - 20:
                yield f"page {number}: {text!r} at {left:.0f}-{right:.0f}, {base:.0f}"
        found.sort(key=lambda p: p[1])
        for i, (left, base, right, text) in enumerate(found):
            for other_left, other, other_right, after in islice(found, i + 1, None):
                if other - base > LINE:
                    break
                shared = min(right, other_right) - max(left, other_left)
                raised = re.fullmatch(r"[\d,]+", text) or re.fullmatch(r"[\d,]+", after)
                if shared > SPACE and not (raised and other - base > 0.5):
                    yield f"page {number}: {text!r} stands on {after!r} at {left:.0f}, {base:.0f}"


@pytest.mark.slow
def test_no_text_is_cut_or_stands_on_another(made: dict[str, bytes]) -> None:
    for area, content in made.items():
        assert list(boxes_are_sound(content, "a4")) == [], area


def lowest(page: pypdf.PageObject) -> float:
    """Base line of the lowest text above the foot, from 0 at the bottom to 1."""
    height = float(page.mediabox.height)
    return min(base for _, base, _, _ in pieces(page) if base > 16 * POINTS) / height


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("paper", PAPERS)
def test_both_papers_and_languages_are_full_and_sound(
    release: Release, lang: Lang, paper: str
) -> None:
    for area in ("1275210", "1275070"):
        content = pdf(brief.profile(release, area, asked(lang, paper)))
        document = opened(content)
        root: Any = document.trailer["/Root"]
        assert root["/Lang"] == lang
        assert len(document.pages) == 2
        wide, height = PAPERS[paper]
        assert round(document.pages[0].mediabox.width) == round(wide * POINTS)
        assert round(document.pages[0].mediabox.height) == round(height * POINTS)
        assert list(boxes_are_sound(content, paper)) == []
        assert all(lowest(page) < 0.12 for page in document.pages), "no empty half"


@pytest.mark.slow
def test_a_sheet_carries_edition_status_release_digest_and_address(
    made: dict[str, bytes], release: Release
) -> None:
    said = text_of(made["1275070"])
    assert t("brief.status", "id") in said
    assert t("brief.edition", "id", year="2025") in said
    assert t("brief.edition_last", "id", year="2025", now=2026) in said
    assert f"{BASE}/kecamatan?area=1275070&release={release.name}" in said.replace("\n", "")
    seal = re.search(rf"Tampilan ([0-9a-f]{{10}}), rilis {release.name}", said)
    other = re.search(r"Tampilan ([0-9a-f]{10})", text_of(made["1275080"]))
    assert seal is not None
    assert other is not None
    assert seal[1] != other[1]
    assert "ditolak" in said, "the contested growth of Medan Maimun is said"
    assert "48.995" in said


def test_the_edition_is_silent_in_its_own_year(release: Release) -> None:
    said = pdf(brief.profile(release, "1275070", asked(day=datetime.date(2025, 6, 1))))
    assert "Edisi tahun lalu" not in text_of(said)
    old = text_of(pdf(brief.profile(release, "1275070", asked(day=datetime.date(2028, 6, 1)))))
    assert t("brief.edition_old", "id", year="2025", ago=3) in old


def test_the_digest_is_of_the_views_and_not_of_the_day(release: Release) -> None:
    one = brief.profile(release, "1275070", asked())
    later = brief.profile(release, "1275070", asked(day=datetime.date(2027, 1, 1), paper="f4"))
    english = brief.profile(release, "1275070", asked("en"))
    assert one.data["seal"]["line"] == later.data["seal"]["line"]
    assert one.data["seal"]["line"] != english.data["seal"]["line"]


def test_a_kecamatan_with_almost_no_data_is_a_sensible_sheet(
    release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    area = "1275070"

    def bare(release: Release, lang: Lang) -> tuple[view.View, ...]:
        empty = []
        for shown in REAL(release, lang)[:12]:
            cells = tuple(
                replace(c, state="tidak_tersedia", text="tidak ada", value=None, rank=None, klass=None)
                if c.area_code == area else c for c in shown.cells
            )  # fmt: skip
            empty.append(replace(shown, cells=cells))
        return tuple(empty)

    monkeypatch.setattr(view, "kecamatan_views", bare)
    monkeypatch.setattr(view, "kelurahan_rows", lambda *_: [])
    content = pdf(brief.profile(release, area, asked()))
    said = text_of(content)
    assert len(opened(content).pages) == 2
    assert t("brief.edition_none", "id") in said
    assert t("brief.place_none", "id", area="Medan Maimun") in said
    assert t("brief.counts_none", "id") in said
    assert "Luas wilayah, Luas baku 265,10 km², 2015 (terakhir 2015)" in said


REAL = view.kecamatan_views


def test_a_very_long_name_breaks_and_never_overlaps(release: Release) -> None:
    job = brief.profile(release, "1275060", asked())
    long = "Nama indikator yang sangat panjang sekali dan " * 6 + "tanpaspasi" * 12
    first = job.data["places"][0]["rows"][0]
    first["name"] = long
    job.data["cards"][0]["name"] = "Nama kartu yang panjang sekali dan lebih panjang lagi"
    job.data["change_rows"][0]["name"] = long
    content = pdf(job)
    assert len(opened(content).pages) == 2
    assert list(boxes_are_sound(content, "a4")) == []
    assert "tanpaspasi" * 3 in "".join(text_of(content).split())


def test_rows_that_cannot_fit_are_counted_and_not_lost_in_silence(release: Release) -> None:
    job = brief.profile(release, "1275060", asked())
    rows = job.data["places"][0]["rows"]
    rows += [dict(rows[0]) for _ in range(60)]
    content = pdf(job)
    assert len(opened(content).pages) == 2
    left = re.search(r"ada di alamat kode QR: (\d+) baris", text_of(content))
    assert left is not None
    assert 10 < int(left[1]) < 80
    assert list(boxes_are_sound(content, "a4")) == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_summary_of_the_city_holds_its_figures_on_two_pages(
    release: Release, cursor: Any, lang: Lang
) -> None:
    content = pdf(city.summary(release, asked(lang)))
    said = text_of(content)
    assert len(opened(content).pages) == 2
    assert list(boxes_are_sound(content, "a4")) == []
    for code in ("tpt", "persen_penduduk_miskin", "rls"):
        rows = [
            r for r in query.history(cursor, code, ["1275"], "") if r.period in ("2022", "2023")
        ]
        assert rows
        for row in rows:
            value = f"{row.value:.2f}"
            assert has(said, value.replace(".", ",") if lang == "id" else value), (code, value)
    assert has(said, "2.546.452" if lang == "id" else "2,546,452")
    assert "21/33" in said


@pytest.mark.parametrize(
    "code", ["kepadatan_baku", "pemilih_tetap", "ipm", "gini", "satuan_skb", "pemilih_per_tps"]
)
def test_a_sheet_of_an_indicator_holds_every_area_and_its_sources(
    release: Release, code: str
) -> None:
    job = indicator.sheet(release, code, asked())
    content = pdf(job)
    said = text_of(content)
    assert len(opened(content).pages) <= 2
    assert list(boxes_are_sound(content, "a4")) == []
    for name, value, _ in job.data["value_rows"]:
        assert f"{name} {value}" in said, name
    assert t("brief.sources", "id") in said
    assert f"{BASE}/embed/" in said


def test_a_table_of_an_indicator_is_that_of_the_release(release: Release, cursor: Any) -> None:
    said = text_of(pdf(indicator.sheet(release, "pemilih_tetap", asked())))
    rows = query.values(cursor, "pemilih_tetap", "kecamatan", "2019", "", "pemilu")
    assert len(rows) == 21
    for row in rows.values():
        assert has(said, f"{int(row.value or 0):,}".replace(",", "."))


def test_an_indicator_that_is_not_there_is_said_in_both_languages(release: Release) -> None:
    with pytest.raises(AtlasError) as refused:
        indicator.sheet(release, "nama_ngawur", asked())
    assert "nama_ngawur" in refused.value.message_id
    assert "There is no indicator" in refused.value.message_en


@pytest.fixture
def served(state: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ATLAS_STATE", str(state))
    monkeypatch.setenv("ATLAS_URL", BASE)
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_the_command_writes_a_file_for_each_and_says_how_far_it_is(
    served: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "lembar"
    done = main(["brief", "kecamatan", "1275040", "Medan Deli", "--paper", "f4", "--lang", "en",
                 "--out", str(out), "--made-on", "2026-02-02"])  # fmt: skip
    assert done in (0, None)
    assert sorted(p.name for p in out.iterdir()) == [
        "profil-medan-deli-en-f4.pdf", "profil-medan-denai-en-f4.pdf",
    ]  # fmt: skip
    said = capsys.readouterr().out
    assert "1/2 Medan Denai" in said
    assert "2/2 Medan Deli" in said


def test_a_kecamatan_that_is_not_there_gives_the_names(
    served: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["brief", "kecamatan", "Medan Kita", "--out", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "Medan Kita" in said
    assert "Medan Maimun" in said
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_keeps_what_was_made_and_leaves_no_broken_file(
    served: None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """/dev/full is where a full disk is to be had: the second sheet is written to it."""
    real, count = command.tempfile.mkstemp, [0]

    def mkstemp(**given: Any) -> tuple[int, str]:
        number, path = real(**given)
        count[0] += 1
        if count[0] < 2:
            return number, path
        import os

        os.close(number)
        return os.open("/dev/full", os.O_WRONLY), path

    monkeypatch.setattr(command.tempfile, "mkstemp", mkstemp)
    assert main(["brief", "kecamatan", "1275070", "1275080", "--out", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "1 dari 2" in said
    assert "Traceback" not in said
    assert [p.name for p in tmp_path.iterdir()] == ["profil-medan-maimun-id-a4.pdf"]
    assert len(opened(next(tmp_path.iterdir()).read_bytes()).pages) == 2


def test_pages_as_pictures_are_painted_to_their_foot(release: Release) -> None:
    """The same pages as PNG: ink in every tenth of their height."""
    from PIL import Image

    job = replace(brief.profile(release, "1275070", asked()), picture=True)
    left, count = pdf(job), 0
    while left:
        size = int.from_bytes(left[:8])
        page = Image.open(io.BytesIO(left[8 : 8 + size])).convert("L")
        left, count = left[8 + size :], count + 1
        height = page.height // 10
        for i in range(10):
            band = page.crop((0, i * height, page.width, (i + 1) * height))
            dark = sum(band.histogram()[:160])
            assert dark > 0.004 * band.width * band.height, (count, i)
        edge = page.crop((0, 0, round(page.width * 0.045), page.height))
        assert min(edge.getdata()) > 250, "nothing in the margin"
    assert count == 2


@pytest.mark.slow
def test_all_twenty_one_are_made_in_under_twenty_seconds(
    served: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begun = time.monotonic()
    main(["brief", "kecamatan", "--all", "--out", str(tmp_path)])
    seconds = time.monotonic() - begun
    sizes = sorted(p.stat().st_size for p in tmp_path.iterdir())
    with capsys.disabled():
        print(f"\n21 profiles in {seconds:.1f} s, {sizes[0] // 1000} to {sizes[-1] // 1000} kB")
    assert len(sizes) == 21
    assert seconds < 20
