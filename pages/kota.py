"""Medan among the 33 kabupaten and kota, the province and the nation: choose, ask, draw, cite."""

from atlas import query, view
from atlas.ui import city, frame, show
from atlas.ui.markup import narrow_screen

release, lang = frame.begin_page("views")
catalogue = query.catalogue(release)
with release.cursor() as cursor:
    chosen = city.asked(cursor, catalogue, lang)
    resolved = chosen.resolved
    shown = view.area_view(release, cursor, catalogue, resolved, lang)
    peers = view.peer_view(release, cursor, catalogue, resolved, chosen.since, lang)

city.choose(chosen, catalogue, lang)
show.head(shown)
narrow = narrow_screen()
city.by_area(release, shown, chosen, narrow, lang)
city.over_time(peers, narrow, lang)
city.ranking(peers, chosen, narrow, lang)
city.everyone(shown, peers, chosen, lang)
city.sources(shown, peers, lang)
