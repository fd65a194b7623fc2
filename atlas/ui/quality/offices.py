"""Offices that make figures or hand in tables, and their names in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.drafts import Draft
from atlas.model import Lang
from atlas.query import Catalogue
from atlas.text import t
from atlas.ui import params


def office_name(
    office: str, catalogue: Catalogue, lang: Lang, handed_in: Sequence[Draft] = ()
) -> str:
    """An office by its Indonesian name, in a language; as it is where no translation is known."""
    if not office:
        return t("quality.no_office", lang)
    own = (i for i in catalogue.indicators.values() if i.text("producer", "id") == office)
    found = next(own, None)
    if found or lang == "id":
        return found.text("producer", lang) if found else office
    return next((d.office_en for d in handed_in if d.office == office and d.office_en), office)


def pick(
    offices: Sequence[str], catalogue: Catalogue, lang: Lang, handed_in: Sequence[Draft] = (),
    first: bool = False,
) -> str:  # fmt: skip
    """The office that is chosen; "" is all, unless one must be chosen (then the first)."""
    options = [*offices] if first else ["", *offices]
    chosen = params.code("produsen", options, options[0] if options else "", lang)
    params.pick("produsen", t("quality.office", lang), options, chosen,
                lambda o: office_name(o, catalogue, lang, handed_in) if o else t("data.all", lang), lang)  # fmt: skip
    return chosen
