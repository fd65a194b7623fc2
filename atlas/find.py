"""What a reader may look for: indicators, areas, tools, sources, terms, each with where it leads."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from atlas import query
from atlas.model import LANGS, Area, Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.tools import TOOLS
from atlas.text import t


@lru_cache(maxsize=4)
def index(release: Release, lang: Lang) -> dict[str, Any]:
    """Entries to search in the browser: kind, name, line under it, words, address ("" for a term).

    Kept for two releases in two languages; made in about 30 ms, asked for once a visit.
    """
    catalogue = query.catalogue(release)
    with release.cursor() as cursor:
        sources = query.every_source(cursor)
    entries = [
        *(_indicator(code, catalogue, lang) for code in catalogue.indicators),
        *(e for a in catalogue.areas.values() if (e := _area(a, lang))),
        *(_tool(kind, lang) for kind in TOOLS),
        *({"kind": "term", "name": x.name(lang), "line": x.text(lang),
           "words": f"{x.term_id} {x.term_en} {' '.join(x.words)}", "href": ""}
          for x in catalogue.terms),
        *({"kind": "source", "name": s.text("title", lang),
           "line": ", ".join(p for p in (s.text("producer", lang), s.text("edition", lang)) if p),
           "words": f"{s.title_id} {s.title_en} {s.producer_id} {s.table_no} {s.source_id}",
           "href": _address("data", lang, bagian="sumber", cari=s.source_id)} for s in sources),
    ]  # fmt: skip
    kinds = {k: t(f"find.kind_{k}", lang) for k in ("indicator", "area", "tool", "term", "source")}
    return {"release": release.name, "lang": lang, "kinds": kinds, "entries": entries}


def _indicator(code: str, catalogue: Catalogue, lang: Lang) -> dict[str, str]:
    found = catalogue.indicators[code]
    line = f"{found.text('topic', lang)} · {found.unit(lang)}"
    words = f"{found.name('id')} {found.name('en')} {code} {found.text('concept', 'id')}"
    href = _address("indikator", lang, indikator=code)
    return {
        "kind": "indicator",
        "name": found.name(lang),
        "line": line,
        "words": words,
        "href": href,
    }


def _area(area: Area, lang: Lang) -> dict[str, str] | None:
    """A kecamatan leads to its profile, a kelurahan to that of its kecamatan, others to the page of
    the city among others."""
    if area.level == "kecamatan":
        href = _address("kecamatan", lang, area=area.area_code)
    elif area.level == "kelurahan":
        href = _address("kecamatan", lang, area=area.parent_code)
    elif area.level == "kabkota":
        href = _address("kota", lang, area=area.area_code)
    else:
        return None
    line = t(
        f"find.level_{area.level}", lang, parent=area.parent_id if lang == "id" else area.parent_en
    )
    words = f"{area.name_id} {area.name_en} {area.area_code} {area.code_kemendagri}"
    return {"kind": "area", "name": area.name(lang), "line": line, "words": words, "href": href}


def _tool(kind: str, lang: Lang) -> dict[str, str]:
    """A tool of the workbench, found by its name and by the question it answers."""
    words = " ".join(t(f"{group}{kind}", x) for x in LANGS for group in ("page.", "analysis.ask_"))
    href = f"/{TOOLS[kind]}{'?lang=en' if lang == 'en' else ''}"
    return {"kind": "tool", "name": t(f"page.{kind}", lang), "line": t(f"analysis.ask_{kind}", lang),
            "words": words, "href": href}  # fmt: skip


def _address(page: str, lang: Lang, **params: str) -> str:
    return f"/{page}?{urlencode(params | ({'lang': 'en'} if lang == 'en' else {}))}"
