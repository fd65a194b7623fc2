"""Ready decks, chosen by rules from the catalogue and the figures of a release: the city, one kecamatan,
one indicator. The one about the quality of the data stands in doubts.py.

Their titles and notes speak of figures: so each deck names the release it was made from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from atlas import choice as codec
from atlas import honest, query, view
from atlas.deck.lineup import Lineup, about_city, note
from atlas.deck.model import LONGEST_TITLE, Deck, Slide
from atlas.model import CITY, Coverage, Indicator, Lang
from atlas.query import Catalogue, Newest
from atlas.store import Release
from atlas.text import t
from atlas.view import Cell, View
from atlas.view.profile import FIRST

FEWEST, MOST = 6, 14
RECENT, RECENT_MAP = 3, 6
"""Years before the newest figure of the release: of the city's own series, of maps."""
LINES, PEERS, MAPS = 7, 3, 4
"""Slides of a kind in the picture of the city."""
LEVEL = "kecamatan"


def matters(indicator: Indicator) -> bool:
    """A published rate that can be better or worse, and of whose change may be spoken."""
    return (
        indicator.trend
        and not indicator.extensive
        and not indicator.kind
        and indicator.polarity != "netral"
    )


@lru_cache(maxsize=4)
def city(release: Release, lang: Lang) -> Deck:
    """The city over time by topic, its place among the 33, and where in it: newest figures first."""
    catalogue = query.catalogue(release)
    made = Lineup(release, catalogue, lang, MOST)
    _city_lines(made)
    _among_peers(made)
    _within(made)
    return made.deck(t("ready.city", lang))


def _city_lines(made: Lineup) -> None:
    """The number of people, then the best known series of each topic."""
    with made.release.cursor() as cursor:
        found = query.newest(cursor, CITY, 1000)
    last = max((n.period[:4] for n in found), default="0")
    recent = [n for n in found if int(n.period[:4]) >= int(last) - RECENT]
    grade = {s.source_id: s.grade for s in query.cited(made.release, [n.source_id for n in recent])}
    indicators = made.catalogue.indicators
    first = [n for n in recent if n.indicator == codec.FIRST]
    rest = [n for n in recent if n.indicator in indicators and matters(indicators[n.indicator])]
    rest.sort(key=lambda n: (not honest.may_headline(grade.get(n.source_id, "")), n.indicator not in FIRST_ASKED, -int(n.period[:4]), n.indicator))  # fmt: skip
    topics: set[str] = set()
    for newest in [*first, *rest]:
        topic = indicators[newest.indicator].topic
        if topic not in topics and len(made.slides) < LINES and _line(made, newest):
            topics.add(topic)


FIRST_ASKED = ("ipm", "persen_penduduk_miskin", "tpt", "pertumbuhan_ekonomi")
"""What planning documents are measured by, before others of their topic."""


def _line(made: Lineup, newest: Newest) -> bool:
    found = made.look(Slide("line", newest.indicator, {"level": "kota"}))
    if found.view is None or sum(len(x.points) for x in found.view.lines) < 2:
        return False
    return made.add(found, note=_note(made, found.view))


def _among_peers(made: Lineup) -> None:
    """Where the city stands among the 33 kabupaten and kota, in full and recent tables."""
    count = 0
    for table in _tables(made, "kabkota"):
        if count == PEERS:
            return
        slide = Slide("bar", table.indicator, _place(table) | {"area": CITY})
        found = made.look(slide)
        if found.view is None or not _sure(found.view):
            continue
        title = about_city(found.view, made.catalogue, made.lang)
        count += made.add(found, title, _note(made, found.view, title))


def _within(made: Lineup) -> None:
    """Maps of the kecamatan: full tables of rates, one a topic."""
    topics: set[str] = set()
    for table in _tables(made, LEVEL):
        topic = made.catalogue.indicators[table.indicator].topic
        if topic in topics or len(topics) == MAPS:
            continue
        found = made.look(Slide("map", table.indicator, _place(table)))
        if found.view is None or found.view.form == "tabel" or not _sure(found.view):
            continue
        if sum(c.value is not None for c in found.view.cells) * 10 < len(found.view.cells) * 9:
            continue
        if made.add(found, note=_note(made, found.view)):
            topics.add(topic)


