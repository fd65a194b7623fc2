"""Our own HTML with inline SVG, which st.html would strip of its pictures."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

_render = st.components.v2.component(
    "atlas_markup",
    html='<div class="host"></div>',
    js="""
export default function ({ data, parentElement }) {
  const host = parentElement.querySelector(".host");
  if (host.innerHTML !== data.html) host.innerHTML = data.html;
}
""",
    isolate_styles=False,
)


def markup(html: str, key: str) -> None:
    """Draw HTML made by the atlas itself; every text in it must be escaped already."""
    _render(key=key, data={"html": html})


_screen = st.components.v2.component(
    "atlas_screen",
    html="<span></span>",
    js="""
export default function ({ setStateValue, parentElement }) {
  const mark = parentElement.querySelector("span");
  if (matchMedia("(max-width: 700px)").matches && !mark.title) setStateValue("narrow", true);
  mark.title = " ";
}
""",
)


def narrow_screen() -> bool:
    """Whether the page is on a phone, so that a map starts at a zoom that shows all of it.

    The browser says so once, after the first drawing, and only when it is narrow.
    """
    return bool(_screen(key="screen", height=1, on_narrow_change=lambda: None).get("narrow"))


_print = st.components.v2.component(
    "atlas_print",
    html='<button type="button"></button>',
    css="""
button { font:inherit; color:inherit; background:none; border:1px solid var(--st-border-color);
 border-radius:.4rem; padding:.4rem .8rem; min-height:2.4rem; cursor:pointer }
button:focus-visible { outline:3px solid #0f7fa8; outline-offset:2px }
@media print { button { display:none } }
""",
    js="""
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  button.onclick = () => window.print();
}
""",
)


def print_button(label: str) -> None:
    """A button that opens the browser's print dialog; it is not on the paper itself."""
    _print(key="print", data={"label": label})


def notes_list(notes: Sequence[str]) -> str:
    """What stands under a picture, each note once."""
    items = "".join(f"<li>{escape(note)}</li>" for note in dict.fromkeys(notes))
    return f'<ul class="atlas-notes">{items}</ul>'
