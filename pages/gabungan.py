"""The figures of kelurahan that a reader chooses, together: choose, ask, draw, cite."""

from functools import partial

import streamlit as st

from atlas import query
from atlas.ui import frame, own, tool

release, lang = frame.begin_page("all")
catalogue = query.catalogue(release)
study = tool.asked("own", release, lang)
take = partial(own.toggle, study)
tool.head(study, "own")
own.examples(release, study, catalogue, lang)
left, right = st.columns([5, 7], gap="large")
with left:
    tool.picture(release, study, "own_map", take=take, width=470)
    own.boundary_note(release, lang)
with right:
    own.choose(release, study, catalogue, lang)
    for members in study.grids[1:2]:
        tool.table(members, "own_members", lang, take=take, css=own.NARROW)
tool.table(study.grids[0], "own_table", lang)
tool.foot(release, study)
