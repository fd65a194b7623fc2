"""The sheets on paper say what the views say, whole, on two pages, with nothing cut or overlapping."""

from __future__ import annotations

import datetime
import errno
import hashlib
import io
import json
import os
import re
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pypdf
import pytest

from atlas import composed, query, view
from atlas.__main__ import main
from atlas.commands import brief as command
from atlas.model import LANGS, AtlasError, Lang
from atlas.paper import brief, city, every, indicator
from atlas.paper.parts import PAPERS, Asked
from atlas.paper.typeset import Job, typeset_each
from atlas.query import Catalogue
from atlas.settings import settings
from atlas.store import Release
from atlas.svg.type import width
from atlas.text import t

DAY = datetime.date(2026, 2, 2)
PAGE = b"%PDF-1.7 and the rest of it"
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


FEW = ("1275070", "1275050", "1275210")
"""The one with a contested figure, the one with most kelurahan, the one that borders on least."""
Made = dict[str, bytes]


@pytest.fixture(scope="module")
def few(release: Release) -> Made:
    """Three in Indonesian on A4, as soon as a test asks."""
    return dict(
        zip(FEW, typeset_each(brief.profile(release, c, asked()) for c in FEW), strict=True)
    )


@pytest.fixture(scope="module")
def made(release: Release) -> Made:
    """All 21 in Indonesian on A4."""
    codes = [f"1275{n:03}" for n in range(10, 211, 10)]
    jobs = (brief.profile(release, code, asked()) for code in codes)
    return dict(zip(codes, typeset_each(jobs), strict=True))


@pytest.fixture(params=["few", pytest.param("made", marks=pytest.mark.slow)])
def sheets(request: pytest.FixtureRequest) -> Made:
    """Three profiles, in the slow run all of them."""
    found: Made = request.getfixturevalue(request.param)
    return found


def test_each_is_of_two_a4_pages_under_400_kb(sheets: Made) -> None:
    assert len(sheets) in (3, 21)
    for content in sheets.values():
        assert len(content) < 400_000
        pages = opened(content).pages
        assert len(pages) == 2
        assert {(round(p.mediabox.width), round(p.mediabox.height)) for p in pages} == {(595, 842)}


def written(value: float, decimals: int) -> str:
    """A figure as Indonesians write it: halves away from zero, a point before thousands."""
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{rounded:,}".translate(str.maketrans(",.-", ".,−"))


@lru_cache(maxsize=1)
def in_the_release(release: Release) -> dict[str, list[tuple[str, float, int]]]:
    """By area: indicator, value and decimals of every plain figure by kecamatan that is the newest of
    its indicator, breakdown and series, where these are of one series and nearly all areas."""
    with release.cursor() as cursor:
        rows = cursor.execute(
            """
            with here as (
                select o.*, count(*) over (partition by indicator, dim, series, period) as areas
                from observation o
                where level = 'kecamatan' and value is not null and dim not like '%;%')
            select area_code, h.indicator, h.value, coalesce(i.decimals, 0)
            from here h join indicator i using (indicator)
            where areas >= 20 and value <> 0 and coalesce(mark, '') = ''
              and period = (select max(period) from here x where x.indicator = h.indicator
                            and x.dim = h.dim and x.areas >= 20)
              and (select count(distinct series) from here x where x.indicator = h.indicator
                   and x.dim = h.dim and x.areas >= 20) = 1
              and (h.dim = '' or not exists (select 1 from here x where x.indicator = h.indicator
                                             and x.dim = ''))
            order by area_code, h.indicator
            """
        ).fetchall()
    found: dict[str, list[tuple[str, float, int]]] = {}
    for area, code, value, decimals in rows:
        found.setdefault(area, []).append((code, value, decimals))
    return found


def test_figures_of_the_release_stand_on_the_sheets_to_the_letter(
    sheets: Made, release: Release
) -> None:
    """Asked of the database itself, and written here."""
    known = in_the_release(release)
    for area, content in sheets.items():
        said = text_of(content)
        assert len(known[area]) > 18
        for code, value, decimals in known[area]:
            assert has(said, written(value, decimals)), (area, code, value)


