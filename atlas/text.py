"""The words of the atlas in two languages, kept in text.toml; one key, two sentences."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from atlas.model import Lang

PATH = Path(__file__).with_name("text.toml")


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Every key with its Indonesian and English text: {"key": {"id": ..., "en": ...}}."""
    table = tomllib.loads(PATH.read_text(encoding="utf-8"))
    return {
        f"{group}.{key}": pair for group, entries in table.items() for key, pair in entries.items()
    }


def t(key: str, lang: Lang, /, **values: object) -> str:
    """The text of a key in a language, its {places} filled. KeyError for an unknown key."""
    return catalogue()[key][lang].format(**values) if values else catalogue()[key][lang]