def _tables(made: Lineup, level: str) -> Iterator[Coverage]:
    """The newest full table of every rate at a level, those that can be better or worse and the
    newest first; none of an indicator that is shown."""
    found = []
    for code, indicator in made.catalogue.indicators.items():
        if indicator.extensive or (level == "kabkota" and not matters(indicator)):
            continue
        here = [x for x in codec.tables_at(query.tables(made.release, code), level) if not x.dim]
        best = codec.newest(here)
        if best and best.full:
            found.append((indicator.polarity == "netral", code not in FIRST_ASKED, best))
    last = max((int(x.period[:4]) for *_, x in found), default=0)
    recent = [row for row in found if int(row[2].period[:4]) >= last - RECENT_MAP]
    recent.sort(key=lambda row: (row[0], row[1], -int(row[2].period[:4]), row[2].indicator))
    for *_, table in recent:
        if table.indicator not in made.used:
            yield table


def _place(table: Coverage) -> dict[str, str]:
    found = {"level": table.level, "period": table.period, "series": table.series, "dim": table.dim}
    return {k: v for k, v in found.items() if v}


def _sure(shown: View) -> bool:
    """9: none of its figures rests on evidence C."""
    return all(honest.may_headline(s.grade) for s in shown.sources)


def _note(made: Lineup, shown: View, title: str = "") -> str:
    return note(shown, made.catalogue.indicators[shown.indicator], made.lang, title=title)


def opening(views: Sequence[View], area: str) -> list[Slide]:
    """The figures a profile opens with, as maps with that kecamatan marked."""
    found = {v.indicator: v for v in views if v.cell[area].state == "terbit" and not v.dim}
    return [Slide("map", c, _of(found[c]) | {"area": area}) for c in FIRST if c in found]


def _of(shown: View) -> dict[str, str]:
    found = {"level": shown.level, "period": shown.period, "dim": shown.dim, "series": shown.series}
    return {k: v for k, v in found.items() if v}


@lru_cache(maxsize=32)
def district(release: Release, area: str, lang: Lang) -> Deck:
    """What a kecamatan is known by: of each topic the figure in which it stands furthest out."""
    catalogue = query.catalogue(release)
    made = Lineup(release, catalogue, lang, MOST - 2)
    name = catalogue.areas[area].name(lang)
    views = [v for v in view.kecamatan_views(release, lang) if v.cell[area].state == "terbit"]
    first = [v for v in views if v.indicator in FIRST and not v.dim]
    by_topic: dict[str, list[View]] = {}
    for shown in sorted((v for v in views if v not in first), key=lambda v: _outness(v, area)):
        by_topic.setdefault(catalogue.indicators[shown.indicator].topic, []).append(shown)
    second = [group[1] for group in by_topic.values() if len(group) > 1]
    rest = [*(group[0] for group in by_topic.values()), *second]
    for place, shown in enumerate([*first, *rest]):
        kind = "map" if place % 3 == 0 and shown.form != "tabel" else "bar"
        found = made.look(Slide(kind, shown.indicator, _of(shown) | {"area": area}))
        said = shown.cell[area].sentence
        made.add(found, _titled(shown, shown.cell[area]), note(shown, catalogue.indicators[shown.indicator], lang, said))  # fmt: skip
    return made.deck(t("ready.district_of", lang, area=name))


def _outness(shown: View, area: str) -> tuple[bool, float, str]:
    """How near a kecamatan is to either end of the order, those at an end first; the unranked and
    those of evidence C last."""
    cell = shown.cell[area]
    of = sum(c.rank is not None for c in shown.cells)
    if cell.rank is None or of < 2 or cell.small:
        return True, 1.0, shown.indicator
    return not _sure(shown), min(cell.rank - 1, of - cell.rank) / of, shown.indicator


