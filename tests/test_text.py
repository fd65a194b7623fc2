"""Both languages say the same things, and nothing is left over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from atlas.text import catalogue, t

ROOT = Path(__file__).resolve().parent.parent
CODE = "\n".join(
    p.read_text(encoding="utf-8")
    for p in [*ROOT.glob("atlas/**/*.py"), *ROOT.glob("pages/*.py"), ROOT / "app.py"]
)


@pytest.mark.parametrize("key", catalogue())
def test_a_text_has_both_languages_with_the_same_places(key: str) -> None:
    pair = catalogue()[key]
    assert set(pair) == {"id", "en"}
    places = [set(re.findall(r"{(\w+)}", pair[lang])) for lang in ("id", "en")]
    assert places[0] == places[1]
    assert all(pair.values())


@pytest.mark.parametrize("key", catalogue())
def test_a_text_is_used(key: str) -> None:
    group, name = key.split(".", 1)
    built = [f'"{key}"', f'"{group}.{{', f'"{group}.{name.split("_")[0]}_{{']
    stems = {f'"{group}.{name[:i]}{{' for i in range(len(name))}
    assert any(b in CODE for b in [*built, *stems, f"'{group}.{{", f"'{key}'"])


def test_an_unknown_text_is_an_error() -> None:
    with pytest.raises(KeyError):
        t("site.nothing", "id")
