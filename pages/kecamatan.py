"""The profile of one kecamatan: where it lies, every figure beside the 21, its kelurahan."""

import streamlit as st

from atlas import query, view
from atlas.ui import frame, profile

release, lang = frame.begin_page("views")
catalogue = query.catalogue(release)
area, beside, topic = profile.choices(catalogue, lang)
profile.head(catalogue, area, lang)
profile.pick(catalogue, area, beside, lang)
if not area:
    profile.chooser(release, catalogue, lang)
else:
    with release.cursor() as cursor:
        views = view.kecamatan_views(release, lang)
        left, right = st.columns([5, 3], gap="large")
        with left:
            profile.opening(views, area, lang)
        with right:
            profile.place(release, catalogue, area, lang)
        profile.indicators(cursor, catalogue, views, area, beside, topic, lang)
        profile.kelurahan(cursor, catalogue, area, lang)
        profile.missing(views, area, lang)
        profile.take_along(views, area, lang)
        profile.explained(catalogue, views, lang)
