"""The words of the atlas in two languages, kept in words/*.toml; one key, two sentences."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from atlas.model import Lang

WORDS = Path(__file__).with_name("words")


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Every key with its Indonesian and English text: {"key": {"id": ..., "en": ...}}."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(WORDS.glob("*.toml")):
        for group, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found |= {f"{group}.{key}": pair for key, pair in entries.items()}
    return found


def t(key: str, lang: Lang, /, **values: object) -> str:
    """The text of a key in a language, its {places} filled. KeyError for an unknown key."""
    return catalogue()[key][lang].format(**values) if values else catalogue()[key][lang]
