"""What a slide is drawn with: boxes of text, shapes and groups, placed in points of 960 x 540.

Shapes are written as DrawingML: a map is hundreds of them, and the library sets one property at a
time. A template of another size is drawn on in proportion.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu

from atlas.look import FAMILY
from atlas.model import Lang
from atlas.svg.type import wrap

WIDE, HIGH = 960, 540
"""The slide in points, 16:9."""
POINT = 12700
LEADING = 1.17
"""Height of a line as a multiple of its type."""
SAFE = 1.03
"""Room for a programme that sets a little wider than the table of widths says."""
TAG: dict[Lang, str] = {"id": "id-ID", "en": "en-GB"}
STRIPES = {(45,): "wdUpDiag", (135,): "wdDnDiag", (45, 135): "diagCross", (0,): "narHorz"}
"""Directions of stripes as the patterns that PowerPoint and LibreOffice have."""


@dataclass(frozen=True)
class Box:
    """Where something stands, in points from the upper left corner."""

    x: float
    y: float
    wide: float
    high: float


@dataclass(frozen=True)
class Run:
    """One paragraph in one type."""

    text: str
    size: float
    ink: str
    bold: bool = False


@dataclass
class Canvas:
    """A slide, the scale of its template, its language."""

    slide: Any
    scale: float
    lang: Lang
    parent: Any = None
    _next: list[int] = field(default_factory=list)

    def emu(self, points: float) -> int:
        return round(points * POINT * self.scale)

    def size(self, points: float) -> int:
        """A type size in hundredths of a point."""
        return round(points * 100 * self.scale)

    def lengths(self, box: Box) -> tuple[Emu, Emu, Emu, Emu]:
        """Left, top, width and height for the library."""
        found = (Emu(self.emu(v)) for v in (box.x, box.y, box.wide, box.high))
        return next(found), next(found), next(found), next(found)

    def text(
        self, box: Box, runs: Sequence[Run], name: str, align: str = "l", anchor: str = "t"
    ) -> None:
        """A box of paragraphs without margins."""
        paragraphs = "".join(self.paragraph(run, align) for run in runs)
        self._put(
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr>{self._named(name)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
            f'<p:spPr>{self._place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
            f"<p:txBody>{body(anchor)}<a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
        )

    def number(self, box: Box, run: Run, name: str) -> None:
        """The number of the slide as a field: it stays right when slides are moved."""
        self._put(
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr>{self._named(name)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
            f'<p:spPr>{self._place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
            f'<p:txBody>{body()}<a:lstStyle/><a:p><a:pPr algn="r"/>'
            f'<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">{self.properties(run)}'
            f"<a:t>{escape(run.text)}</a:t></a:fld></a:p></p:txBody></p:sp>"
        )

    def paragraph(self, run: Run, align: str = "l") -> str:
        return (
            f'<a:p><a:pPr algn="{align}"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/></a:pPr>'
            f"<a:r>{self.properties(run)}<a:t>{escape(run.text)}</a:t></a:r></a:p>"
        )

    def properties(self, run: Run) -> str:
        bold = ' b="1"' if run.bold else ' b="0"'
        return (
            f'<a:rPr lang="{TAG[self.lang]}" sz="{self.size(run.size)}"{bold} dirty="0">{solid(run.ink)}'
            f'<a:latin typeface="{FAMILY}"/><a:cs typeface="{FAMILY}"/></a:rPr>'
        )

    def shape(
        self, box: Box, fill: str, name: str, descr: str = "", edge: str = "", form: str = "rect",
        opaque: int = 100,
    ) -> None:  # fmt: skip
        """A rectangle or an ellipse (`form`); `fill` as DrawingML, see `solid` and `striped`."""
        if opaque < 100:
            fill = fill.replace("/></a:solidFill>", f'><a:alpha val="{opaque * 1000}"/></a:srgbClr></a:solidFill>')  # fmt: skip
        self._sp(box, f'<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>{fill}', name, descr, edge)

    def outline(
        self, rings: Iterable[Sequence[tuple[int, int]]], box: Box, span: tuple[int, int],
        fill: str, name: str, descr: str, edge: str,
    ) -> None:  # fmt: skip
        """A freeform of closed rings in whole units, `span` of them across the box; holes stay."""
        path = "".join(
            _step("moveTo", ring[0]) + "".join(_step("lnTo", at) for at in ring[1:]) + "<a:close/>"
            for ring in rings
        )
        geometry = (
            "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
            f'<a:path w="{span[0]}" h="{span[1]}">{path}</a:path></a:pathLst></a:custGeom>'
        )
        self._sp(box, geometry + fill, name, descr, edge)

    def line(self, box: Box, ink: str, points: float, name: str, dash: str = "") -> None:
        """A straight stroke from the upper left to the lower right of a box."""
        dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
        self._put(
            f"<p:cxnSp {nsdecls('p', 'a')}><p:nvCxnSpPr>{self._named(name)}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr>"
            f'<p:spPr>{self._place(box)}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
            f'<a:ln w="{self.emu(points)}">{solid(ink)}{dashed}</a:ln></p:spPr></p:cxnSp>'
        )

    def group(self, box: Box, name: str, descr: str) -> Canvas:
        """A canvas of its own inside a group; its places are those of the slide."""
        inner = (
            f"<p:grpSp {nsdecls('p', 'a')}><p:nvGrpSpPr>{self._named(name, descr)}<p:cNvGrpSpPr/><p:nvPr/>"
            f"</p:nvGrpSpPr><p:grpSpPr>{self._place(box, True)}</p:grpSpPr></p:grpSp>"
        )
        element = parse_xml(inner)
        self._parent.append(element)
        return Canvas(self.slide, self.scale, self.lang, element, self._next)

    def fit(self, box: Box) -> None:
        """The frame of this group, once it is known how much it holds."""
        place = parse_xml(f"<p:grpSpPr {nsdecls('p', 'a')}>{self._place(box, True)}</p:grpSpPr>")
        self.parent.replace(self.parent.find("{*}grpSpPr"), place)

    def forget_ids(self) -> None:
        """After the library added shapes of its own."""
        self._next.clear()

    @property
    def _parent(self) -> Any:
        return self.slide.shapes._spTree if self.parent is None else self.parent

    def _sp(self, box: Box, inside: str, name: str, descr: str, edge: str) -> None:
        line = f'<a:ln w="{self.emu(0.75)}">{solid(edge)}</a:ln>' if edge else "<a:ln><a:noFill/></a:ln>"  # fmt: skip
        self._put(
            f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr>{self._named(name, descr)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
            f"<p:spPr>{self._place(box)}{inside}{line}</p:spPr></p:sp>"
        )

    def _put(self, xml: str) -> None:
        self._parent.append(parse_xml(xml))

    def _named(self, name: str, descr: str = "") -> str:
        if not self._next:
            self._next.append(max(map(int, self.slide.shapes._spTree.xpath("//p:cNvPr/@id"))))
        self._next[0] += 1
        said = f" descr={quoteattr(descr)}" if descr else ""
        return f'<p:cNvPr id="{self._next[0]}" name={quoteattr(name)}{said}/>'

    def _place(self, box: Box, group: bool = False) -> str:
        x, y, cx, cy = (self.emu(v) for v in (box.x, box.y, box.wide, box.high))
        inner = f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{cx}" cy="{cy}"/>' if group else ""
        return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/>{inner}</a:xfrm>'


def body(anchor: str = "t") -> str:
    return (
        f'<a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="{anchor}">'
        "<a:noAutofit/></a:bodyPr>"
    )


def solid(ink: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{ink[1:].upper()}"/></a:solidFill>'


def striped(turns: tuple[int, ...], ink: str, ground: str) -> str:
    """Stripes in `ink` on `ground`."""
    return (
        f'<a:pattFill prst="{STRIPES[turns]}"><a:fgClr><a:srgbClr val="{ink[1:].upper()}"/></a:fgClr>'
        f'<a:bgClr><a:srgbClr val="{ground[1:].upper()}"/></a:bgClr></a:pattFill>'
    )


def lines(text: str, size: float, room: float, bold: bool = False) -> int:
    """Lines a text takes in a box `room` points wide."""
    return len(wrap(text, size * SAFE, room, bold)) if text else 0


def height(text: str, size: float, room: float, bold: bool = False) -> float:
    return lines(text, size, room, bold) * size * LEADING


def _step(kind: str, at: tuple[int, int]) -> str:
    return f'<a:{kind}><a:pt x="{at[0]}" y="{at[1]}"/></a:{kind}>'