def _titled(shown: View, cell: Cell) -> str:
    """One message about the area: the name of the indicator and as much of its sentence as fits."""
    name = shown.title.partition(", ")[0]
    area, _, rest = cell.sentence.rstrip(".").partition(": ")
    words = rest.split(", ")
    for end in range(len(words), 0, -1):
        if end < len(words) and not any(c.isdigit() for c in words[end]):
            continue  # "rank 3 of 21, highest first" stays together
        said = t("ready.area_title", shown.lang, area=area, name=name, said=", ".join(words[:end]))
        if len(said) <= LONGEST_TITLE:
            return said
    return ""


@lru_cache(maxsize=32)
def one(release: Release, indicator: str, lang: Lang) -> Deck:
    """An indicator in every form it has; where these are few, others of its topic beside it."""
    catalogue = query.catalogue(release)
    made = Lineup(release, catalogue, lang, MOST - 2)
    for slide in _forms(release, indicator):
        _form(made, slide)
    for other in _beside(catalogue, indicator):
        if len(made.slides) >= FEWEST:
            break
        for slide in list(_forms(release, other))[:2]:
            _form(made, slide)
    return made.deck(t("ready.one_of", lang, name=catalogue.indicators[indicator].name(lang)))


def _forms(release: Release, indicator: str) -> Iterator[Slide]:
    """Slides of an indicator: where, in which order, how far apart, since when, every figure."""
    tables = query.tables(release, indicator)
    levels = [x for x in ("kecamatan", "kabkota", "kelurahan") if codec.tables_at(tables, x)]
    best = {x: codec.newest(_plain(codec.tables_at(tables, x))) for x in levels}
    if codec.tables_at(tables, "kota"):
        yield Slide("line", indicator, {"level": "kota"})
    for kind in ("map", "bar", "strip"):
        for level, table in best.items():
            if table and (kind == "map" or level != "kelurahan"):
                yield Slide(kind, indicator, _place(table))
    for level, table in best.items():
        if table and level != "kelurahan":
            place = {k: v for k, v in _place(table).items() if k != "period"}
            yield Slide("line", indicator, place)
            same = [x for x in codec.tables_at(tables, level) if (x.dim, x.series) == (table.dim, table.series) and x.full]  # fmt: skip
            yield from (Slide("map", indicator, _place(x)) for x in same[:1])
    if codec.tables_at(tables, "kota"):
        yield Slide("card", indicator, {"level": "kota"})
    for table in best.values():
        if table:
            yield Slide("table", indicator, _place(table))
    if not levels:
        yield Slide("table", indicator, {"level": "kota"})
    here = codec.tables_at(tables, levels[0] if levels else "kota")
    for dim in dict.fromkeys(x.dim for x in here if x.dim):
        kind = "map" if levels else "line"
        yield Slide(kind, indicator, {"level": levels[0] if levels else "kota", "dim": dim})


def _plain(tables: Sequence[Coverage]) -> list[Coverage]:
    """Totals where there are some, else what there is."""
    return [x for x in tables if not x.dim] or list(tables)


def _form(made: Lineup, slide: Slide) -> None:
    found = made.look(slide)
    drawn = slide.kind in ("map", "bar", "strip")
    if found.view is None or (drawn and found.view.form == "tabel"):
        return
    if slide.kind == "line" and found.view.kind == "line" and max((len(x.points) for x in found.view.lines), default=0) < 2:  # fmt: skip
        return
    title = t(f"ready.form_{slide.kind}", made.lang, title=found.view.title,
              level=t(f"level.{found.view.level}_of", made.lang))  # fmt: skip
    new = found.headline not in made.said and slide.kind in ("map", "line")
    made.add(found, "" if new else title, _note(made, found.view))


def _beside(catalogue: Catalogue, indicator: str) -> list[str]:
    """Others of its topic: rates before counts."""
    topic = catalogue.indicators[indicator].topic
    found = [
        i for i in catalogue.indicators.values() if i.topic == topic and i.indicator != indicator
    ]
    return [
        i.indicator for i in sorted(found, key=lambda i: (not matters(i), i.extensive, i.indicator))
    ]
