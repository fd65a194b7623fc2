"""Slides to edit: every number read back, every shape named, nothing outside its box."""

from __future__ import annotations

import io
import math
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from lxml import etree
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu
from starlette.testclient import TestClient

from atlas import colour
from atlas.__main__ import main
from atlas.commands.deck import write
from atlas.deck import Deck, Read, Shown, Slide, decode, encode, shown
from atlas.look import Look
from atlas.model import AtlasError
from atlas.settings import settings
from atlas.slideshow import slideshow
from atlas.store import Release, Store
from atlas.svg.type import wrap
from atlas.view import View
from atlas.web.public import application

BASE = "http://atlas.test"
SLIDES = (
    Slide("map", "jumlah_tps", {"level": "kecamatan", "area": "1275180"}, note="Sebut KPU."),
    Slide("map", "tpt", {"level": "kabkota"}),
    Slide("map", "kepadatan_penduduk", {"level": "kecamatan"}),
    Slide("map", "balita_pendek_per_100_diukur", {"level": "kelurahan"}),
    Slide("bar", "kepadatan_penduduk", {"level": "kecamatan", "area": "1275010"}),
    Slide("bar", "jumlah_tps", {"level": "kecamatan"}),
    Slide("bar", "jumlah_tps", {"level": "kelurahan"}),
    Slide("bar", "tpt", {"level": "kabkota"}),
    Slide("strip", "tpt", {"level": "kabkota"}),
    Slide("strip", "balita_pendek_per_100_diukur", {"level": "kelurahan"}),
    Slide("line", "tpt", {"level": "kota"}),
    Slide("line", "wisman", {"level": "kota"}),
    Slide("line", "jumlah_penduduk", {"level": "kota"}),
    Slide("card", "tpt", {"level": "kota"}),
    Slide("card", "jumlah_tps", {"level": "kecamatan", "area": "1275010"}),
    Slide("table", "jumlah_penduduk", {"level": "kelurahan"}),
    Slide("table", "tpt", {"level": "kota"}),
    Slide("map", "tidak_ada", {"level": "kota"}),
    Slide("map", "jumlah_tps", {"level": "kecamatan", "period": "1999"}, "Judul </a:t> & \"sendiri\""),
    Slide("line", "ihk", {"level": "kota"}),
)  # fmt: skip
DECK = Deck(SLIDES, "Rapat")
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LONG = (
    "Proporsi rumah tangga yang memiliki akses terhadap layanan sanitasi layak dan berkelanjutan "
)


@pytest.fixture(scope="module")
def written(release: Release) -> bytes:
    return slideshow(decode(encode(DECK)), release, "id", BASE)


@pytest.fixture(scope="module")
def slides(written: bytes) -> list[Any]:
    """The slides of the views, that of the title left out."""
    return list(Presentation(io.BytesIO(written)).slides)[1:]


@pytest.fixture(scope="module")
def views(release: Release) -> tuple[Shown, ...]:
    return shown(DECK, release, "id")


def every_shape(shapes: Any) -> list[Any]:
    """Shapes and those in groups."""
    found = []
    for shape in shapes:
        found += [shape, *every_shape(shape.shapes)] if shape.shape_type == 6 else [shape]
    return found


def descr(shape: Any) -> str:
    return str(shape._element.xpath(".//p:cNvPr")[0].get("descr") or "")


def charts_of(slide: Any) -> list[Any]:
    return [s.chart for s in slide.shapes if s.has_chart]


def figures(chart: Any) -> dict[str, dict[str, float | None]]:
    """What the chart shows: series, category, number; None for a gap."""
    names = [str(c) for c in chart.plots[0].categories]
    return {s.name: dict(zip(names, s.values, strict=True)) for s in chart.plots[0].series}


def in_workbook(chart: Any) -> dict[str, dict[str, float | None]]:
    """The same as the workbook inside says it."""
    blob = chart.part.chart_workbook.xlsx_part.blob
    rows = list(openpyxl.load_workbook(io.BytesIO(blob)).worksheets[0].iter_rows(values_only=True))
    heads = [str(h) for h in rows[0][1 : 1 + len(chart.plots[0].series)]]
    return {h: {str(r[0]): r[i] for r in rows[1:]} for i, h in enumerate(heads, 1)}  # type: ignore[misc]