def test_every_figure_of_a_view_stands_on_the_sheet(sheets: Made, release: Release) -> None:
    count = 0
    views = view.kecamatan_views(release, "id")
    for area, content in sheets.items():
        said = text_of(content)
        for shown in views:
            cell = shown.cell[area]
            if cell.state == "terbit" or cell.text[:1].isdigit():
                count += 1
                assert has(said, cell.marked), (area, shown.title, cell.marked)
                if shown.reference and not shown.indicator.startswith(("siswa", "guru", "rombel")):
                    assert has(said, shown.reference.text), (area, shown.title)
    assert count > 55 * len(sheets)


def test_figures_of_kelurahan_stand_in_their_row(
    sheets: Made, release: Release, catalogue: Catalogue
) -> None:
    voters = 0
    with release.cursor() as cursor:
        by_code = dict(
            cursor.execute(
                "select area_code, value from observation where indicator = 'pemilih_tetap' "
                "and level = 'kelurahan' and period = '2019' and series = 'pemilu' and dim = '' "
                "order by area_code"
            ).fetchall()
        )
    for area, content in sheets.items():
        said = text_of(content)
        for one in (a for a in catalogue.level("kelurahan") if a.parent_code == area):
            value = written(by_code[one.area_code], 0)
            assert f"{one.name('id')} {value} " in said, (area, one)
            voters += 1
    assert voters in (24, 151)


def whole(part: Any) -> Any:
    """An object of a document where a reference to it may stand."""
    return part.get_object() if hasattr(part, "get_object") else part


def tags(content: bytes) -> tuple[Counter[str], list[str], list[str]]:
    """How often each kind of tag stands in a document, alternatives, and scopes of headings."""
    found, alternatives, scopes = Counter[str](), list[str](), list[str]()

    def walk(node: Any) -> None:
        node = whole(node)
        if isinstance(node, list):
            for part in node:
                walk(part)
        elif isinstance(node, dict):
            found[str(node.get("/S", ""))] += 1
            if "/Alt" in node:
                alternatives.append(str(node["/Alt"]))
            listed = whole(node.get("/A", {}))
            for one in listed if isinstance(listed, list) else [listed]:
                scopes.extend(str(x) for x in [whole(one).get("/Scope")] if x)
            if "/K" in node:
                walk(node["/K"])

    tree: Any = opened(content).trailer["/Root"]
    walk(tree["/StructTreeRoot"]["/K"])
    return found, alternatives, scopes


def assert_accessible(content: bytes, lang: Lang) -> None:
    """What a reader of tags needs, and the claim of PDF/UA-1 which the typesetter gives only after
    its own check. Two checkers from outside (pdfua 0.1.3, outloud 0.2.1) found no fault either."""
    document = opened(content)
    root: Any = document.trailer["/Root"]
    assert root["/Lang"] == lang
    assert root["/MarkInfo"]["/Marked"]
    assert document.metadata is not None
    assert document.metadata.title
    assert re.search(rb"pdfuaid:part[^0-9]+1", root["/Metadata"].get_object().get_data())
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    found, alternatives, scopes = tags(content)
    assert found["/H1"] == 1
    assert found["/H2"] >= 1
    assert found["/Table"] >= 1
    assert found["/TH"] >= 2
    assert set(scopes) == {"/Column"}
    assert found["/Figure"] == len(alternatives), "every picture has an alternative"
    assert all(alternatives)


def test_sheets_are_tagged_with_title_language_and_alternatives(sheets: Made) -> None:
    for area, content in sheets.items():
        assert_accessible(content, "id")
        alternatives = tags(content)[1]
        assert any(f"{BASE}/kecamatan?area={area}" in x for x in alternatives)
        assert len(alternatives) == 3, "where it lies, its kelurahan, the code"


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


def test_no_text_is_cut_or_stands_on_another(sheets: Made) -> None:
    for area, content in sheets.items():
        assert list(boxes_are_sound(content, "a4")) == [], area
        assert all(lowest(page) < 0.12 for page in opened(content).pages), "no empty half"


def lowest(page: pypdf.PageObject) -> float:
    """Base line of the lowest text above the foot, from 0 at the bottom to 1."""
    height = float(page.mediabox.height)
    return min(base for _, base, _, _ in pieces(page) if base > 16 * POINTS) / height


