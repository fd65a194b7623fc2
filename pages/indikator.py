"""Any indicator as map, chart and table: choose, ask, say when empty, draw, cite."""

import streamlit as st

from atlas import query, view
from atlas.ui import about, embed, frame, onward, pick, show, state, terms

release, lang = frame.begin_page("views")
catalogue = query.catalogue(release)
with release.cursor() as cursor:
    resolved = state.resolved_choice(cursor, catalogue, lang)
    indicator = catalogue.indicators[resolved.choice.indicator]
    over_time = resolved.choice.level == "kota"
    ask = view.line_view if over_time else view.area_view
    shown = ask(release, cursor, catalogue, resolved, lang)

    with st.container(key="atlas-choose"):
        pick.pick_indicator(resolved, catalogue, lang)
        pick.pick_level(resolved, lang)
    state.say_notices(resolved, lang)
    if resolved.table is None:
        show.missing(resolved, indicator, lang)
    else:
        show.head(shown)
        pick.pick_table(resolved, catalogue, lang)
        tab, place = pick.pick_tab(resolved, lang)
        with place:
            if tab == "peta":
                show.map_tab(release, shown, resolved, catalogue, lang)
            elif tab == "grafik":
                lines = view.line_view(release, cursor, catalogue, resolved, lang)
                show.charts(shown, lines, resolved, lang)
            elif tab == "tabel":
                show.table(shown, resolved, lang)
                embed.buttons("table", resolved, shown, lang)
            else:
                about.show(release, cursor, shown, resolved, catalogue, lang)
        onward.onward(release, resolved, indicator, lang)
        terms.terms(catalogue, (shown.title, shown.subtitle, shown.headline, *shown.notes,
                                indicator.text("definition", lang), *shown.picture_notes), lang)  # fmt: skip
