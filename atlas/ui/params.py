"""Parameters of pages whose state is a few codes: the URL is the truth, a widget writes to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

import streamlit as st

from atlas.model import Lang
from atlas.study.asking.given import LONGEST, LONGEST_LIST, Given
from atlas.text import t

__all__ = ["LONGEST", "LONGEST_LIST"]


def code(name: str, options: Sequence[str], default: str, lang: Lang) -> str:
    """The code the URL asks for; the default, with a sentence, when there is no such option."""
    given = Given(st.query_params.to_dict(), lang)
    found = given.code(name, options, default)
    say(given.said)
    return found


def say(sentences: Iterable[str]) -> None:
    """Sentences about what of the URL could not be had."""
    for sentence in sentences:
        st.info(sentence)


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
