"""The look of the room from one file: colours, emblem, the template of slides to edit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from atlas.look import Look, look
from atlas.model import AtlasError
from atlas.settings import settings


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file that ATLAS_LOOK names."""
    file = tmp_path / "look.toml"
    monkeypatch.setenv("ATLAS_LOOK", str(file))
    settings.cache_clear()
    yield file
    settings.cache_clear()


def test_without_a_file_there_is_no_emblem_and_no_template() -> None:
    assert (Look().emblem, Look().template) == ("", None)


def test_a_template_stands_beside_the_file_that_names_it(named: Path) -> None:
    named.write_text('[colours]\naccent = "#123456"\n[template]\nfile = "kota.pptx"\n')
    assert look().template == named.parent / "kota.pptx"
    assert look().accent == "#123456"


@pytest.mark.parametrize(
    "content",
    ["colours = 3", 'template = "kota.pptx"', "[[emblem]]\nfile = 'x'", "[colours]\nink = 'merah'",
     "[colours]\nblau = '#000000'", "[emblem]\nfile = 'tidak-ada.svg'", "[", ""],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_named_in_a_sentence(named: Path, content: str) -> None:
    named.write_text(content)
    if not content:
        assert look() == Look()
        return
    with pytest.raises(AtlasError, match=r"look\.toml") as error:
        look()
    assert error.value.message_id.endswith(".")
    assert error.value.message_en != error.value.message_id