@pytest.mark.parametrize(
    ("lang", "paper"),
    [pytest.param("en", "f4", marks=pytest.mark.slow), pytest.param("en", "a4", marks=pytest.mark.slow),
     pytest.param("id", "f4", marks=pytest.mark.slow)],
)  # fmt: skip
def test_both_papers_and_languages_are_full_and_sound(
    release: Release, lang: Lang, paper: str
) -> None:
    content = pdf(brief.profile(release, "1275050", asked(lang, paper)))
    document = opened(content)
    assert_accessible(content, lang)
    assert len(document.pages) == 2
    wide, height = PAPERS[paper]
    assert round(document.pages[0].mediabox.width) == round(wide * POINTS)
    assert round(document.pages[0].mediabox.height) == round(height * POINTS)
    assert list(boxes_are_sound(content, paper)) == []
    assert all(lowest(page) < 0.12 for page in document.pages), "no empty half"


def test_a_sheet_carries_edition_status_release_digest_and_address(
    few: Made, release: Release
) -> None:
    said = text_of(few["1275070"])
    assert t("brief.status", "id") in said
    assert t("brief.edition", "id", year="2025") in said
    assert t("brief.edition_last", "id", year="2025", now=2026) in said
    assert f"{BASE}/kecamatan?area=1275070&release={release.name}" in said.replace("\n", "")
    seal = re.search(rf"Tampilan ([0-9a-f]{{10}}), rilis {release.name}", said)
    other = re.search(r"Tampilan ([0-9a-f]{10})", text_of(few["1275050"]))
    assert seal is not None
    assert other is not None
    assert seal[1] != other[1]
    assert "ditolak" in said, "the contested growth of Medan Maimun is said"
    assert "48.995" in said


def test_the_edition_is_silent_in_its_own_year(release: Release) -> None:
    own = brief.profile(release, "1275070", asked(day=datetime.date(2025, 6, 1))).data
    assert (own["edition"], own["old"]) == (t("brief.edition", "id", year="2025"), "")
    old = brief.profile(release, "1275070", asked(day=datetime.date(2028, 6, 1))).data
    assert old["old"] == t("brief.edition_old", "id", year="2025", ago=3)


def test_the_digest_is_of_the_views_and_not_of_the_day(release: Release) -> None:
    one = brief.profile(release, "1275070", asked())
    later = brief.profile(release, "1275070", asked(day=datetime.date(2027, 1, 1), paper="f4"))
    english = brief.profile(release, "1275070", asked("en"))
    assert one.data["seal"]["line"] == later.data["seal"]["line"]
    assert one.data["seal"]["line"] != english.data["seal"]["line"]


def test_a_sheet_says_the_digest_and_address_that_are_asked_without_typesetting(
    release: Release,
) -> None:
    for kind, what, job in (
        ("profil", "1275070", brief.profile(release, "1275070", asked())),
        ("kota", "", city.summary(release, asked())),
        ("indikator", "gini", indicator.sheet(release, "gini", asked())),
        ("indikator", "ipm", indicator.sheet(release, "ipm", asked())),
    ):
        digest = composed.sheet_digest(release, kind, what, "id")  # type: ignore[arg-type]
        address = composed.sheet_address(release, kind, what, "id", base=BASE)  # type: ignore[arg-type]
        assert digest in job.data["seal"]["line"]
        assert job.data["seal"]["url"] == address
        parts = urlsplit(address)
        given = dict(parse_qsl(parts.query))
        named = composed.sheet_of(parts.path.strip("/"), given)
        assert named is not None
        assert given["release"] == release.name
        assert composed.sheet_digest(release, named[0], named[1], "id", named[2]) == digest


def test_the_digest_of_a_sheet_is_of_its_views_and_its_kelurahan(release: Release) -> None:
    found = composed.composed(release, "profil", "1275070", "id")
    rows = [[r.name, *r.values, r.total, r.printed] for r in found.inside]
    listed = ["profil", "1275070", "id", [v.digest() for v in found.views], rows]
    assert found.digest == hashlib.sha256(json.dumps(listed).encode()).hexdigest()[:10]
    other = replace(found, inside=(replace(found.inside[0], total="1"), *found.inside[1:]))
    assert other.digest != found.digest
    assert replace(found, views=found.views[1:]).digest != found.digest
    assert composed.sheet_of("kecamatan", {}) is None
    assert composed.sheet_of("", {"indikator": "ipm"}) is None


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


def test_a_very_long_name_of_an_indicator_keeps_its_own_sheet_whole(release: Release) -> None:
    job = indicator.sheet(release, "pemilih_per_tps", asked())
    name = "Nama indikator yang sangat panjang sekali dan " * 5 + "tanpaspasi" * 9
    content = pdf(replace(job, data={**job.data, "name": name}))
    assert list(boxes_are_sound(content, "a4")) == []
    assert "tanpaspasi" * 9 in "".join(text_of(content).split())


