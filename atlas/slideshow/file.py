"""A deck as the bytes of a PPTX; the same deck of the same release gives the same bytes."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

from atlas.deck import Read, Shown, shown
from atlas.look import look
from atlas.model import AtlasError, Lang
from atlas.slideshow import ground, slide
from atlas.slideshow.canvas import HIGH, TAG, Canvas
from atlas.slideshow.ground import Ground
from atlas.slideshow.slide import Room
from atlas.store import Release
from atlas.text import t

MADE = datetime.datetime(2000, 1, 1)
"""When a release does not say when it was built."""
STAMP = (1980, 1, 1, 0, 0, 0)
AUTHOR = "Atlas Medan"


def slideshow(
    read: Read, release: Release, lang: Lang, base: str, template: Path | None = None
) -> bytes:
    """The presentation of a deck in a release; `base` is where its codes lead, `template` the one to
    take in place of that of the look. AtlasError for a deck without slides and for a template that
    is none."""
    if not read.deck.slides:
        raise AtlasError(
            *(" ".join(_said(read, x) or [t("slideshow.empty", x)]) for x in ("id", "en"))
        )
    seen = look()
    found = shown(read.deck, release, lang)
    on = ground.opened(template or seen.template, seen, lang)
    made, room = on.made, Room(release, lang, base, seen, seen.palette(), len(found), on.room)
    if read.deck.title or read.notices:
        _opening(_canvas(on, lang), read, room)
    for one in found:
        slide.draw(_canvas(on, lang), one, len(made.slides), room)
    _properties(made, read, found, release, lang)
    for part in made.slides:
        _spoken(part, lang)
    return _stamped(made)


def _canvas(on: Ground, lang: Lang) -> Canvas:
    """A new slide with its title and no other placeholder."""
    new = on.made.slides.add_slide(on.layout)
    for shape in list(new.placeholders):
        if shape.placeholder_format.type not in ground.TITLES:
            shape._element.getparent().remove(shape._element)
    return Canvas(new, on.scale, lang)


def _said(read: Read, lang: Lang) -> list[str]:
    """What could not be read of a deck."""
    return [t(key, lang, **values) for key, values in read.notices]


def _opening(canvas: Canvas, read: Read, room: Room) -> None:
    """The title of the deck, how many slides, what could not be read of it."""
    lang = room.lang
    title = read.deck.title or t("slideshow.untitled", lang)
    y = slide.head(canvas, title, "", (), room, HIGH * 0.32)
    said = [
        t("slideshow.count", lang, count=room.count, release=room.release.name),
        *_said(read, lang),
    ]
    slide.quiet(canvas, y, said, room)
    slide.write_notes(canvas.slide, said)


def _properties(
    made: Any, read: Read, found: tuple[Shown, ...], release: Release, lang: Lang
) -> None:
    """What the file says of itself."""
    said = made.core_properties
    said.title = read.deck.title or t("slideshow.untitled", lang)
    said.author = said.last_modified_by = AUTHOR
    said.language = TAG[lang]
    said.subject = t("slideshow.count", lang, count=len(found), release=release.name)
    said.keywords = " ".join(dict.fromkeys([read.deck.digest(), *(s.digest for s in found if s.digest)]))[:255]  # fmt: skip
    said.comments = said.category = ""
    said.revision = 1
    said.created = said.modified = _built(release)


def _built(release: Release) -> datetime.datetime:
    try:
        at = datetime.datetime.fromisoformat(str(release.manifest.get("built_at", "")))
    except ValueError:
        return MADE
    return at.astimezone(datetime.UTC).replace(tzinfo=None, microsecond=0) if at.tzinfo else at


def _spoken(part: Any, lang: Lang) -> None:
    """Every run of a slide, its notes and its charts in the language of the deck."""
    elements = [part._element]
    if part.has_notes_slide:
        elements.append(part.notes_slide._element)
    elements += [shape.chart._chartSpace for shape in part.shapes if shape.has_chart]
    for element in elements:
        for name in ("rPr", "endParaRPr", "defRPr"):
            for run in element.iter(
                f"{{http://schemas.openxmlformats.org/drawingml/2006/main}}{name}"
            ):
                run.set("lang", TAG[lang])
        for run in element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}r"):
            run.get_or_add_rPr().set("lang", TAG[lang])


def _stamped(made: Any) -> bytes:
    """The package with one moment for all its parts."""
    written, out = io.BytesIO(), io.BytesIO()
    made.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            entry = zipfile.ZipInfo(info.filename, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, old.read(info))
    return out.getvalue()
