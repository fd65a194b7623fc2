"""The presentation a deck is written into: a template, its layouts, its theme."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu

from atlas.look import FAMILY, Look
from atlas.model import LANGS, AtlasError, Lang
from atlas.slideshow.canvas import HIGH, POINT, WIDE, Box
from atlas.text import t

TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
STOCK = {"Title Slide": "slideshow.layout_title", "Title Only": "slideshow.layout_view"}
PROGRAMME = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Atlas Medan</Application></Properties>"
)
"""In place of what the stock says of its own slides and fonts."""
LARGEST = 20_000_000
"""Bytes of a template: it goes into every deck."""
OWN = Box(28, 14, WIDE - 56, HIGH - 26)
"""Room of the ground that is shipped."""


@dataclass(frozen=True)
class Ground:
    """A presentation without slides, the layout that its slides have, the scale of its points, and
    the room in points that its layout leaves."""

    made: Any
    layout: Any
    scale: float
    room: Box


def opened(template: Path | None, seen: Look, lang: Lang) -> Ground:
    """The ground of a deck. AtlasError for a template that is none."""
    if template is None:
        found = _own(seen, lang)
    else:
        found = _read(template)
        _empty(found)
    layout = _layout(found, template)
    scale = found.slide_width / (WIDE * POINT)
    return Ground(found, layout, scale, _room(layout, scale) if template else OWN)


def _read(template: Path) -> Any:
    """A file as a presentation: it is there, it is a PPTX, it is 16:9."""
    try:
        if template.stat().st_size > LARGEST:
            raise _unusable(template, "large")
        found = Presentation(str(template))
        wide, high = (int(x or 0) for x in (found.slide_width, found.slide_height))
    except FileNotFoundError as error:
        raise _unusable(template, "missing") from error
    except (OSError, KeyError, ValueError, SyntaxError, AttributeError, BadZipFile,
            PackageNotFoundError) as error:  # fmt: skip
        raise _unusable(template, "unread") from error
    if abs(wide / (high or 1) - WIDE / HIGH) > 0.01:
        raise _unusable(template, "shape", wide=f"{Emu(wide).cm:.1f}", high=f"{Emu(high).cm:.1f}")
    return found


def _room(layout: Any, scale: float) -> Box:
    """Where a slide may be drawn on: from the title of the layout down, as wide as it, and above
    what the template has drawn along its lower edge. Margins that would leave too little are cut."""
    unit = POINT * scale
    title = next(p for p in layout.placeholders if p.placeholder_format.type in TITLES)
    at = (title.left, title.top, title.left + title.width) if title.width else ()
    left, top, right = (v / unit for v in at) if at else (OWN.x, OWN.y, OWN.x + OWN.wide)
    left, top = min(max(left, 12.0), WIDE * 0.1), min(max(top, 8.0), HIGH * 0.2)
    right = max(min(right, WIDE - 12.0), WIDE * 0.85)
    bottom = OWN.y + OWN.high
    for shape in [*layout.shapes, *layout.slide_master.shapes]:
        drawn = not shape.is_placeholder and shape.top is not None
        if drawn and shape.top / unit > HIGH * 0.8:
            bottom = min(bottom, shape.top / unit - 4)
    return Box(left, top, right - left, bottom - top)


def _empty(found: Any) -> None:
    """Without the slides a template may have as examples."""
    slides = found.slides._sldIdLst
    for slide in list(slides):
        found.part.drop_rel(slide.rId)
        slides.remove(slide)


def _layout(found: Any, template: Path | None) -> Any:
    """The layout with a title and the fewest other placeholders."""
    titled = [
        layout
        for master in found.slide_masters
        for layout in master.slide_layouts
        if any(p.placeholder_format.type in TITLES for p in layout.placeholders)
    ]
    if not titled:
        raise _unusable(template or Path("?"), "layout")
    plain = [x for x in titled if any(p.placeholder_format.type == PP_PLACEHOLDER.TITLE for p in x.placeholders)]  # fmt: skip
    return min(plain or titled, key=lambda x: len(x.placeholders))


def _own(seen: Look, lang: Lang) -> Any:
    """The ground that is shipped: white, one font, two layouts, the colours of the look."""
    found = Presentation()
    found.slide_width, found.slide_height = Emu(WIDE * POINT), Emu(HIGH * POINT)
    for layout in list(found.slide_layouts):
        if layout.name not in STOCK:
            found.slide_layouts.remove(layout)
        else:
            layout._element.cSld.set("name", t(STOCK[layout.name], lang))
    master = found.slide_master
    for part in (master, *found.slide_layouts):
        _settle(part)
    _drop(found.part.package, RT.THUMBNAIL)
    _drop(found.part, RT.PRINTER_SETTINGS)
    said = found.part.package.part_related_by(RT.EXTENDED_PROPERTIES)
    said._blob = PROGRAMME
    theme = master.part.part_related_by(RT.THEME)
    theme._blob = _theme(theme.blob, seen)
    return found


def _settle(part: Any) -> None:
    """Titles where slides have them, in their type; no date, foot or number of the stock."""
    for shape in list(part.placeholders):
        kind = shape.placeholder_format.type
        if kind not in (*TITLES, PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.BODY):
            shape._element.getparent().remove(shape._element)
            continue
        top, high = (14, 80) if kind in TITLES else (110, 300)
        shape.left, shape.top = Emu(28 * POINT), Emu(top * POINT)
        shape.width, shape.height = Emu(904 * POINT), Emu(high * POINT)
    styles = part._element.findall(".//{*}titleStyle/{*}lvl1pPr")
    for style in styles:
        style.set("algn", "l")
        style.find("{*}defRPr").set("sz", "2800")
        style.find("{*}defRPr").set("b", "1")


def _drop(owner: Any, kind: str) -> None:
    rels = owner._rels if hasattr(owner, "_rels") else owner.rels
    for key in [k for k, rel in rels.items() if rel.reltype == kind]:
        rels.pop(key)


def _theme(blob: bytes, seen: Look) -> bytes:
    """The theme with the colours of the look and the one font."""
    root = parse_xml(blob)
    root.set("name", "Atlas Medan")
    ink = seen.palette()
    colours = {"dk1": seen.ink, "lt1": seen.paper, "dk2": seen.accent, "lt2": ink.ground,
               **{f"accent{i + 1}": c for i, c in enumerate(ink.series[:6])},
               "hlink": seen.accent, "folHlink": seen.quiet}  # fmt: skip
    space = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    for name, value in colours.items():
        for slot in root.iter(f"{space}{name}"):
            for child in list(slot):
                slot.remove(child)
            slot.append(parse_xml(f'<a:srgbClr {nsdecls("a")} val="{value[1:].upper()}"/>'))
    for scheme in root.iter(f"{space}clrScheme", f"{space}fontScheme", f"{space}fmtScheme"):
        scheme.set("name", "Atlas Medan")
    for face in root.iter(f"{space}latin"):
        face.set("typeface", FAMILY)
    return bytes(serialize_part_xml(root))


def _unusable(template: Path, why: str, **values: Any) -> AtlasError:
    """Why a file is no template, and what one is."""
    key, most = f"slideshow.template_{why}", LARGEST // 1_000_000
    each = (t(key, x, **{"file": template.name, "most": most} | values) for x in LANGS)
    said = (t("slideshow.template", x, most=most) for x in LANGS)
    return AtlasError(*(f"{one} {what}" for one, what in zip(each, said, strict=True)))