def points_of(view: View) -> Counter[tuple[str, float]]:
    return Counter(
        (p.label, p.value) for line in view.lines for p in line.points if p.value is not None
    )


def test_every_number_of_a_chart_is_the_view_s_in_the_chart_and_in_its_workbook(
    slides: list[Any], views: tuple[Shown, ...]
) -> None:
    seen = 0
    for slide, one in zip(slides, views, strict=True):
        charts, view = charts_of(slide), one.view
        assert bool(charts) == (one.slide.kind in ("bar", "strip", "line") or (one.slide.kind, one.slide.indicator) == ("card", "tpt"))  # fmt: skip
        for chart in charts:
            assert figures(chart) == in_workbook(chart)
        if view is None or not charts or one.slide.kind == "card":
            continue
        values = [v for c in charts for v in figures(c).values()]
        if view.kind == "line":
            drawn = Counter((p, v) for by in values for p, v in by.items() if v is not None)
            assert drawn == points_of(view)
        else:
            drawn_ = {n: v for by in values for n, v in by.items()}
            for cell in view.cells:
                name = next((n for n in drawn_ if n == cell.name or n.startswith(f"{cell.name}, ")), None)  # fmt: skip
                if cell.value is None:
                    assert name is None or view.level == "kelurahan" or drawn_[name] is None
                elif len(view.cells) < 40:
                    assert name is not None
                    assert drawn_[name] == cell.value
            allowed = {
                c.value for c in [*view.cells, *([view.reference] if view.reference else [])]
            }
            assert set(drawn_.values()) <= allowed | {None}
        seen += sum(len(by) for by in values)
    assert seen > 300


def test_a_gap_is_empty_and_never_zero(slides: list[Any], release: Release) -> None:
    found = figures(charts_of(slides[10])[0])["Kota Medan"]
    assert found["2008"] is None
    assert found["2016"] is None
    assert found["2025"] == 7.99
    xml = etree.tostring(charts_of(slides[10])[0]._chartSpace).decode()
    assert 'dispBlanksAs val="gap"' in xml


