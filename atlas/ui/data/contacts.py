"""Whom to write to about an error: offices and roles, from a file of the operator.

[general]
name = "Walidata Kota Medan"
email = "data@contoh.go.id"
[producer."Dinas Kesehatan Kota Medan"]
office = "Bidang Data"
url = "https://contoh.go.id/kontak"
"""

from __future__ import annotations

import logging
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(\.[\w-]+)+", re.ASCII)
LONGEST = 200
log = logging.getLogger("atlas")


@dataclass(frozen=True)
class Contact:
    """An office and how to reach it; "" for what is not set."""

    office: str = ""
    email: str = ""
    url: str = ""

    @property
    def reachable(self) -> bool:
        return bool(self.email or self.url)


@dataclass(frozen=True)
class Contacts:
    general: Contact = Contact()
    producers: dict[str, Contact] = field(default_factory=dict)
    """by the Indonesian name of the producer, as in the indicator table"""


def read_contacts(path: Path | None) -> Contacts:
    """The contacts in a file; none, with a line in the log, when it cannot be read."""
    if path is None:
        return Contacts()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        log.warning("ATLAS_CONTACTS: %s is taken as not set (%s)", path.name, error)
        return Contacts()
    producers = content.get("producer")
    named = producers.items() if isinstance(producers, dict) else ()
    return Contacts(_contact(content.get("general")), {n: _contact(c) for n, c in named})


def _contact(raw: Any) -> Contact:
    """One entry; an address that is none is left out, with a line in the log."""
    if not isinstance(raw, dict):
        return Contact()
    texts = {k: v.strip()[:LONGEST] for k, v in raw.items() if isinstance(v, str)}
    email, url = texts.get("email", ""), texts.get("url", "")
    if email and not EMAIL.fullmatch(email):
        log.warning("ATLAS_CONTACTS: %r is no e-mail address", email)
        email = ""
    if url and not url.startswith("https://"):
        log.warning("ATLAS_CONTACTS: %r does not begin with https://", url)
        url = ""
    return Contact(texts.get("office") or texts.get("name", ""), email, url)


def mailto(email: str, subject: str, body: str) -> str:
    """A link that opens a letter with subject and body filled in (RFC 6068)."""
    lines = body.replace("\n", "\r\n")
    return f"mailto:{quote(email, safe='@')}?subject={quote(subject)}&body={quote(lines, safe='')}"
