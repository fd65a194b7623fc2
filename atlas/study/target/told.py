"""Targets in words: how many stand how, those that need most, and by which method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from atlas import query
from atlas.model import CITY, Indicator, Lang, Observation
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.model import Study
from atlas.study.shared import weak
from atlas.study.target import tables
from atlas.study.target.figures import ready, value_of, year_of
from atlas.study.target.picture import Point, Track, Tracks
from atlas.study.target.plan import documents, held, targets_in
from atlas.study.target.verdict import ORDER, Judged, judged
from atlas.study.target.words import aim_text, line_name, line_said, paces, text, word
from atlas.text import t
from atlas.view.notes import status_note

NAMED = 3
"""Lines that the sentences name; the table has all of them."""
BACK = 5
"""Years before the baseline that a picture shows."""
SHOWN = 40
"""Lines a picture holds; more of them are in the table only."""


def target(
    release: Release, catalogue: Catalogue, area: str, document: str, indicator: str, lang: Lang
) -> Study:
    """Where the targets of an area stand; of one document or indicator where these are given.
    Without targets: that there are none, and which figures wait for one."""
    if not held(release):
        return Study("target", "target", t("target.title_none", lang), t("target.subtitle_none", lang),
                     lang, release.name, refusal=t("target.old_release", lang))  # fmt: skip
    named = documents(targets_in(release))
    found = [
        j for j in judged(release, area)
        if not document or named[document] == (j.last.document, j.last.document_no)
        if not indicator or j.indicator.indicator == indicator
    ]  # fmt: skip
    if not found:
        return _waiting(release, catalogue, lang)
    used = [o for j in found for o in (j.base, j.now) if o is not None]
    sources = tuple(query.cited(release, sorted({o.source_id for o in used})))
    place = catalogue.areas[area].full_name(lang)
    titles = ", ".join(dict.fromkeys(j.last.document for j in found))
    tracks = tuple(_track(j, catalogue, lang) for j in found)
    return Study(
        "target", "target", t("target.title", lang, area=place),
        t("target.subtitle", lang, count=len(found), documents=titles) + weak(sources, lang), lang, release.name,
        {"area": "" if area == CITY else area, "dokumen": document, "indikator": indicator},
        sentences=tuple(_sentences(found, tracks, place, lang)),
        notes=tuple(_notes(found, used, lang)), sources=sources,
        grids=(tables.verdicts(found, tracks, place, lang), tables.years(found, catalogue, place, lang)),
        picture=Tracks(tracks[:SHOWN]),
    )  # fmt: skip


def _sentences(
    found: Sequence[Judged], tracks: Sequence[Track], place: str, lang: Lang
) -> list[str]:
    """How many stand how; then the lines that need most. Of a single line only how it stands."""
    if len(found) == 1:
        return [tracks[0].said]
    counts = Counter(j.verdict for j in found)
    parts = [
        t("target.count", lang, count=counts[v], word=word(v, lang)) for v in ORDER if counts[v]
    ]
    said = [
        t("target.answer", lang, count=len(found), area=place, counts=", ".join(parts)),
        *(track.said for track in tracks[:NAMED]),
    ]
    if len(found) > SHOWN:
        said.append(t("target.too_many", lang, shown=SHOWN, count=len(found)))
    return said


def _waiting(release: Release, catalogue: Catalogue, lang: Lang) -> Study:
    """No target: which of the city's figures could be judged as soon as there is one."""
    found = ready(release)
    used = [points[-1] for _, _, points in found]
    sources = tuple(query.cited(release, sorted({o.source_id for o in used if o.source_id})))
    return Study(
        "target", "target", t("target.title_none", lang), t("target.subtitle_none", lang) + weak(sources, lang),
        lang, release.name, notes=tuple(status_note(used, lang)), sources=sources,
        grids=(tables.waiting(found, catalogue, lang),) if found else (),
        refusal=t("target.none", lang, count=len(found)),
    )  # fmt: skip


def _track(one: Judged, catalogue: Catalogue, lang: Lang) -> Track:
    indicator, last = one.indicator, one.last
    name = line_name(one, catalogue, lang)
    since = int(last.baseline_period) - BACK
    values = tuple(_point(o, indicator, lang) for o in one.points if year_of(o) >= since)
    base = Point(int(last.baseline_period), last.baseline_value, last.baseline_value,
                 text(last.baseline_value, indicator, lang))  # fmt: skip
    path = tuple(
        Point(int(x.period), x.target if x.target is not None else x.low or 0.0,
              x.target if x.target is not None else x.high or 0.0, aim_text(x, indicator, lang))
        for x in one.targets
    )  # fmt: skip
    pace = t(f"target.why_short_{one.reason}", lang) if one.reason else paces(one, lang)
    return Track(name, indicator.unit(lang), one.verdict, word(one.verdict, lang), pace,
                 line_said(one, name, lang), values, base, path,
                 _point(one.now, indicator, lang) if one.now else None, indicator.trend)  # fmt: skip


def _point(point: Observation, indicator: Indicator, lang: Lang) -> Point:
    value = value_of(point)
    return Point(year_of(point), value, value, text(value, indicator, lang))


def _notes(found: Sequence[Judged], used: Sequence[Observation], lang: Lang) -> list[str]:
    notes = [t("target.note_method", lang), t("target.note_words", lang)]
    if any(one.target is None for j in found for one in j.targets):
        notes.append(t("target.note_range", lang))
    for j in found:
        if j.base is not None and abs(value_of(j.base) - j.last.baseline_value) > 1e-9:
            said = t("target.note_baseline", lang, name=j.indicator.name(lang),
                     year=j.last.baseline_period, released=text(value_of(j.base), j.indicator, lang),
                     stated=text(j.last.baseline_value, j.indicator, lang))  # fmt: skip
            more = j.last.note_id if lang == "id" else j.last.note_en or j.last.note_id
            notes.append(f"{said} {more}".strip())
    for j in found:
        named = ", ".join(x for x in (j.last.document, j.last.document_no) if x)
        notes.append(t("target.note_document", lang, document=named))
    return [*dict.fromkeys(notes), *status_note(used, lang)]
