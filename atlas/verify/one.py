"""An address held against its release: the figures as they were shown, and what became of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from atlas import changes, query, releases, view
from atlas.changes import Correction
from atlas.deck import Deck, Read, Shown, Slide, shown
from atlas.model import LANGS, AtlasError, Lang
from atlas.store import Release, Store
from atlas.text import t
from atlas.verify import listed
from atlas.verify.model import Report, Status, Verdict
from atlas.verify.read import DIGEST, RELEASE, Reading, read
from atlas.view import View

MOST_TRIED = 12
"""Releases in which a digest is looked for that is not of the release it was shown with."""


def verify(
    store: Store, text: str, lang: Lang, digest: str = "", figures: str = "", own: str = ""
) -> Report:
    """What can be said of an address, or of the line under a picture; never an error for what a
    person typed. `digest` is the code that stood there, `figures` are values that stood there
    ("8,25; 7,99" or "Medan Denai: 8,25"), `own` is this site's host. AtlasError without a release.
    """
    store.release()
    found = read(text)
    given = digest.strip().casefold() or found.digest
    check = _Check(store, lang, given, listed.typed(figures))
    notes = [t("verify.other_host", lang, host=found.host)] * (found.host not in ("", own))
    if found.wrong:
        return Report((check.unknown(t(f"verify.wrong_{found.wrong}", lang)),), tuple(notes))
    if found.other:
        words = {"address": found.release, "line": found.other}
        said = t("verify.two_releases", lang, **words)
        return Report((Verdict("not_this_view", (said,), given=given),), tuple(notes))
    if found.deck is not None:
        notes += [t(key, lang, **values) for key, values in found.deck.notices]
        return Report(check.deck(found.deck, found), tuple(notes))
    if found.slide is None:
        return Report((check.codes(found),), tuple(notes))
    return Report((check.slide(found.slide, found),), tuple(notes))


@dataclass
class _Check:
    """One question: what is asked, and the releases opened for it."""

    store: Store
    lang: Lang
    given: str
    typed: Sequence[tuple[str, str]]
    opened: dict[str, Release | str] = field(default_factory=dict)

    def unknown(self, *said: str, release: str = "") -> Verdict:
        return Verdict("unknown", said, release=release, given=self.given)

    def release(self, name: str) -> Release | str:
        """A release that can answer, or the sentence that says why there is none."""
        if name not in self.opened:
            self.opened[name] = self._open(name)
        return self.opened[name]

    def _open(self, name: str) -> Release | str:
        try:
            found = self.store.release(name)
        except AtlasError as error:
            gone = name in releases.withdrawn(self.store.state)
            cut = not gone and not re.fullmatch(rf"[0-9a-f]{{{RELEASE}}}", name)
            return error.text(self.lang) + (" " + t("verify.cut_release", self.lang)) * cut
        if not _answers(self.store, found):
            return t("problem.old_detail", self.lang, name=found.name)
        return found if _intact(found) else t("verify.altered", self.lang, name=found.name)

    def slide(self, slide: Slide, asked: Reading) -> Verdict:
        """The verdict on a view by its address."""
        release = self.release(asked.release)
        if isinstance(release, str):
            return self.unknown(release, release=asked.release)
        found = _view(slide, release, asked.lang)
        if found.view is None:
            return self.unknown(found.missing, t("verify.cut", self.lang), release=release.name)
        if found.said and found.digest != self.given:
            return self.unknown(*found.said, t("verify.cut", self.lang), release=release.name)
        if self.given and found.digest != self.given:
            return self._differs(slide, asked, release, found)
        return self._verdict(release, found, bool(asked.release))

    def _verdict(self, release: Release, found: Shown, named: bool = True) -> Verdict:
        """Unchanged or corrected, for a view whose digest fits or was not given."""
        assert found.view is not None
        corrections = changes.for_view(self.store, release, found.view)
        said = [] if named else [t("verify.no_release", self.lang, name=release.name)]
        wrong = listed.not_shown(self.typed, found.view)
        if wrong:
            said.insert(0, t("verify.figures_other", self.lang, figures="; ".join(wrong)))
            return self._about("not_this_view", said, release, found, corrections)
        if self.given == found.digest:
            said.insert(0, t("verify.exact", self.lang))
        elif not self.given:
            said.append(t("verify.no_digest", self.lang))
        status: Status = "corrected" if corrections else "unchanged"
        return self._about(status, said, release, found, corrections)

    def _differs(self, slide: Slide, asked: Reading, release: Release, found: Shown) -> Verdict:
        """Another digest was given: that of this view in another release or language, of the same
        figures in other words, or of something else."""
        assert found.view is not None
        if not re.fullmatch(rf"[0-9a-f]{{{DIGEST}}}", self.given):
            said = [t("verify.no_code", self.lang, most=DIGEST)]
            return self._about("not_this_view", said, release, found)
        for other in self._others(slide, asked, release):
            assert other.view is not None
            if not asked.release:
                opened = self.release(other.view.release)
                if isinstance(opened, Release):
                    return self._verdict(opened, other)
            key = "other_language" if other.view.release == release.name else "other_release"
            words = {
                "name": other.view.release,
                "lang": t(f"verify.lang_{other.view.lang}", self.lang),
            }
            said = [t(f"verify.{key}", self.lang, **words)]
            return self._about("not_this_view", said, release, found)
        corrections = changes.for_view(self.store, release, found.view)
        if self.typed and not listed.not_shown(self.typed, found.view):
            status: Status = "corrected" if corrections else "unchanged"
            said = [t("verify.same_figures", self.lang)]
            return self._about(status, said, release, found, corrections)
        said = [t("verify.digest_other", self.lang), t("verify.digest_how", self.lang)]
        return self._about("not_this_view", said, release, found, corrections)

    def _others(self, slide: Slide, asked: Reading, release: Release) -> Iterator[Shown]:
        """The same view in the other language and in other releases, where it has the digest."""
        names = [n for n in reversed(releases.published(self.store.state)) if n != release.name]
        for name in [release.name, *names[:MOST_TRIED]]:
            opened = self.release(name)
            for lang in LANGS if isinstance(opened, Release) else ():
                other = _view(slide, opened, lang)  # type: ignore[arg-type]
                if other.view is not None and other.digest == self.given:
                    yield other

    def _about(
        self, status: Status, said: Sequence[str], release: Release, found: Shown,
        corrections: tuple[Correction, ...] = (),
    ) -> Verdict:  # fmt: skip
        assert found.view is not None
        about = found.view
        served = self.store.release().name
        sentences = [*said] if status not in ("unchanged", "corrected") else [
            t(f"verify.said_{status}", self.lang, count=len(corrections)), *said
        ]  # fmt: skip
        return Verdict(
            status, tuple(sentences), about.title, about.unit, found.address("", about.lang),
            release.name, releases.published(self.store.state).get(release.name, "")[:10], served,
            found.digest, self.given, listed.figures(about, query.catalogue(release), corrections),
            corrections,
        )  # fmt: skip

    def deck(self, deck: Read, asked: Reading) -> tuple[Verdict, ...]:
        """A verdict a slide; the digest given must be that of one of them."""
        alone = replace(self, given="", typed=())
        found = [alone.slide(s, asked) for s in deck.deck.slides]
        if not self.given:
            return tuple(found)
        fits = [replace(v, given=self.given) if v.digest == self.given else v for v in found]
        if any(v.exact for v in fits):
            return tuple(
                replace(v, said=(*v.said, t("verify.exact", self.lang))) if v.exact else v
                for v in fits
            )
        none = Verdict("not_this_view", (t("verify.no_slide", self.lang),), given=self.given)
        return (none, *found)

    def codes(self, asked: Reading) -> Verdict:
        """The line without an address: the views of its release are looked through."""
        if not asked.release:
            return self.unknown(t("verify.only_digest", self.lang))
        release = self.release(asked.release)
        if isinstance(release, str):
            return self.unknown(release, release=asked.release)
        if not self.given:
            return self.unknown(t("verify.only_release", self.lang, name=release.name),
                                release=release.name)  # fmt: skip
        for lang in (asked.lang, *(x for x in LANGS if x != asked.lang)):
            slide = listed.slide_by_digest(release, lang).get(self.given)
            if slide:
                return self.slide(slide, replace(asked, lang=lang, release=release.name))
        return self.unknown(t("verify.not_found", self.lang, name=release.name),
                            release=release.name)  # fmt: skip


def _view(slide: Slide, release: Release, lang: Lang) -> Shown:
    """A slide as embeds and pictures show it: areas where there is no line to draw."""
    (found,) = shown(Deck((slide,)), release, lang)
    if (
        found.view is None
        or found.resolved is None
        or found.view.kind != "line"
        or found.view.lines
    ):
        return found
    with release.cursor() as cursor:
        areas: View = view.area_view(
            release, cursor, query.catalogue(release), found.resolved, lang
        )
    return replace(found, view=areas)


def _answers(store: Store, release: Release) -> bool:
    """Whether a release has the structure that today's questions need (decision 0009)."""
    return {c for c in store.release().columns if c[0] != "correction"} <= release.columns


def _intact(release: Release) -> bool:
    """Whether the database of a release is, byte for byte, the one that was built: 10 ms."""
    content = (release.folder / "atlas.duckdb").read_bytes()
    return hashlib.sha256(content).hexdigest() == release.manifest.get("sha256")
