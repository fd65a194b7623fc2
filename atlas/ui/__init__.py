"""Streamlit widgets and parts of pages: choose, ask, draw. Effects live here and nowhere below."""