@pytest.mark.parametrize("kind", ["bar", "strip"])
def test_an_area_without_a_figure_is_a_gap_in_a_chart_of_areas(
    release: Release, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    from atlas.slideshow import file

    one = shown(Deck((Slide(kind, "jumlah_tps", {"level": "kecamatan"}),)), release, "id")[0]
    assert one.view is not None
    states = {"1275180": "tidak_tersedia", "1275010": "belum_terbit"}
    cells = tuple(
        replace(c, state=states[c.area_code], text="tidak ada", value=None, rank=None)
        if c.area_code in states else c
        for c in one.view.cells
    )  # fmt: skip
    one = replace(one, view=replace(one.view, cells=cells))
    monkeypatch.setattr(file, "shown", lambda *_: (one,))
    slide = Presentation(io.BytesIO(slideshow(Read(DECK), release, "id", BASE))).slides[1]
    found = {n: v for c in charts_of(slide) for by in figures(c).values() for n, v in by.items()}
    inside = {
        n: v for c in charts_of(slide) for by in in_workbook(c).values() for n, v in by.items()
    }
    assert found == inside
    assert {n: v for n, v in found.items() if v is not None} == {c.name: c.value for c in cells if c.value is not None}  # fmt: skip
    assert {n for n, v in found.items() if v is None} == ({"Medan Deli", "Medan Tuntungan"} if kind == "bar" else set())  # fmt: skip


def test_labels_are_written_as_the_view_writes_them(
    slides: list[Any], views: tuple[Shown, ...]
) -> None:
    """By the number format where that gives the view's text, else in the view's own words."""
    view = views[7].view
    assert view is not None
    said = {c.name: c.marked for c in view.cells}
    for chart in charts_of(slides[7]):
        series = chart.plots[0].series[0]
        assert series.data_labels.number_format == '[$-421]#,##0.00;[$-421]"−"#,##0.00'
        own = {i: "".join(x.itertext()) for x in series._element.iter("{*}dLbl")
               for i in [int(x.find("{*}idx").get("val"))] for x in [x.find("{*}tx")] if x is not None}  # fmt: skip
        for i, (name, value) in enumerate(
            zip(chart.plots[0].categories, series.values, strict=True)
        ):
            formatted = f"{value:.2f}".replace(".", ",")
            assert (own.get(i) or formatted) == said[str(name)]


def test_every_area_is_one_shape_with_its_name_colour_and_sentence(
    slides: list[Any], views: tuple[Shown, ...], release: Release
) -> None:
    for place in (0, 1, 2, 3, 18):
        view = views[place].view
        assert view is not None
        group = next(s for s in slides[place].shapes if s.shape_type == 6)
        assert view.headline in descr(group)
        by_code = {m[1]: s for s in group.shapes if (m := re.fullmatch(r".+ \((\d+)\)", s.name))}
        outlines = set(release.boundary(view.level).outlines) & set(view.cell)
        assert len(group.shapes) - len(by_code) <= 1, "only the lake has no code"
        assert set(by_code) == outlines
        for code, shape in by_code.items():
            cell = view.cell[code]
            assert shape.name == f"{cell.name} ({code})"
            assert descr(shape) == cell.sentence
            properties = shape._element.spPr
            if cell.klass is None and cell.state in ("tidak_tersedia", "belum_terbit"):
                assert properties.find(f"{A}pattFill") is not None
            elif view.form == "warna" and cell.klass is not None:
                ink = properties.find(f"{A}solidFill")[0].get("val")
                assert f"#{ink.lower()}" == view.classes[cell.klass].colour


def test_a_map_keeps_its_proportions(slides: list[Any], release: Release) -> None:
    west, south, east, north = release.boundary("kecamatan").box
    true = (east - west) * math.cos(math.radians((south + north) / 2)) / (north - south)
    areas = [s for s in every_shape(slides[0].shapes) if re.fullmatch(r"Medan .+ \(\d+\)", s.name)]
    wide = max(s.left + s.width for s in areas) - min(s.left for s in areas)
    high = max(s.top + s.height for s in areas) - min(s.top for s in areas)
    assert wide / high == pytest.approx(true, rel=0.01)


def test_circles_are_proportional_in_area(slides: list[Any], views: tuple[Shown, ...]) -> None:
    view = views[0].view
    assert view is not None
    sizes = {m[1]: s.width * s.height for s in every_shape(slides[0].shapes)
             if (m := re.fullmatch(r"Lingkaran .+ \((\d+)\)", s.name))}  # fmt: skip
    assert set(sizes) == set(view.cell)
    each = [sizes[c.area_code] / c.value for c in view.cells if c.value]
    assert max(each) == pytest.approx(min(each), rel=0.01)


def paragraphs(shape: Any) -> list[tuple[str, float, bool]]:
    found = []
    for paragraph in shape.text_frame.paragraphs:
        for run in paragraph.runs:
            found.append((run.text, run.font.size.pt, bool(run.font.bold)))
    return found


def overflowing(slide: Any, wide: int, high: int) -> list[str]:
    """Names and texts of boxes that their text leaves, and of shapes that leave the slide."""
    found = []
    for shape in every_shape(slide.shapes):
        edges = (
            shape.left,
            shape.top,
            wide - shape.left - shape.width,
            high - shape.top - shape.height,
        )
        if min(edges) < -12700:
            found.append(f"{shape.name} leaves the slide")
        if shape.has_text_frame and shape.text_frame.text:
            room, used = Emu(shape.width).pt, 0.0
            for text, size, bold in paragraphs(shape):
                used += len(wrap(text, size, room, bold)) * size * 1.15
                longest = max((len(w) for w in text.split()), default=0)
                assert longest < 200
            if used > Emu(shape.height).pt + 1:
                found.append(f"{shape.name}: {shape.text_frame.text[:60]}")
    return found


def rectangles(slide: Any) -> list[tuple[str, int, int, int, int]]:
    return [(s.name, s.left, s.top, s.left + s.width, s.top + s.height)
            for s in slide.shapes if s.has_chart or s.has_table or s.shape_type in (6, 13)
            or (s.has_text_frame and s.text_frame.text)]  # fmt: skip


def test_no_text_leaves_its_box_and_no_box_meets_another(written: bytes) -> None:
    made = Presentation(io.BytesIO(written))
    for number, slide in enumerate(made.slides, 1):
        assert overflowing(slide, made.slide_width, made.slide_height) == [], number
        boxes = [b for b in rectangles(slide) if b[0] != "Lingkaran"]
        for i, one in enumerate(boxes):
            for two in boxes[i + 1 :]:
                across = min(one[3], two[3]) - max(one[1], two[1])
                down = min(one[4], two[4]) - max(one[2], two[2])
                assert across < 12700 or down < 12700, (number, one[0], two[0])


def test_type_is_readable_from_the_back(written: bytes) -> None:
    """24 pt and more for a headline that is not long, 12 for every other word (24 px of 1080)."""
    for slide in Presentation(io.BytesIO(written)).slides:
        title = slide.shapes.title
        assert paragraphs(title)[0][1] >= 24
        for run in slide._element.iter(f"{A}rPr"):
            assert int(run.get("sz")) >= 1200


def test_every_slide_has_title_code_line_and_notes(
    slides: list[Any], views: tuple[Shown, ...]
) -> None:
    for slide, one in zip(slides, views, strict=True):
        assert slide.shapes.title.text_frame.text == one.headline
        assert [p.placeholder_format.type for p in slide.placeholders] == [1], "only its title"
        text = "\n".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
        notes = slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type in (6, 13):
                assert descr(shape)
        if one.view is None:
            assert one.missing in text
            continue
        assert f"Tampilan {one.digest}, rilis {one.view.release}" in text
        assert "bukti" in text
        assert all(s in notes for s in (*one.view.sentences, *one.view.notes))
        assert all(s.text("title", "id") in notes for s in one.view.sources)
        assert one.slide.note in notes
        code = next(s for s in slide.shapes if s.name == "Kode QR")
        assert code.click_action.hyperlink.address == one.address(BASE, "id")
        assert one.address(BASE, "id") in notes


def test_a_table_and_its_notes_hold_every_row(slides: list[Any], views: tuple[Shown, ...]) -> None:
    for place in (15, 16):
        view = views[place].view
        assert view is not None
        cells = [[c.text_frame.text for c in row.cells] for s in slides[place].shapes if s.has_table
                 for row in s.table.rows]  # fmt: skip
        notes = slides[place].notes_slide.notes_text_frame.text
        if view.kind == "map":
            wanted = [(c.name, c.marked) for c in view.cells]
        else:
            wanted = [(f"{n.name}, {p.label}", p.text) for n in view.lines for p in n.points]
        for name, value in wanted:
            shown_ = any(r[0].startswith(name) and r[1].startswith(value) for r in cells)
            assert shown_ or re.search(rf"{re.escape(name)}[^;]*: {re.escape(value)}", notes), name
        assert len(cells) > 20


def test_every_run_names_its_language(written: bytes, release: Release) -> None:
    english = slideshow(Read(Deck(SLIDES[:8], "Meeting")), release, "en", BASE)
    for content, tag in ((written, "id-ID"), (english, "en-GB")):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            for name in file.namelist():
                if re.match(r"ppt/(slides|notesSlides)/[^/]+\.xml|ppt/charts/[^/]+\.xml", name):
                    root = etree.fromstring(file.read(name))
                    assert {e.get("lang") for e in root.iter(f"{A}rPr")} <= {tag}, name
        assert Presentation(io.BytesIO(content)).core_properties.language == tag


def test_nothing_of_the_stock_template_is_left(written: bytes) -> None:
    made = Presentation(io.BytesIO(written))
    assert [x.name for x in made.slide_layouts] == ["Judul paparan", "Tampilan"]
    with zipfile.ZipFile(io.BytesIO(written)) as file:
        names = file.namelist()
        assert not [n for n in names if "thumbnail" in n or "printerSettings" in n]
        assert len(names) == len(set(names))
        theme = file.read("ppt/theme/theme1.xml").decode()
        assert b"Macintosh" not in file.read("docProps/app.xml")
    assert "Calibri" not in theme
    assert "Office" not in theme
    assert "Liberation Sans" in theme
    said = made.core_properties
    assert (said.title, said.author, said.language) == ("Rapat", "Atlas Medan", "id-ID")
    assert DECK.digest() in said.keywords


def test_ids_of_shapes_are_unique(slides: list[Any]) -> None:
    for slide in slides:
        ids = slide.shapes._spTree.xpath("//p:cNvPr/@id")
        assert len(ids) == len(set(ids))


def test_the_same_deck_is_the_same_bytes(written: bytes, release: Release) -> None:
    few = Read(Deck((SLIDES[0], SLIDES[4], SLIDES[10], SLIDES[16]), "Rapat"))
    first = slideshow(few, release, "id", BASE)
    assert slideshow(few, release, "id", BASE) == first
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert {i.date_time for i in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert len(written) < 1_000_000


def test_a_very_long_indicator_name_and_title_stay_in_their_boxes(
    release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    from atlas.slideshow import file

    real = shown

    def long(deck: Deck, release: Release, lang: Any) -> tuple[Shown, ...]:
        found = real(deck, release, lang)
        return tuple(
            replace(s, view=replace(s.view, title=f"{LONG * 2}, 2024", sentences=(LONG * 3, *s.view.sentences)))
            for s in found if s.view
        )  # fmt: skip

    monkeypatch.setattr(file, "shown", long)
    picked = Deck((SLIDES[0], SLIDES[5], SLIDES[10], SLIDES[13], SLIDES[16]))
    made = Presentation(io.BytesIO(slideshow(Read(picked), release, "id", BASE)))
    for slide in made.slides:
        assert overflowing(slide, made.slide_width, made.slide_height) == []
        assert slide.shapes.title.text_frame.text == (LONG * 3).strip()


@pytest.mark.parametrize("code", ["", "x", "1.3.", "9.1.abc.def", "1.2.W10.W10", "%00", "a" * 300])
def test_a_deck_without_slides_is_refused_with_a_sentence(release: Release, code: str) -> None:
    with pytest.raises(AtlasError) as error:
        slideshow(decode(code), release, "id", BASE)
    assert error.value.message_id.endswith(".")
    assert error.value.message_en != error.value.message_id


def test_a_deck_cut_short_says_so_on_its_first_slide(release: Release) -> None:
    code = encode(Deck(SLIDES[:3]))
    made = Presentation(io.BytesIO(slideshow(decode(code[:-20]), release, "id", BASE)))
    text = " ".join(s.text_frame.text for s in made.slides[0].shapes if s.has_text_frame)
    assert "2 dari 3" in text
    assert len(made.slides) == 3


def test_a_template_of_ones_own_is_kept_and_one_that_is_none_is_refused(
    release: Release, tmp_path: Path
) -> None:
    own = Presentation()
    own.slide_width, own.slide_height = 9144000, 5143500
    own.slide_layouts[5].name = "Milik Bappeda"
    own.slides.add_slide(own.slide_layouts[0])
    own.save(str(tmp_path / "own.pptx"))
    read = Read(Deck(SLIDES[:2]))
    made = Presentation(io.BytesIO(slideshow(read, release, "id", BASE, tmp_path / "own.pptx")))
    assert made.slide_width == 9144000
    assert len(made.slides) == 2
    assert "Milik Bappeda" in [x.name for x in made.slide_layouts]
    for slide in made.slides:
        assert overflowing(slide, made.slide_width, made.slide_height) == []
        assert len(list(slide.placeholders)) == 1


def _decorated(path: Path) -> None:
    """A template with a band along its lower edge and a title that leaves room for a logo."""
    made = Presentation()
    made.slide_width, made.slide_height = 12192000, 6858000
    master, layout = made.slide_master, made.slide_layouts[5]
    title = layout.placeholders[0]
    title.left, title.top, title.width, title.height = 700000, 600000, 10200000, 900000
    band = master.shapes._spTree
    band.append(parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="99" name="Pita"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        '<p:spPr><a:xfrm><a:off x="0" y="6500000"/><a:ext cx="12192000" cy="358000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:sp>'
    ))  # fmt: skip
    made.save(str(path))


def test_slides_keep_off_what_a_template_has_drawn(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The template is the one that the look names; another one may be given in its place."""
    from atlas.slideshow import file

    _decorated(tmp_path / "kota.pptx")
    monkeypatch.setattr(file, "look", lambda: Look(template=tmp_path / "kota.pptx"))
    read = Read(Deck((SLIDES[0], SLIDES[10], SLIDES[13], SLIDES[17])))
    made = Presentation(io.BytesIO(slideshow(read, release, "id", BASE)))
    assert "Pita" in [s.name for s in made.slide_master.shapes]
    for slide in made.slides:
        assert overflowing(slide, made.slide_width, made.slide_height) == []
        drawn = [s for s in every_shape(slide.shapes) if s.name != "Lingkaran"]
        assert max(s.top + s.height for s in drawn) <= 6500000
        assert min(s.left for s in drawn) >= 700000 - 12700
        assert min(s.top for s in drawn) >= 600000 - 12700
        assert slide.shapes.title.left + slide.shapes.title.width <= 10900000 + 12700


def test_a_template_that_is_none_is_refused_with_the_reason(
    release: Release, tmp_path: Path
) -> None:
    wide = Presentation()
    wide.save(str(tmp_path / "wide.pptx"))
    (tmp_path / "no.pptx").write_text("bukan pptx")
    (tmp_path / "folder.pptx").mkdir()
    with (tmp_path / "large.pptx").open("wb") as file:
        file.truncate(20_000_001)
    bare = Presentation()
    bare.slide_width, bare.slide_height = 12192000, 6858000
    for layout in bare.slide_layouts:
        for shape in list(layout.placeholders):
            shape._element.getparent().remove(shape._element)
    bare.save(str(tmp_path / "bare.pptx"))
    read = Read(Deck(SLIDES[5:6]))
    for name, why in (
        ("wide.pptx", "25.4 x 19.1 cm"), ("no.pptx", "tidak dapat dibaca"), ("missing.pptx", "tidak ada"),
        ("folder.pptx", "tidak dapat dibaca"), ("large.pptx", "lebih besar"), ("bare.pptx", "berjudul"),
    ):  # fmt: skip
        with pytest.raises(AtlasError, match=re.escape(name)) as error:
            slideshow(read, release, "id", BASE, tmp_path / name)
        assert why in error.value.message_id, name
        assert error.value.message_en != error.value.message_id


def test_every_number_of_the_charts_is_that_of_the_release(
    slides: list[Any], release: Release
) -> None:
    """Read back from the workbooks and asked of the database itself."""
    asked = {4: ("kepadatan_penduduk", "kecamatan"), 5: ("jumlah_tps", "kecamatan"), 6: ("jumlah_tps", "kelurahan"),
             7: ("tpt", "kabkota"), 8: ("tpt", "kabkota"), 10: ("tpt", ""), 11: ("wisman", ""), 12: ("jumlah_penduduk", ""),
             19: ("ihk", "")}  # fmt: skip
    seen = 0
    with release.cursor() as cursor:
        for place, (indicator, level) in asked.items():
            rows = cursor.execute(
                """select a.name_id, o.period, o.value from observation o join area a using (area_code)
                   where o.indicator = ? and (o.level = ? or ? = '') and o.value is not null""",
                [indicator, level, level],
            ).fetchall()
            by_area = {(n.casefold(), v) for n, _, v in rows}
            by_year = {(p, v) for _, p, v in rows} | {(p[:4], v) for _, p, v in rows}
            for chart in charts_of(slides[place]):
                for by in in_workbook(chart).values():
                    for name, value in by.items():
                        if value is None:
                            continue
                        seen += 1
                        if level:
                            area = name.split(", ")[0].casefold()
                            assert (area, value) in by_area or "kota medan" in area, (
                                indicator,
                                name,
                                value,
                            )
                        else:
                            assert (re.search(r"\d{4}", name)[0], value) in by_year  # type: ignore[index]
    assert seen > 250


def test_the_route_gives_the_file_and_refuses_with_a_page(release: Release, state: Path) -> None:
    deck = Deck(SLIDES[5:7], "Rapat")
    client = TestClient(application(Store(state)), base_url=BASE)
    found = client.get("/paparan/unduh.pptx", params={"d": encode(deck)})
    assert found.status_code == 200
    assert found.content == slideshow(Read(deck), release, "id", BASE)
    assert found.headers["content-type"].endswith("presentationml.presentation")
    assert f"atlas-medan_paparan_{deck.digest()}.pptx" in found.headers["content-disposition"]
    views = [s.digest for s in shown(deck, release, "id") if s.digest]
    assert found.headers["x-view"].split(",") == views
    for query in ({"d": ""}, {"d": "x"}, {"d": "1.9.x"}, {"d": "x", "y": "1"}, {"d": "a" * 61_000}):
        refused = client.get("/paparan/unduh.pptx", params=query)
        assert refused.status_code == 400, query
        assert "<p>" in refused.text
        assert "Traceback" not in refused.text


def test_the_command_writes_the_file_whole_or_not_at_all(
    release: Release, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    here = replace(settings(), state=state)
    monkeypatch.setattr("atlas.commands.deck.settings", lambda: here)
    out = tmp_path / "rapat.pptx"
    code = encode(Deck(SLIDES[5:6]))
    assert main(["deck", "pptx", "--deck", code, "--out", str(out)]) == 0
    assert len(Presentation(str(out)).slides) == 1
    kept = out.read_bytes()
    address = f"http://localhost:8501/paparan?d={code}&lang=en"
    assert main(["deck", "pptx", "--deck", address, "--out", str(out)]) == 0
    assert out.read_bytes() == kept
    assert main(["deck", "pptx", "--deck", "x", "--out", str(out)]) == 1
    assert main(["deck", "pptx", "--deck", code, "--out", str(tmp_path / "no" / "x.pptx")]) == 1
    assert "Traceback" not in capsys.readouterr().err

    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(AtlasError, match="No space left"):
        write(out, b"x")
    assert out.read_bytes() == kept
    assert [p.name for p in tmp_path.iterdir()] == ["rapat.pptx"]


def test_an_emblem_stands_on_every_slide_and_colours_are_those_of_the_look(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from atlas.slideshow import file

    emblem = tmp_path / "emblem.svg"
    emblem.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="60"><rect width="40" height="60" fill="#a00"/></svg>')  # fmt: skip
    seen = Look(accent="#123456", emblem="data:x", emblem_file=emblem, alt_id="Lambang kota")
    monkeypatch.setattr(file, "look", lambda: seen)
    content = slideshow(Read(Deck(SLIDES[13:14])), release, "id", BASE)
    made = Presentation(io.BytesIO(content))
    for slide in made.slides:
        found = next(s for s in slide.shapes if s.name == "Lambang")
        assert descr(found) == "Lambang kota"
        assert found.width / found.height == pytest.approx(40 / 60, rel=0.02)
        title = slide.shapes.title
        assert title.left + title.width <= found.left
        assert overflowing(slide, made.slide_width, made.slide_height) == []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert "123456" in package.read("ppt/slides/slide1.xml").decode()
        assert "123456" in package.read("ppt/theme/theme1.xml").decode()


def test_stripes_have_a_pattern_for_every_state() -> None:
    from atlas.slideshow.canvas import STRIPES

    assert set(colour.STRIPE.values()) <= set(STRIPES)
    assert len(set(STRIPES.values())) == len(STRIPES)


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)
def test_libreoffice_opens_it_and_prints_as_many_pages_as_slides(
    written: bytes, views: tuple[Shown, ...], tmp_path: Path
) -> None:
    (tmp_path / "a.pptx").write_bytes(written)
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    subprocess.run(["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path),
                    str(tmp_path / "a.pptx")], check=True, capture_output=True, timeout=300)  # fmt: skip
    pages = [" ".join(p.extract_text().split()) for p in pypdf.PdfReader(tmp_path / "a.pdf").pages]
    assert len(pages) == len(SLIDES) + 1
    for page, one in zip(pages[1:], views, strict=True):
        assert one.headline.split(".")[0][:40] in page
        assert one.digest in page
    assert all(n in pages[6] for n in ("Medan Deli", "517", "103"))
