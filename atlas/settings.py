"""What an operator may set, from the environment, each with its default."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from atlas.model import AtlasError

MODES = ("publik", "internal")
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    state: Path
    """ATLAS_STATE: where releases live; data/release"""
    data: Path
    """ATLAS_DATA: the data package to build; data"""
    geo: Path
    """ATLAS_GEO: the boundaries to build with; geo"""
    disclaimer_id: str
    disclaimer_en: str
    """ATLAS_DISCLAIMER_ID, ATLAS_DISCLAIMER_EN: replace the line that this is not the city's site"""
    contacts: Path | None
    """ATLAS_CONTACTS: a TOML file that says whom to write to about an error; none"""
    look: Path | None
    """ATLAS_LOOK: a TOML file with the colours and the emblem of slides and sheets; none"""
    next_release: str
    """ATLAS_NEXT_RELEASE: the day of the next release as YYYY-MM-DD; not set"""
    url: str
    """ATLAS_URL: the public address, https://... ; the address a caller used"""
    frame_ancestors: str
    """ATLAS_FRAME_ANCESTORS: who may frame an embed, as Content-Security-Policy says it; *"""
    metrics_token: str
    """ATLAS_METRICS_TOKEN: with it /metrics answers from elsewhere than loopback; not set"""
    cache_mb: int
    """ATLAS_CACHE_MB: finished answers kept by each process, in MiB; 64"""
    mode: str
    """ATLAS_MODE: `publik`, or `internal` with the pages for Kominfo, BPS and the offices; publik"""

    @property
    def internal(self) -> bool:
        return self.mode == "internal"


@cache
def settings() -> Settings:
    """What the environment says. AtlasError for a mode that does not exist."""

    def path(name: str, default: str) -> Path:
        return Path(os.environ.get(name) or ROOT / default).resolve()

    return Settings(
        state=path("ATLAS_STATE", "data/release"),
        data=path("ATLAS_DATA", "data"),
        geo=path("ATLAS_GEO", "geo"),
        disclaimer_id=os.environ.get("ATLAS_DISCLAIMER_ID", ""),
        disclaimer_en=os.environ.get("ATLAS_DISCLAIMER_EN", ""),
        contacts=path("ATLAS_CONTACTS", "") if os.environ.get("ATLAS_CONTACTS") else None,
        look=path("ATLAS_LOOK", "") if os.environ.get("ATLAS_LOOK") else None,
        next_release=os.environ.get("ATLAS_NEXT_RELEASE", ""),
        url=os.environ.get("ATLAS_URL", "").rstrip("/"),
        frame_ancestors=os.environ.get("ATLAS_FRAME_ANCESTORS", "*"),
        metrics_token=os.environ.get("ATLAS_METRICS_TOKEN", ""),
        cache_mb=int(os.environ.get("ATLAS_CACHE_MB") or 64),
        mode=_mode(os.environ.get("ATLAS_MODE") or MODES[0]),
    )


def _mode(text: str) -> str:
    if text not in MODES:
        raise AtlasError(
            f"ATLAS_MODE={text[:40]!r} tidak dikenal. Tulis publik atau internal, atau hapus setelan itu.",
            f"ATLAS_MODE={text[:40]!r} is not known. Write publik or internal, or remove the setting.",
        )
    return text
