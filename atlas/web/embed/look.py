"""The style and the script of every embed: fixed texts, so that a policy can name their hashes."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from atlas import colour

HERE = Path(__file__).parent


def _properties(theme: str) -> str:
    return ";".join(f"--{name}:{value}" for name, value in colour.palette(theme).named().items())


STYLE = (
    (HERE / "frame.css")
    .read_text(encoding="utf-8")
    .replace("LIGHT", _properties("light"))
    .replace("DARK", _properties("dark"))
    .replace("\n", "")
)
SCRIPT = (HERE / "frame.js").read_text(encoding="utf-8").replace("\n", "")
HOST = (HERE / "host.js").read_text(encoding="utf-8").replace("\n", "").encode()
"""What a host page loads from /embed.js."""


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(ancestors: str) -> str:
    """The Content-Security-Policy of an embed that `ancestors` may frame."""
    return (
        f"default-src 'none'; style-src {_hash(STYLE)}; script-src {_hash(SCRIPT)}; img-src 'self' data:; "
        f"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
    )
