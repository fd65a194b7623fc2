"""One minute for anyone: what this is, the newest figures of the city, a map that invites."""

import streamlit as st

from atlas import query
from atlas.text import t
from atlas.ui import frame, home, markup

release, lang = frame.begin_page("views")
catalogue = query.catalogue(release)
with release.cursor() as cursor, st.container(key="atlas-home"):
    st.title(t("site.tagline", lang), anchor=False)
    home.lead(cursor, lang)
    left, right = st.columns([5, 3], gap="large")
    with left:
        st.header(t("home.headlines", lang), anchor=False)
        home.headlines(release, lang)
        st.header(t("home.limits", lang), anchor=False)
        home.limits(cursor, lang)
    with right:
        st.header(t("home.map", lang), anchor=False)
        home.invitation(release, lang)
        st.header(t("home.new", lang), anchor=False)
        home.news(release, cursor, catalogue, lang)
        markup.print_button(t("home.print", lang))
with st.container(key="atlas-choose-home"):
    st.header(t("home.topics", lang), anchor=False)
    home.tree(catalogue, lang)
home.explained(catalogue, lang)
