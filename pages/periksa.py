"""Tables that are dropped here: read, understood, checked against the release, and not kept."""

import streamlit as st

from atlas import query
from atlas.ui import frame
from atlas.ui.check import drop, reading, sheet, summary, take
from atlas.ui.check.desk import desk

release, lang = frame.begin_page()
catalogue = query.catalogue(release)
drop.head(lang)
uploads, edition = drop.pick(lang)
found = desk("periksa")
if uploads:
    sheet.css()
    reading.read_all(found, uploads, lang)
    reading.examine_all(found, edition, lang)
    summary.say(found.examined, found.refused, lang)
    if found.examined:
        with st.container(key="atlas-take"):
            take.buttons(release, found.examined, found.refused, edition, catalogue, lang)
        sheet.show(summary.choose(found.examined, lang), catalogue, lang)
else:
    found.clear()
    drop.explain(lang)
