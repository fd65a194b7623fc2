"""A deck: an ordered list of views with a title and talking points, kept in one parameter.

The code is made for messengers: letters, digits, `-`, `_` and `.` only, and every slide a part of its own, so
that an address cut short loses its last slides and nothing else. Its head says the version and
how many slides there should be.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from atlas.forms import KINDS, VIEW

VERSION = 1
MOST = 40
"""Slides of a deck."""
LONGEST_TITLE, LONGEST_NOTE, LONGEST_CODE = 120, 600, 60_000
KEPT = tuple(name for name in VIEW if name not in ("lang", "release"))
"""Parameters of a view that a slide has of its own; language and release are the deck's."""


@dataclass(frozen=True)
class Slide:
    """One view to show: kind, indicator and parameters as in the address of an embed; a title in
    place of the view's own sentence, and what to say."""

    kind: str
    indicator: str
    params: dict[str, str] = field(default_factory=dict)
    title: str = ""
    note: str = ""


@dataclass(frozen=True)
class Deck:
    """Slides in order. `release` "" follows the newest."""

    slides: tuple[Slide, ...] = ()
    title: str = ""
    release: str = ""

    def added(self, slide: Slide) -> Deck:
        return replace(self, slides=(*self.slides, slide)[:MOST])

    def moved(self, place: int, by: int) -> Deck:
        """One slide further to the front or the back; unchanged at the ends."""
        to = place + by
        if not (0 <= place < len(self.slides) and 0 <= to < len(self.slides)):
            return self
        found = list(self.slides)
        found[place], found[to] = found[to], found[place]
        return replace(self, slides=tuple(found))

    def without(self, place: int) -> Deck:
        return replace(self, slides=self.slides[:place] + self.slides[place + 1 :])

    def changed(self, place: int, **fields: str) -> Deck:
        """A slide with another title or note."""
        if not 0 <= place < len(self.slides):
            return self
        found = list(self.slides)
        found[place] = replace(found[place], **fields)  # type: ignore[arg-type]
        return replace(self, slides=tuple(found))

    def ordered(self, wanted: Sequence[tuple[int, str, str]]) -> Deck:
        """The slides as somebody left them in a list: (place here, title, note) each. Places that
        there are not are left out; a slide that is not named is taken out."""
        found = [
            replace(self.slides[place], title=clean(title, LONGEST_TITLE), note=clean(note, LONGEST_NOTE))
            for place, title, note in wanted[:MOST]
            if 0 <= place < len(self.slides)
        ]  # fmt: skip
        return replace(self, slides=tuple(found))

    def digest(self) -> str:
        """Ten hex digits of what the deck asks for."""
        return hashlib.sha256(encode(self).encode()).hexdigest()[:10]


@dataclass(frozen=True)
class Read:
    """A deck as a code gave it, and what could not be read of it: keys of sentences (`deck.x`) with
    what goes into them."""

    deck: Deck
    notices: tuple[tuple[str, dict[str, str]], ...] = ()


def encode(deck: Deck) -> str:
    """The code of a deck: "1.<slides>.<head>.<slide>.<slide>..."."""
    head = _packed([deck.title, deck.release])
    slides = [part(s) for s in deck.slides]
    return ".".join([str(VERSION), str(len(slides)), head, *slides])


def decode(code: str) -> Read:
    """The deck of a code, as much of it as can be read; never an error."""
    if not code:
        return Read(Deck())
    parts = code[:LONGEST_CODE].split(".")
    if not parts[0].isascii() or not parts[0].isdigit() or len(parts) < 3:
        return Read(Deck(), (("deck.unreadable", {}),))
    notices: list[tuple[str, dict[str, str]]] = []
    version = int(parts[0][:9])
    if version != VERSION:
        key = "deck.newer" if version > VERSION else "deck.older"
        notices.append((key, {"version": str(version)}))
    head = _unpacked(parts[2])
    title, release = (_text(head, i, LONGEST_TITLE) for i in (0, 1))
    found = [_unpacked(part) for part in parts[3 : 3 + MOST]]
    slides = [s for fields in found if (s := _slide(fields))]
    strange = {i: f[0] for i, f in enumerate(found, 1) if len(f) > 1 and f[0] not in KINDS}
    said = int(parts[1][:6]) if parts[1].isascii() and parts[1].isdigit() else len(found)
    if len(slides) + len(strange) < min(said, MOST):
        notices.append(("deck.cut", {"shown": str(len(slides)), "of": str(said)}))
    if strange:
        kinds = ", ".join(dict.fromkeys(_word(kind) for kind in strange.values()))
        notices.append(("deck.strange", {"places": ", ".join(map(str, strange)), "kinds": kinds}))
    if said > MOST:
        notices.append(("deck.too_many", {"most": str(MOST), "of": str(said)}))
    return Read(Deck(tuple(slides), title, release[:40]), tuple(notices))


def _fields(slide: Slide) -> list[str]:
    params = {n: slide.params[n] for n in KEPT if slide.params.get(n)}
    words = "&".join(f"{n}={v}" for n, v in params.items())
    return [
        slide.kind,
        slide.indicator,
        words,
        slide.title[:LONGEST_TITLE],
        slide.note[:LONGEST_NOTE],
    ]


def part(slide: Slide) -> str:
    """A slide as the part of a code that it is; one more at the end adds it to a deck."""
    return _packed(_fields(slide))


def _slide(found: list[str]) -> Slide | None:
    """A slide, None for a part that was cut or is of a kind that there is not."""
    if len(found) < 2 or found[0] not in KINDS:
        return None
    pairs = (pair.partition("=") for pair in _text(found, 2, 2000).split("&") if "=" in pair)
    params = {name: value[:200] for name, _, value in pairs if name in KEPT and value}
    return Slide(found[0], _text(found, 1, 80), params, _text(found, 3, LONGEST_TITLE), _text(found, 4, LONGEST_NOTE))  # fmt: skip


def _text(found: list[str], place: int, most: int) -> str:
    return clean(found[place], most) if place < len(found) else ""


def clean(text: str, most: int) -> str:
    """A text without control characters, not longer than that."""
    return "".join(c for c in text if c.isprintable() or c == "\n")[:most]


def _word(text: str) -> str:
    """A code as it may stand in a sentence."""
    return "".join(c for c in text[:24] if c.isalnum() or c in "_-") or "?"


def _packed(fields: list[str]) -> str:
    """Texts as base64url of compact JSON, empty ones at the end left out, no padding."""
    while fields and not fields[-1]:
        fields = fields[:-1]
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _unpacked(part: str) -> list[str]:
    """Texts of a part; [] for one that is no such thing."""
    try:
        text = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
        found = json.loads(text)
    except (ValueError, binascii.Error, RecursionError):
        return []
    return [x for x in found if isinstance(x, str)] if isinstance(found, list) else []
