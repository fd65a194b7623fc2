"""One period of a slide: its words, its picture, its line and code."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from atlas import colour, paint
from atlas.deck import Shown
from atlas.model import Lang
from atlas.paint import Key
from atlas.seal import Seal, qr_png
from atlas.slides import bars, maps, stage, strips, tables, words, years
from atlas.slides.stage import Scene
from atlas.text import t
from atlas.view import View


@dataclass(frozen=True)
class Frame:
    """What a slide shows in one period, before its room is known."""

    shown: Shown
    view: View
    seal: Seal
    credit: str
    period: str = ""
    emblem: bool = False

    @property
    def sub(self) -> str:
        return words.under_title(self.shown)

    @property
    def head(self) -> float:
        return stage.head_height(self.shown.headline, self.sub, self.shown.said, self.emblem)

    @property
    def sealed(self) -> str:
        return f"{self.seal.line}. {words.disclaimer(self.view.lang)}"

    def foot(self) -> list[str]:
        """Lines of the foot: what must be said, all of it; how the picture is read, as far as the
        usual foot holds it; the sources, digest and release."""
        said = words.must(self.shown)
        for note in words.reading(self.shown):
            foot = (" ".join([*said, note]), self.credit, self.sealed)
            if sum(stage.lines(x, stage.LEAST, stage.FOOT) for x in foot) < stage.FOOT_LINES:
                said.append(note)
        return [" ".join(said), self.credit, self.sealed]

    @property
    def foot_lines(self) -> int:
        return sum(stage.lines(x, stage.LEAST, stage.FOOT) for x in self.foot())

    @property
    def headline_size(self) -> int:
        return stage.headline_size(self.shown.headline, self.emblem)


def drawn_kind(scene: Scene) -> str:
    """The kind that is drawn: a table where there is too little for a picture."""
    view = scene.view
    if scene.kind == "line":
        return "line" if years.drawable(scene) else "table"
    drawable = view.kind == "map" and view.form != "tabel"
    return scene.kind if drawable or scene.kind in ("table", "card") else "table"


def picture(scene: Scene) -> tuple[str, str]:
    """What a period changes of the picture, and what stays."""
    kind = drawn_kind(scene)
    if kind == "map":
        return maps.vary(scene), maps.still(scene)
    if kind in ("bar", "strip", "line"):
        draw = {"bar": bars.draw, "strip": strips.draw, "line": years.draw}[kind]
        return draw(scene), ""
    return (tables.card(scene) if kind == "card" else tables.draw(scene, why_table(scene))), ""


def why_table(scene: Scene) -> str:
    """Why there is only a table, where another kind was asked for."""
    if scene.kind == "table":
        return ""
    if scene.kind == "line":
        one = scene.view.kind == "line"
        return t("chart.one_period" if one else "embed.no_line", scene.view.lang)
    return scene.view.why_table


def key(scene: Scene) -> str:
    """The legend in words, as the kind needs one."""
    kind = drawn_kind(scene)
    if kind == "line":
        return years.key(scene)
    if kind not in ("map", "bar", "strip"):
        return ""
    circles = maps.circle_key(scene) if kind == "map" and scene.view.form == "lingkaran" else ""
    entries = paint.legend(scene.view, scene.ink)
    if kind != "map":
        entries = [k for k in entries if not k.stripes]
        entries = entries if scene.view.form == "warna" else []
    items = "".join(f"<li>{_swatch(k)}<span>{escape(k.label)}</span></li>" for k in entries)
    return circles + (f'<ul class="legend">{items}</ul>' if items else "")


def _swatch(entry: Key) -> str:
    """A fill, or the stripes that the document keeps under the name of their state."""
    fill = entry.fill
    if entry.stripes:
        states = {turns: state for state, turns in colour.STRIPE.items()}
        fill = f"url(#{states[entry.stripes]})"
    return f'<svg aria-hidden="true"><rect width="100%" height="100%" fill="{fill}"/></svg>'


def code(seal: Seal) -> str:
    """The QR code of a seal as a data address, one pixel a module."""
    return "data:image/png;base64," + base64.b64encode(qr_png(seal.url, 1)).decode()


def words_html(frame: Frame) -> str:
    must, credit, sealed = frame.foot()
    return (
        (f'<p class="must">{escape(must)}</p>' if must else "")
        + (f"<p>{escape(credit)}</p>" if credit else "")
        + f'<p class="seal">{escape(sealed)}</p>'
    )


def figures(view: View, codes: Sequence[str]) -> list[list[Any]]:
    """Of each area its value, what is said of it, its rank (0 for none), whether it has a figure."""
    found: list[list[Any]] = []
    for area in codes:
        if view.kind == "map":
            cell = view.cell.get(area) or (
                view.reference if view.reference and view.reference.area_code == area else None
            )
            if cell is None:
                found.append([])
                continue
            said = cell.sentence.partition(": ")[2] or cell.sentence
            known = int(cell.state in ("terbit", "nol"))
            found.append([cell.marked, said, cell.rank or 0, known])
            continue
        own = [n for n in view.lines if n.area_code == area and n.points]
        own = [n for n in own if n.series == view.series] or own
        last = max((p for n in own for p in n.points), key=lambda p: p.period, default=None)
        if last is None:
            found.append([])
            continue
        text = f"{last.text} {last.mark}".strip()
        found.append([text, f"{text} {view.unit} ({last.label}).", 0, 1])
    return found


def said_html(said: Sequence[str]) -> str:
    return "".join(f'<p class="said">{escape(s)}</p>' for s in said)


def seal_of(shown: Shown, view: View, base: str, lang: Lang) -> Seal:
    return Seal(view.digest(), view.release, shown.address(base, lang), lang)
