"""A deck as a file that people can read, keep and send: short JSON with version, title, release, slides."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from atlas.choice import cleaned
from atlas.deck.model import (
    KEPT,
    LONGEST_NOTE,
    LONGEST_TITLE,
    MOST,
    VERSION,
    Deck,
    Read,
    Slide,
    clean,
)
from atlas.forms import KINDS

FORMAT = "atlas-medan-paparan"
LARGEST = 400_000
"""Bytes of a file: forty slides with the longest texts take a quarter of it."""
MOST_SAID = 12
"""Faults of a file that are told one by one."""


def written(deck: Deck) -> bytes:
    """The file of a deck; the same deck gives the same bytes."""
    slides = [
        {"kind": s.kind, "indicator": s.indicator}
        | {n: s.params[n] for n in KEPT if s.params.get(n)}
        | {n: v for n, v in (("title", s.title), ("note", s.note)) if v}
        for s in deck.slides
    ]
    found = {"format": FORMAT, "version": VERSION, "title": deck.title, "release": deck.release,
             "slides": slides}  # fmt: skip
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()


def opened(content: bytes) -> Read:
    """The deck of a file, as much of it as can be read, with a sentence for every fault; never an
    error."""
    if len(content) > LARGEST:
        return _refused("deck.file_large", most=str(LARGEST // 1000))
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        return _refused("deck.file_text", line=str(error.lineno))
    except (ValueError, RecursionError):
        return _refused("deck.file_text", line="1")
    if not isinstance(found, dict) or found.get("format") != FORMAT or not isinstance(found.get("slides"), list):  # fmt: skip
        return _refused("deck.file_other", format=FORMAT)
    return _Reading().deck(found)


def _refused(key: str, **values: str) -> Read:
    return Read(Deck(), ((key, values),))


@dataclass
class _Reading:
    """What was said while a file was read."""

    said: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def say(self, key: str, **values: str) -> None:
        if len(self.said) < MOST_SAID:
            self.said.append((key, values))

    def deck(self, found: dict[str, Any]) -> Read:
        version = found.get("version")
        if version != VERSION:
            self.say("deck.file_version", version=_short(version), own=str(VERSION))
        title, release = found.get("title"), found.get("release")
        if isinstance(title, str) and len(title) > LONGEST_TITLE:
            self.say("deck.file_long_deck", most=str(LONGEST_TITLE))
        every = found["slides"]
        slides = [s for i, raw in enumerate(every[:MOST], 1) if (s := self.slide(i, raw))]
        if len(every) > MOST:
            self.say("deck.too_many", most=str(MOST), of=str(len(every)))
        deck = Deck(tuple(slides), _kept(title, LONGEST_TITLE), cleaned(_kept(release, 40)))
        return Read(deck, tuple(self.said))

    def slide(self, place: int, raw: Any) -> Slide | None:
        """One slide; what is unknown in it is told and left out."""
        at = str(place)
        if not isinstance(raw, dict) or not all(
            isinstance(raw.get(n), str) and raw[n] for n in ("kind", "indicator")
        ):
            self.say("deck.file_slide", place=at)
            return None
        if raw["kind"] not in KINDS:
            self.say("deck.file_kind", place=at, kind=_short(raw["kind"]), kinds=", ".join(KINDS))
            return None
        params = {n: cleaned(raw[n]) for n in KEPT if isinstance(raw.get(n), str) and raw[n]}
        strange = [n for n, v in raw.items() if n not in KNOWN or (n in KEPT and (not isinstance(v, str) or cleaned(v) != v))]  # fmt: skip
        for name in strange[:3]:
            self.say("deck.file_param", place=at, name=_short(name), names=", ".join(KNOWN))
        title = self.text(at, "title", raw.get("title"), LONGEST_TITLE)
        note = self.text(at, "note", raw.get("note"), LONGEST_NOTE)
        return Slide(raw["kind"], cleaned(raw["indicator"])[:80], {n: v for n, v in params.items() if v}, title, note)  # fmt: skip

    def text(self, place: str, name: str, value: Any, most: int) -> str:
        if isinstance(value, str) and len(value) > most:
            self.say(f"deck.file_long_{name}", place=place, most=str(most))
        return _kept(value, most)


KNOWN = ("kind", "indicator", *KEPT, "title", "note")


def _kept(value: Any, most: int) -> str:
    return clean(value, most) if isinstance(value, str) else ""


def _short(value: Any) -> str:
    """What a file has in place of something known, as it may stand in a sentence."""
    return "".join(c for c in str(value)[:24] if c.isalnum() or c in "_-.") or "?"
