"""Parameters of an address, read kindly: what cannot be had gets its default and a sentence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from atlas.model import Indicator, Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.study.longrun import Run
from atlas.study.rates import AT, Rate, why_not
from atlas.text import t

LONGEST = 200
"""Characters of a parameter that are looked at."""
LONGEST_LIST = 10 * LONGEST
"""Characters of one that lists several codes."""


class Given:
    """What an address gives, and in `said` the sentences about what of it could not be had."""

    def __init__(self, params: Mapping[str, str], lang: Lang) -> None:
        self.params, self.lang = params, lang
        self.said: list[str] = []

    def text(self, name: str, most: int = LONGEST) -> str:
        return self.params.get(name, "")[:most]

    def say(self, sentence: str) -> None:
        self.said.append(sentence)

    def code(self, name: str, options: Sequence[str], default: str) -> str:
        """The code that is given; the default, with a sentence, when there is no such option."""
        asked = self.text(name)
        if asked in options:
            return asked
        if asked:
            self._unknown(name, asked)
        return default

    def codes(
        self, name: str, options: Sequence[str], most: int, said: Collection[str] = ()
    ) -> list[str]:
        """The codes that are listed with commas between, in the order of the options; those that
        there are not, or that are more than `most`, are left out with a sentence; of those in `said`
        was spoken already."""
        asked = [c for c in self.text(name, LONGEST_LIST).split(",") if c]
        wanted = set(asked)
        found = [c for c in options if c in wanted]
        unknown = [c for c in asked if c not in {*options, *said}]
        if unknown:
            self._unknown(name, unknown[0])
        if len(found) > most:
            self.say(t("notice.too_many", self.lang, most=most, given=len(found)))
        return found[:most]

    def _unknown(self, name: str, value: str) -> None:
        shown = "".join(c for c in value[:40] if c.isalnum() or c in " -_.,=;@")
        self.say(t("notice.unknown_value", self.lang, name=name, value=shown))


def rate_code(
    given: Given, name: str, found: Sequence[Rate], first: str, level: str, release: Release,
    catalogue: Catalogue,
) -> str:  # fmt: skip
    """The code of a rate that is asked for; the default, with the reason, when it is an indicator
    that may not be chosen here."""
    return code_or_reason(given, name, [r.code for r in found], first, level, release, catalogue)


def code_or_reason(
    given: Given, name: str, codes: Sequence[str], first: str, level: str, release: Release,
    catalogue: Catalogue,
) -> str:  # fmt: skip
    """The same among any codes of indicators."""
    asked = given.text(name)
    reason = "" if asked in codes else why_not(release, level, asked)
    if reason:
        indicator = catalogue.indicators[asked.split(AT)[0]].name(given.lang)
        given.say(t(f"study.not_rate_{reason}", given.lang, name=indicator))
        return first
    return given.code(name, codes, first)


def run_of(
    given: Given, found: Sequence[Run], first: str, why: Callable[[Indicator], str],
    catalogue: Catalogue,
) -> Run:  # fmt: skip
    """The run that is asked for by indicator, breakdown and series. An indicator that exists and
    cannot be shown is refused with its reason (`why`), and the default is shown."""
    codes = list(dict.fromkeys(r.code for r in found))
    default = first if first in codes else codes[0]
    code = given.text("indikator")
    indicator = catalogue.indicators.get(code.split(AT)[0])
    if indicator is not None and code not in codes:
        given.say(why(indicator))
        code = default
    else:
        code = given.code("indikator", codes, default)
    own = [r for r in found if r.code == code]
    key = given.code("series", [r.key for r in own], newest(own).key)
    return next(r for r in own if r.key == key)


def newest(found: Sequence[Run]) -> Run:
    """The run a reader sees first: with the newest nearly complete table, then the longest."""
    return max(found, key=lambda r: (max((x.period for x in r.tables if x.full), default=""),
                                     len(r.tables)))  # fmt: skip