@pytest.mark.slow
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
    assert_accessible(content, lang)
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


@pytest.mark.parametrize("code", ["kepadatan_baku", "pemilih_tetap", "ipm", "gini", "satuan_skb"])
def test_a_sheet_of_an_indicator_holds_every_area_and_its_sources(
    release: Release, code: str
) -> None:
    job = indicator.sheet(release, code, asked())
    content = pdf(job)
    said = text_of(content)
    assert len(opened(content).pages) <= 2
    assert list(boxes_are_sound(content, "a4")) == []
    assert_accessible(content, "id")
    for name, value, _ in job.data["value_rows"]:
        assert f"{name} {value}" in said, name
    assert t("brief.sources", "id") in said
    assert f"{BASE}/indikator?indikator={code}&" in said


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


@pytest.mark.parametrize(
    ("typed", "near"),
    [("Medan Dnai", "Medan Denai (1275040)"), ("1275071", "Medan Maimun (1275070)"),
     ("Tanah Abang", "Medan Tuntungan"), ("", "Medan Maimun")],
)  # fmt: skip
def test_a_kecamatan_that_is_not_there_gives_the_names_near_it(
    served: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], typed: str, near: str
) -> None:
    assert main(["brief", "kecamatan", *([typed] if typed else []), "--out", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert typed in said
    assert near in said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_keeps_what_was_made_and_leaves_no_broken_file(
    served: None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The third file finds the disk full when half of it is written."""
    real, count = os.fdopen, [0]

    def fdopen(number: int, mode: str) -> Any:
        file = real(number, mode)
        count[0] += 1
        if count[0] < 3:
            return file

        class Full:
            def __enter__(self) -> Any:
                return self

            def __exit__(self, *error: object) -> None:
                file.close()

            def write(self, content: bytes) -> None:
                file.write(content[: len(content) // 2])
                file.flush()
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        return Full()

    monkeypatch.setattr(command.os, "fdopen", fdopen)
    monkeypatch.setattr(every, "typeset_each", lambda jobs, _: (PAGE for _ in jobs))
    assert main(["brief", "kecamatan", *FEW, "--out", str(tmp_path)]) == 1
    caught = capsys.readouterr()
    assert "2 dari 3" in caught.err
    assert os.strerror(errno.ENOSPC) in caught.err
    assert "Traceback" not in caught.err
    assert "2/3 Medan Area" in caught.out
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "profil-medan-area-id-a4.pdf", "profil-medan-maimun-id-a4.pdf",
    ]  # fmt: skip
    for path in tmp_path.iterdir():
        assert path.read_bytes() == PAGE


def test_all_come_as_one_zip_that_says_how_far_it_is(
    release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int, str]] = []
    monkeypatch.setattr(
        every, "typeset_each", lambda jobs, _: (j.data["name"].encode() for j in jobs)
    )
    packed = every.archive(release, asked(), lambda *said: told.append(said))
    with zipfile.ZipFile(io.BytesIO(packed)) as folder:
        assert folder.testzip() is None
        assert len(folder.namelist()) == 21
        assert folder.read("profil-medan-kota-id-a4.pdf") == b"Medan Kota"
    assert [t_[:2] for t_ in told] == [(n, 21) for n in range(1, 22)]


@pytest.mark.slow
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
        assert edge.getextrema()[0] > 250, "nothing in the margin"
    assert count == 2


@pytest.mark.slow
def test_all_twenty_one_are_made_in_under_twenty_seconds(
    served: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of processor time, all processes together, where other work takes the cores meanwhile."""

    def spent() -> float:
        own = os.times()
        return own.user + own.system + own.children_user + own.children_system

    begun, before = time.monotonic(), spent()
    main(["brief", "kecamatan", "--all", "--out", str(tmp_path)])
    seconds, worked = time.monotonic() - begun, spent() - before
    sizes = sorted(p.stat().st_size for p in tmp_path.iterdir())
    with capsys.disabled():
        print(
            f"\n21 profiles in {seconds:.1f} s ({worked:.1f} s of work), {sizes[0] // 1000} to {sizes[-1] // 1000} kB"
        )
    assert len(sizes) == 21
    assert min(seconds, worked) < 20
