"""The choropleth in bare Streamlit: the baseline of first visit."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).resolve().parents[2])]

import streamlit as st
from bare_data import CODES, NAMES, choropleth

st.set_page_config(layout="wide")
code = st.selectbox("Indikator", CODES, index=CODES.index("tpt"), format_func=NAMES.get)
st.title(NAMES[code])
st.plotly_chart(choropleth(code))
st.write("done")
