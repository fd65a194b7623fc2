"""An address asks for a study, and the study's own address asks for the same one again."""

from __future__ import annotations

import subprocess
import sys
from urllib.parse import parse_qsl, urlsplit

import pytest

from atlas.store import Release
from atlas.study.asking import KINDS, asked
from atlas.study.tools import TOOLS

GIVEN = {
    "spread": {"level": "kabkota", "indikator": "tpt", "area": "1275,1212"},
    "similar": {"level": "kecamatan", "area": "1275210"},
    "matrix": {"ukuran": "baku", "area": "1275060"},
    "pair": {"level": "kabkota", "x": "rls", "y": "tpt"},
    "change": {"level": "kabkota", "indikator": "tpt", "dari": "2023", "sampai": "2024"},
    "multiples": {"indikator": "tpt", "bentuk": "garis"},
    "pattern": {"level": "kabkota", "area": "1275"},
    "trend": {"indikator": "tpt", "dari": "2010"},
    "priority": {"indeks": "penduduk_per_puskesmas:70,sd_per_10000_penduduk:30", "norma": "rank"},
    "target": {},
    "own": {"area": "1275060001,1275060002", "nama": "Inti kota"},
    "twins": {"area": "1275060"},
}


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_address_of_a_study_asks_for_it_again(release: Release, kind: str, lang: str) -> None:
    for given in ({}, GIVEN[kind]):
        study = asked(kind, release, given, lang).study  # type: ignore[arg-type]
        again = dict(parse_qsl(urlsplit(study.frozen_path).query, keep_blank_values=True))
        assert again.pop("release") == release.name
        assert again.pop("lang", "id") == lang
        found = asked(kind, release, again, lang)  # type: ignore[arg-type]
        assert found.study.digest() == study.digest(), (kind, study.path)
        assert found.said == (), (kind, study.path)


@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_be_had_is_said(release: Release, kind: str) -> None:
    given = {"level": "rt", "indikator": "tidak-ada", "area": "99", "x": "?", "indeks": "?:1",
             "pasangan": "-", "dari": "1800", "bentuk": "bulat"}  # fmt: skip
    found = asked(kind, release, given, "id")
    assert found.said
    assert found.study.kind == kind


def test_every_tool_but_the_origin_of_a_figure_is_made_from_its_address() -> None:
    assert set(TOOLS) - set(KINDS) == {"origin"}
    code = (
        "import atlas.study.asking, sys; sys.exit(bool({'streamlit', 'pandas'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
