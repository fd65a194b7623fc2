"""A page whose address names a release shows that release and says so, or says why it cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest
from test_changes import Two, two
from test_fuzz import page

from atlas.settings import settings
from atlas.ui import frame

__all__ = ["two"]
OLD, NEW = "8,25", "8,24"
"""The unemployment rate of 2018 before and after it was corrected."""


@pytest.fixture(autouse=True)
def served(two: Two, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ATLAS_STATE", str(two.state))
    settings.cache_clear()
    frame.store.cache_clear()
    yield
    settings.cache_clear()
    frame.store.cache_clear()


def said(test: AppTest) -> str:
    """The sentences of a page, without what surrounds them."""
    return "".join(re.findall(r'<p class="atlas-say">(.*?)</p>', text(test)))


def text(test: AppTest) -> str:
    return "\n".join(str(getattr(e, "body", "") or getattr(e, "value", "")) for e in
                     [*test.get("html"), *test.markdown, *test.info, *test.warning])  # fmt: skip


SHOWN = {"indikator": "tpt", "level": "kota", "area": "1275", "period": "2018"}


@pytest.mark.parametrize("lang", ["id", "en"])
def test_an_address_with_a_release_shows_that_release_and_says_so(two: Two, lang: str) -> None:
    old = page("origin", SHOWN | {"release": two.old, "lang": lang})
    new = page("origin", SHOWN | {"lang": lang})
    point = (lambda x: x.replace(",", ".")) if lang == "en" else str
    assert point(OLD) in said(old)
    assert point(NEW) in said(new)
    assert point(OLD) not in said(new)
    assert len(old.info) == 1
    assert two.old in old.info[0].value
    assert not new.info
    foot = re.findall(r'<footer class="atlas-foot">.*?</footer>', text(old))
    assert two.old in foot[0]
    assert two.new not in foot[0]


@pytest.mark.parametrize("key", ["district", "city", "home", "indicator", "change"])
def test_every_page_of_views_takes_a_release(two: Two, key: str) -> None:
    params = {"district": {"area": "1275180"}, "city": {"indikator": "tpt"}}
    test = page(key, params.get(key, {}) | {"release": two.old})
    assert not test.exception
    assert any(two.old in i.value for i in test.info)


def test_a_page_without_figures_stays_with_the_newest(two: Two) -> None:
    assert not page("embed", {"release": two.old}).info
    assert two.new in text(page("analysis", {"release": two.old}))


def test_an_unknown_or_withdrawn_release_is_said_and_the_newest_shown(two: Two) -> None:
    unknown = page("origin", SHOWN | {"release": "000000000000"})
    assert "000000000000" in unknown.warning[0].value
    assert NEW in said(unknown)
    harm = page("origin", SHOWN | {"release": "<script>alert(2)</script>"})
    assert "<script>" not in text(harm)


def test_a_choice_on_a_frozen_page_stays_in_its_release(two: Two) -> None:
    test = page("spread", {"release": two.old, "level": "kabkota"})
    picked = next(s for s in test.selectbox if s.options != [s.value])
    picked.select_index(1).run()
    assert two.old in str(test.query_params["release"])
    assert any(two.old in i.value for i in test.info)
