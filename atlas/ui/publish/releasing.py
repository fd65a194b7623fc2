"""Publishing: what would go in, what stays out, the build beside the pages, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from atlas import releases
from atlas.drafts import APPROVED, Draft
from atlas.model import AtlasError, Lang
from atlas.settings import settings
from atlas.store import Release
from atlas.text import t
from atlas.ui.check import listed
from atlas.ui.publish import building, journal, person, said
from atlas.ui.publish.building import Building
from atlas.ui.publish.person import Person
from atlas.ui.publish.shelf import status_name, title_of

ROLE = "walidata"


def show(release: Release, found: Sequence[Draft], who: Person, lang: Lang) -> None:
    """Contents, the button, how far a build is; then the earlier releases."""
    _contents(release, found, lang)
    last = building.last()
    if last is not None and last.running:
        _progress(lang)
    elif last is not None and last.published in ("", release.name):
        _ended(last, lang)
    if last is None or not last.running:
        _publish(found, who, lang)
    st.subheader(t("publish.back", lang), anchor=False)
    _back(release, who, lang)


def _contents(release: Release, found: Sequence[Draft], lang: Lang) -> None:
    """Ratified tables go in; those with open errors, and all others, stay out."""
    st.html(f"<p>{escape(t('publish.served', lang, name=release.name))}</p>")
    fresh = [d for d in found if d.status == "disahkan"]
    out = [d for d in found if d.status not in (*APPROVED, "direvisi")]
    st.html(_named(t("publish.going_in", lang, count=len(fresh)), fresh, lang)
            + _named(t("publish.staying_out", lang, count=len(out)), out, lang))  # fmt: skip


def _named(heading: str, tables: Sequence[Draft], lang: Lang) -> str:
    items = []
    for draft in tables:
        errors = len(draft.open_errors)
        more = f", {t('publish.open_errors', lang, count=errors)}" if errors else ""
        said_ = (
            f"{draft.edition} · {title_of(draft, lang)} ({status_name(draft.status, lang)}{more})"
        )
        items.append(f"<li>{escape(said_)}</li>")
    return f"<p><b>{escape(heading)}</b></p>" + (f"<ul>{''.join(items)}</ul>" if items else "")


def _publish(found: Sequence[Draft], who: Person, lang: Lang) -> None:
    """After a second yes. Open errors in what would go in are shown instead of a button."""
    wrong = [d for d in found if d.status in APPROVED and d.open_errors]
    if wrong:
        _refuse(wrong, lang)
        return
    fresh = sum(d.status == "disahkan" for d in found)
    out = sum(bool(d.open_errors) for d in found)
    question = t("publish.sure", lang, count=fresh, out=out)
    if said.confirmed("publish", t("publish.publish", lang), question, t("publish.yes", lang),
                      t("publish.no", lang)):  # fmt: skip
        with said.refusals(lang):
            building.start(settings().state, person.acting_as(who, ROLE), lang)
            st.rerun()


def _refuse(wrong: Sequence[Draft], lang: Lang) -> None:
    st.error(t("publish.refused", lang, count=sum(len(d.open_errors) for d in wrong)))
    for draft in wrong:
        items = "".join(
            f'<li class="G"><div class="at"><b>{escape(f.cell or "–")}</b></div><div>'
            f"<p>{listed.rule(f, lang)}</p>{listed.said(f, lang)}</div></li>"
            for f in draft.open_errors
        )
        st.html(
            f'<p><b>{escape(title_of(draft, lang))}</b></p><ol class="atlas-found">{items}</ol>'
        )


@st.fragment(run_every=1.0)
def _progress(lang: Lang) -> None:
    """How long a build runs and what it says; the page is drawn anew when it ends."""
    last = building.last()
    if last is None or not last.running:
        st.rerun(scope="app")
    else:
        words = t("publish.building", lang, seconds=last.seconds, name=last.who.name)
        st.html(f'<p class="atlas-empty" role="status">{escape(words)}</p>')
        if last.lines:
            st.code("\n".join(last.lines[-8:]), language=None)


def _ended(last: Building, lang: Lang) -> None:
    """What the last build of this process came to."""
    if last.published:
        st.success(t("publish.published", lang, name=last.published, seconds=last.seconds))
    elif last.unchanged:
        st.info(t("publish.unchanged", lang))
    else:
        st.error(t("publish.failed", lang))
    if last.lines and not last.unchanged:
        with st.expander(t("publish.output", lang), expanded=not last.published):
            st.code("\n".join(last.lines), language=None, wrap_lines=True)


def _back(release: Release, who: Person, lang: Lang) -> None:
    """The release served before, after a second yes."""
    state = settings().state
    before = releases.published_before(state, release.name)
    if not before:
        st.html(f'<p class="atlas-hint">{escape(t("publish.no_earlier", lang))}</p>')
        return
    question = t("publish.sure_back", lang, name=before, served=release.name)
    if said.confirmed("rollback", t("publish.rollback", lang, name=before), question,
                      t("publish.yes_back", lang), t("publish.no", lang)):  # fmt: skip
        with said.refusals(lang):
            _go_back(release, person.acting_as(who, ROLE), lang)


def _go_back(release: Release, who: Person, lang: Lang) -> None:
    """Serve the release before. AtlasError while one is being built."""
    last = building.last()
    if last is not None and last.running:
        raise AtlasError(
            "Rilis sedang disusun. Tunggu sampai selesai sebelum kembali ke rilis sebelumnya.",
            "A release is being built. Wait until it is done before going back.",
        )
    name = releases.rollback(settings().state)
    journal.write(settings().state, who, f"kembali {release.name} -> {name}")
    said.later(t("publish.went_back", lang, name=name))
    st.rerun()
