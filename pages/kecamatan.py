"""kecamatan"""

import streamlit as st

from atlas.text import t
from atlas.ui import frame

release, lang = frame.begin_page()
st.title(t("page.district", lang), anchor=False)
