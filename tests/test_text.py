"""Both languages say the same things, and nothing is left over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from atlas.text import catalogue, t

ROOT = Path(__file__).resolve().parent.parent
CODE = "\n".join(
    p.read_text(encoding="utf-8")
    for p in [*ROOT.glob("atlas/**/*.py"), *ROOT.glob("pages/*.py"), ROOT / "app.py"]
)


def test_every_text_has_both_languages_with_the_same_places() -> None:
    assert [key for key, pair in catalogue().items() if not _whole(pair)] == []


def _whole(pair: Mapping[str, str]) -> bool:
    if set(pair) != {"id", "en"} or not all(pair.values()):
        return False
    places = [set(re.findall(r"{(\w+)}", pair[lang])) for lang in ("id", "en")]
    return places[0] == places[1]


def test_every_text_is_used() -> None:
    assert [key for key in catalogue() if not _used(key)] == []


def _used(key: str) -> bool:
    group, name = key.split(".", 1)
    built = [f'"{key}"', f'"{group}.{{', f'"{group}.{name.split("_")[0]}_{{']
    stems = [f'"{group}.{name[:i]}{{' for i in range(len(name))]
    return any(b in CODE for b in [*built, *stems, f"'{group}.{{", f"'{key}'"])


def test_a_text_that_lacks_a_language_or_a_place_or_a_use_is_noticed() -> None:
    assert _whole({"id": "{n} nilai", "en": "{n} values"})
    assert not _whole({"id": "{n} nilai", "en": "values"})
    assert not _whole({"id": "nilai"})
    assert not _whole({"id": "nilai", "en": ""})
    assert not _used("nosuchgroup.word")


def test_an_unknown_text_is_an_error() -> None:
    with pytest.raises(KeyError):
        t("site.nothing", "id")
