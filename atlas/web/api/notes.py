"""The sheet that travels with a workbook: release, units, marks, sources, licence, citation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from atlas import query, releases
from atlas.model import Lang
from atlas.settings import settings
from atlas.store import Release, Store
from atlas.text import t
from atlas.workbook import Sheet

Row = dict[str, Any]
Note = tuple[str, str, str]


def notes_of(
    store: Store, release: Release, rows: Sequence[Row], link: str, lang: Lang, *more: str
) -> Sheet:
    """What must be known of some observations, a line each: what it is about, code, text."""
    day = releases.published(store.state).get(release.name, release.manifest["built_at"])[:10]
    cited = t("data.cite_release", lang, release=release.name, date=day, url=link)
    said: list[Note] = [
        (t("api.note_release", lang), release.name, cited),
        (t("api.note_link", lang), "", link),
        (t("api.note_licence", lang), "", t("about.licence", lang)),
        (t("api.note_official", lang), "", disclaimer(lang)),
        (t("api.note_withheld", lang), "", t("view.withheld", lang)),
        *((t("api.note_read", lang), "", text) for text in more),
        *_units(release, rows, lang),
        *((t("api.note_mark", lang), m, t(f"mark.{m}", lang)) for m in _codes(rows, "mark")),
        *_sources(release, rows, lang),
    ]
    columns = [t(f"api.note_{c}", lang) for c in ("about", "code", "text")]
    return Sheet(t("api.note_sheet", lang), columns, said, width=40)


def disclaimer(lang: Lang) -> str:
    """The line about officialness, as the operator set it."""
    ours = settings().disclaimer_id if lang == "id" else settings().disclaimer_en
    return ours or t("site.disclaimer", lang)


def _codes(rows: Iterable[Row], name: str) -> list[str]:
    return sorted({row[name] for row in rows if row[name]})


def _units(release: Release, rows: Sequence[Row], lang: Lang) -> list[Note]:
    known = query.catalogue(release).indicators
    said = t("api.note_unit", lang)
    return [
        (said, code, f"{known[code].name(lang)}: {known[code].unit(lang)}")
        for code in _codes(rows, "indicator")
    ]


def _sources(release: Release, rows: Sequence[Row], lang: Lang) -> list[Note]:
    with release.cursor() as cursor:
        found = query.sources(cursor, _codes(rows, "source_id"))
    notes = []
    for source in found:
        parts = [source.text(name, lang) for name in ("producer", "title", "edition")]
        parts += [source.table_no, t("api.note_grade", lang, grade=source.grade), source.url_public]
        said = "; ".join(p for p in parts if p)
        notes.append((t("api.note_source", lang), source.source_id, said))
    return notes
