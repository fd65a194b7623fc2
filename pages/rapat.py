"""Decks for the meeting room: put together, opened, presented."""

import streamlit as st

from atlas.text import t
from atlas.ui import frame
from atlas.ui.meeting import desk, kept, listed, start, take

release, lang = frame.begin_page()
found = desk.desk(release, lang)
desk.head(found, lang)
kept.kept(found.code if found.given and found.deck.slides else "", lang)
if found.deck.slides:
    take.buttons(found, lang)
    take.address(found, lang)
if found.given:
    desk.settings(found, release, lang)
    st.header(t("meeting.slides", lang), anchor=False)
    st.html(f'<p class="atlas-hint">{t("meeting.undo", lang)}</p>')
    listed.listed(found, lang)
take.open_file(lang)
if found.deck.slides:
    start.again(lang)
else:
    start.ready(release, lang)
