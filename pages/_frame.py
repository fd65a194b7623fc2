"""The frame around every page: runs first on each run, whichever page is asked for."""

import streamlit as st

from atlas.text import t
from atlas.ui import frame
from atlas.ui.check import desk

release, lang = frame.begin()
pages = {
    key: st.Page(file, title=t(f"page.{key}", lang), url_path=path, default=key == "home")
    for key, (file, path) in frame.pages().items()
}
page = st.navigation(list(pages.values()), position="hidden")
frame.bar(pages, release, lang)
desk.leave(page.url_path)
page.run()
frame.foot(release, lang)
