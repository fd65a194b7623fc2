"""Figures of kelurahan of the reader's choice together."""

from __future__ import annotations

from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.asking.given import LONGEST_LIST, Given
from atlas.study.model import Study
from atlas.study.own import clean_name, own
from atlas.study.own.chosen import decode
from atlas.study.own.joined import Table, default, tables
from atlas.text import t


def asked(release: Release, catalogue: Catalogue, given: Given) -> Study:
    """The study that an address asks for; what cannot be had is said."""
    lang = given.lang
    chosen, unknown = decode(given.text("area", LONGEST_LIST), catalogue)
    if unknown:
        said = "".join(c for c in unknown[0][:40] if c.isalnum() or c in " -_.,=;")
        given.say(t("notice.unknown_value", lang, name="area", value=said))
    name = clean_name(given.params.get("nama", ""))
    return own(release, catalogue, _table(release, given), tuple(chosen), name, lang)


def _table(release: Release, given: Given) -> Table:
    found = {x.code: x for x in tables(release)}
    first = default(release).code
    return found[given.code("indikator", [first, *found], first)]
