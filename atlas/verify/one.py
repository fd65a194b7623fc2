"""An address held against its release: the figures as they were shown, and what became of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from atlas import releases
from atlas.deck import Read
from atlas.model import LANGS, AtlasError, Lang
from atlas.store import Release, Store
from atlas.text import t
from atlas.verify import listed
from atlas.verify.model import Report, Status, Verdict
from atlas.verify.read import DIGEST, RELEASE, Reading, read
from atlas.verify.sheets import of_sheet
from atlas.verify.studies import of_study
from atlas.verify.subject import Maker, Missing, Since, Subject
from atlas.verify.views import of_slide

MOST_TRIED, FEW_TRIED = 12, 3
"""Releases in which a digest is looked for that is not of the release it was shown with; fewer for
what takes a second to make."""


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
        notes += [t("verify.named_slide", lang, place=found.place)] * bool(found.place)
        return Report(check.deck(found.deck, found), tuple(notes), found.place)
    make = _maker(found)
    if make is None:
        return Report((check.codes(found),), tuple(notes))
    return Report((check.one(make, found),), tuple(notes))


def _maker(found: Reading) -> Maker | None:
    """How what an address names is made of a release; None for codes without an address."""
    if found.sheet is not None:
        return partial(of_sheet, found.sheet)
    if found.study is not None:
        return partial(of_study, found.study)
    return partial(of_slide, found.slide) if found.slide is not None else None


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

    def one(self, make: Maker, asked: Reading) -> Verdict:
        """The verdict on one thing by its address."""
        release = self.release(asked.release)
        if isinstance(release, str):
            return self.unknown(release, release=asked.release)
        found = make(release, asked.lang, self.lang)
        if isinstance(found, Missing):
            return self.unknown(*found.said, release=release.name)
        if found.mended and found.digest != self.given:
            return self.unknown(*found.mended, t("verify.cut", self.lang), release=release.name)
        if self.given and found.digest and found.digest != self.given:
            return self._differs(make, asked, release, found)
        return self._verdict(found, bool(asked.release))

    def _verdict(self, found: Subject, named: bool = True) -> Verdict:
        """Unchanged, corrected or different, where the code fits or was not given."""
        since = found.since(self.store, self.lang)
        said = [*since.said]
        said += [] if named else [t("verify.no_release", self.lang, name=found.release)]
        wrong = listed.not_among(self.typed, found.texts()) if self.typed else []
        if wrong:
            said.insert(0, t("verify.figures_other", self.lang, figures="; ".join(wrong)))
            if self.given and self.given == found.digest:
                said.insert(1, t("verify.code_fits", self.lang))
            return self._about("not_this_view", said, found, since)
        if not self.given:
            said.append(t("verify.no_digest", self.lang))
        else:
            said.insert(0, t("verify.exact" if found.digest else "verify.no_code_here", self.lang))
        return self._about(since.status, said, found, since)

    def _differs(self, make: Maker, asked: Reading, release: Release, found: Subject) -> Verdict:
        """Another digest was given: that of this view in another release or language, of the same
        figures in other words, or of something else."""
        since = found.since(self.store, self.lang)
        if not re.fullmatch(rf"[0-9a-f]{{{DIGEST}}}", self.given):
            said = [t("verify.no_code", self.lang, most=DIGEST)]
            return self._about("not_this_view", said, found, since)
        other = self._other(make, asked, release)
        if other is not None and not asked.release and other.release != found.release:
            return self._verdict(other)
        if other is not None:
            key = "other_language" if other.release == release.name else "other_release"
            words = {"name": other.release, "lang": t(f"verify.lang_{other.lang}", self.lang)}
            said = [t(f"verify.{key}", self.lang, **words)]
            return self._about("not_this_view", said, found, since)
        if self.typed and not listed.not_among(self.typed, found.texts()):
            said = [*since.said, t("verify.same_figures", self.lang)]
            return self._about(since.status, said, found, since)
        said = [t("verify.digest_other", self.lang), t("verify.digest_how", self.lang)]
        return self._about("not_this_view", said, found, since)

    def _other(self, make: Maker, asked: Reading, release: Release) -> Subject | None:
        """The same in the other language or in another release, where it has the digest given."""
        names = [n for n in reversed(releases.published(self.store.state)) if n != release.name]
        most = MOST_TRIED if asked.slide is not None or asked.deck is not None else FEW_TRIED
        for name in [release.name, *names[:most]]:
            opened = self.release(name)
            for lang in LANGS if isinstance(opened, Release) else ():
                other = make(opened, lang, self.lang)  # type: ignore[arg-type]
                if isinstance(other, Subject) and other.digest == self.given:
                    return other
        return None

    def _about(self, status: Status, said: Sequence[str], found: Subject, since: Since) -> Verdict:
        words = [*said] if status in ("not_this_view", "unknown") else [
            t(f"verify.said_{status}", self.lang, count=len(since.corrections)), *said
        ]  # fmt: skip
        day = releases.published(self.store.state).get(found.release, "")[:10]
        return Verdict(
            status, tuple(words), found.title, found.unit, found.address, found.release, day,
            self.store.release().name, found.digest, self.given, since.figures, since.corrections,
        )  # fmt: skip

    def deck(self, deck: Read, asked: Reading) -> tuple[Verdict, ...]:
        """A verdict a slide; the digest given must be that of one of them."""
        alone = replace(self, given="", typed=())
        found = [alone.one(partial(of_slide, s), asked) for s in deck.deck.slides]
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
            here = replace(asked, lang=lang, release=release.name)
            sheet = listed.sheet_by_digest(release, lang).get(self.given)
            if sheet:
                return self.one(partial(of_sheet, (*sheet, {})), here)
            slide = listed.slide_by_digest(release, lang).get(self.given)
            if slide:
                return self.one(partial(of_slide, slide), here)
        return self.unknown(t("verify.not_found", self.lang, name=release.name),
                            release=release.name)  # fmt: skip


def _answers(store: Store, release: Release) -> bool:
    """Whether a release has the structure that today's questions need (decision 0009)."""
    return {c for c in store.release().columns if c[0] != "correction"} <= release.columns


def _intact(release: Release) -> bool:
    """Whether the database of a release is, byte for byte, the one that was built: 10 ms."""
    content = (release.folder / "atlas.duckdb").read_bytes()
    return hashlib.sha256(content).hexdigest() == release.manifest.get("sha256")
