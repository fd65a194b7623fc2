"""Parameters of pages whose state is a few codes: the URL is the truth, a widget writes to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Literal

import streamlit as st

from atlas.model import Lang
from atlas.text import t

LONGEST = 200
"""Characters of a parameter that are looked at."""
LONGEST_LIST = 10 * LONGEST
"""Characters of one that lists several codes."""


def code(name: str, options: Sequence[str], default: str, lang: Lang) -> str:
    """The code the URL asks for; the default, with a sentence, when there is no such option."""
    asked = st.query_params.get(name, "")[:LONGEST]
    if asked in options:
        return asked
    if asked:
        said = "".join(c for c in asked[:40] if c.isalnum() or c in " -_.,=;")
        st.info(t("notice.unknown_value", lang, name=name, value=said))
    return default


def codes(
    name: str, options: Sequence[str], most: int, lang: Lang, said: Collection[str] = ()
) -> list[str]:  # fmt: skip
    """The codes the URL lists with commas between, in the order of the options; those that there
    are not, or that are more than `most`, are left out with a sentence; of those in `said` a page
    has spoken already."""
    asked = [c for c in st.query_params.get(name, "")[:LONGEST_LIST].split(",") if c]
    wanted = set(asked)
    found = [c for c in options if c in wanted]
    unknown = [c for c in asked if c not in {*options, *said}]
    if unknown:
        shown = "".join(c for c in unknown[0][:40] if c.isalnum() or c in " -_.,=;@")
        st.info(t("notice.unknown_value", lang, name=name, value=shown))
    if len(found) > most:
        st.info(t("notice.too_many", lang, most=most, given=len(found)))
    return found[:most]


def write(name: str, value: str, **others: str) -> None:
    """Put choices into the URL; an empty one is taken out."""
    found = st.query_params.to_dict() | {name: value} | others
    st.query_params.from_dict({k: v for k, v in found.items() if v})


def _take(name: str, key: str, drop: Sequence[str]) -> None:
    value = st.session_state[key]
    if value is not None:
        write(name, str(value), **dict.fromkeys(drop, ""))


def pick(
    name: str, label: str, options: Sequence[str], value: str, show: Callable[[str], str],
    lang: Lang, kind: Literal["list", "segments"] = "list", drop: Sequence[str] = (),
) -> None:  # fmt: skip
    """A list or a row of segments whose choice goes into the URL. `options` are codes; their labels
    (`show`) must be unique. Parameters in `drop` hang on this one and are taken out with it."""
    key = f"param_{name}"
    st.session_state[key] = value
    if kind == "segments":
        st.segmented_control(
            label, options, format_func=show, key=key, on_change=_take, args=(name, key, drop),
            required=True,
        )  # fmt: skip
        return
    st.selectbox(
        label, options, format_func=show, key=key, on_change=_take, args=(name, key, drop),
        filter_mode="contains", placeholder=t("choose.placeholder", lang),
    )  # fmt: skip
