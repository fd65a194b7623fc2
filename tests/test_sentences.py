"""Every sentence of the release, in both languages, read by a grammar and checked against the CSV.

A sentence must match one of the forms below as a whole. Each group of the form is compared with what
`said` works out from the data package; a group that nobody compared, or a digit outside the groups,
is a fault. The sentences come from the command, so that nothing of the atlas is imported.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import arithmetic
import pytest
import said
from arithmetic import Figure, Key
from said import CITY, About, AboutAreas, AboutTime, Package, Span, View, label, written

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = {"id": "Indonesian", "en": "English"}
NUMBER = {
    "id": r"−?(?:0|[1-9]\d{0,2}(?:\.\d{3})*)(?:,\d+)?",
    "en": r"−?(?:0|[1-9]\d{0,2}(?:,\d{3})*)(?:\.\d+)?",
}


@dataclass
class Claim:
    """One sentence, taken apart; every group has to be compared with what is true."""

    match: re.Match[str]
    lang: str
    code: str = ""
    """the area, when it is the sentence of a cell"""
    faults: list[str] = field(default_factory=list)
    checked: set[str] = field(default_factory=set)
    numbers: int = 0

    def __getitem__(self, group: str) -> str:
        return self.match[group] or ""

    @property
    def groups(self) -> set[str]:
        """The groups that the sentence has."""
        return {group for group, text in self.match.groupdict().items() if text}

    def must(self, group: str, *allowed: str | None, names: str = "") -> None:
        """A group says one of these; None is nothing. `names` are digits that belong to a name."""
        text = self.match[group]
        self.checked.add(group)
        if text not in allowed:
            right = " | ".join(sorted({str(a) for a in allowed}))
            self.faults.append(f"{group}: says {text!r}, right is {right!r}")
        elif text:
            counted = text.replace(names, "") if names else text
            self.numbers += len(re.findall(r"\d[\d.,]*", counted))

    def true(self, condition: bool, why: str) -> None:
        if not condition:
            self.faults.append(f"not true: {why}")

    def close(self) -> list[str]:
        """All faults: what was compared, groups that nobody compared, digits outside the groups."""
        unchecked = [] if self.faults else sorted(self.groups - self.checked)
        left = [f"unchecked: {group}" for group in unchecked]
        text = self.match.string
        for start, end in sorted((self.match.span(g) for g in self.groups), reverse=True):
            text = text[:start] + text[end:]
        if re.search(r"\d", text):
            left.append(f"digits outside what was checked: {text}")
        return self.faults + left


def amount(claim: Claim, about: About, group: str, value: Decimal) -> None:
    claim.must(group, about.amount(value), names=about.unit)


@dataclass(frozen=True)
class Form:
    """One kind of sentence: how it reads in each language, and how its claims are checked."""

    name: str
    id: str
    en: str
    check: Callable[[Claim, Any], None]


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _ends(claim: Claim, about: AboutAreas, among: bool) -> tuple[str, str]:
    high, low = about.ends
    return (high, low) if among else (_capital(high), low)


def _among(claim: Claim, about: AboutAreas) -> None:
    """ "Di antara 19 dari 21 kecamatan": said when some are left out, who lacks a figure is named."""
    some = about.listed < len(about.codes)
    claim.must("among", str(about.listed) if some else None)
    claim.must("among_of", str(len(about.codes)) if some else None)
    claim.must("among_noun", about.noun if some else None)
    claim.must("missing", ", ".join(about.names(about.without)) if about.without else None)
    claim.true(len(about.without) * 10 <= len(about.codes), "nine areas of ten have a figure")
    claim.true(about.indicator["zero_means"] != "tidak disebut", "mentions have no order")


def extremes(claim: Claim, about: AboutAreas) -> None:
    _among(claim, about)
    claim.true(not about.hidden - about.small, "no figure is withheld")
    claim.true(not about.doubtful, "no zero is doubtful")
    high, low = _ends(claim, about, bool(claim["among"]))
    claim.must("most", high)
    claim.must("least", low)
    claim.must("high", said.in_words(about.names(about.top), about.lang))
    claim.must("low", said.in_words(about.names(about.bottom), about.lang))
    amount(claim, about, "high_value", about.sure[about.top[0]])
    amount(claim, about, "low_value", about.sure[about.bottom[0]])
    claim.true(about.top != about.bottom, "highest and lowest differ")


def largest(claim: Claim, about: AboutAreas) -> None:
    """Only the largest: where a range or a doubtful zero leaves the smallest open."""
    _among(claim, about)
    claim.must("most", _ends(claim, about, bool(claim["among"]))[0])
    claim.must("high", said.in_words(about.names(about.top), about.lang))
    best = about.sure[about.top[0]]
    amount(claim, about, "high_value", best)
    claim.true(best > about.greatest_range, f"the largest: another may have {about.greatest_range}")
    claim.true(bool(about.hidden or about.doubtful), "a range or a doubtful zero is there")


def ranges(claim: Claim, about: AboutAreas) -> None:
    """No superlative: a range reaches as high as the largest exact figure."""
    claim.must("count", str(len(about.hidden - about.small)))
    claim.must("of", str(len(about.codes)))
    best = max(about.sure.values(), default=Decimal(0))
    claim.true(about.greatest_range >= best, "a range may hold the largest")


def incomplete(claim: Claim, about: AboutAreas) -> None:
    claim.must("count", str(len(about.valued)))
    claim.must("of", str(len(about.codes)))
    claim.must("noun", about.noun)
    claim.true(
        len(about.without) * 10 > len(about.codes), "more than one area of ten lacks a figure"
    )


def city(claim: Claim, about: AboutAreas) -> None:
    claim.true(about.city is not None, "the table has a figure of the city")
    claim.must("area", about.area(CITY))
    if about.city is not None:
        amount(claim, about, "value", about.city)


def city_whole(claim: Claim, about: AboutAreas) -> None:
    city(claim, about)
    claim.true(about.indicator["additive"] == "1", "parts add up to the whole")


def city_rate(claim: Claim, about: AboutAreas) -> None:
    city(claim, about)
    claim.true(about.indicator["additive"] == "0", "parts do not add up to the whole")


def _order(claim: Claim, about: AboutAreas, code: str) -> None:
    """ "urutan besar ke-3 dari 21 kecamatan, bersama 1 lainnya" """
    if code not in about.ranked:
        for group in ("order", "of", "noun", "shared", *(["how"] if about.lang == "en" else [])):
            claim.must(group, None)
        return
    rank, shared = about.rank(code), about.shared(code)
    words = {
        "id": (f"urutan besar ke-{rank} dari", f"tertinggi ke-{rank} dari"),
        "en": (f"rank {rank} of", f"rank {rank} of"),
    }[about.lang]
    if about.lang == "en":
        how = " by size" if about.extensive else ", highest first"
        claim.must("how", how if rank > 1 else "")
    if rank == 1:
        words = {
            "id": ("terbesar dari", "tertinggi dari"),
            "en": ("the largest of", "the highest of"),
        }[about.lang]
    claim.must("order", words[0] if about.extensive else words[1])
    claim.must("of", str(len(about.ranked)))
    claim.must("noun", about.noun)
    claim.must("shared", str(shared) if shared else None)


def medan(claim: Claim, about: AboutAreas) -> None:
    claim.must("area", about.area(CITY))
    claim.true(CITY in about.ranked, "the table has ranks")
    if CITY in about.ranked:
        amount(claim, about, "value", about.ranked[CITY])
    _order(claim, about, CITY)


def moved(claim: Claim, about: AboutAreas) -> None:
    claim.true(bool(about.steps), "every area compares with the period before")
    if not about.before:
        return
    kind = about.siblings[about.before].removesuffix(about.before[4:])
    claim.must("since", label(about.before, kind, about.lang))
    claim.must("up", str(sum(step > 0 for step in about.steps)))
    claim.must("down", str(sum(step < 0 for step in about.steps)))
    claim.must("same", str(sum(step == 0 for step in about.steps)))
    claim.must("of", str(len(about.steps)))
    claim.must("noun", about.noun)


def contested(claim: Claim, about: AboutAreas) -> None:
    code = next((c for c in about.rivals if about.names([c]) == [claim["area"]]), "")
    claim.true(bool(code), "the figure is contested")
    if not code:
        return
    rival = about.rivals[code]
    ranked = code in about.ranked
    claim.must("area", *about.names([code]))
    claim.must("value", about.number(about.valued[code]))
    claim.must("other", about.number(rival))
    claim.must("rank", str(about.rank(code)) if ranked else None)
    claim.must("other_rank", str(about.rank(code, rival)) if ranked else None)


def evidence_count(claim: Claim, about: AboutAreas) -> None:
    grades = [about.package.grade(about.rows[code]) for code in about.valued]
    claim.must("count", str(grades.count("C")))
    claim.must("of", str(len(grades)))
    claim.true("C" in grades, "some evidence is of grade C")


def evidence_weakest(claim: Claim, about: AboutAreas) -> None:
    grades = [about.package.grade(figure) for figure in about.rows.values()]
    weakest = max(grades, key=arithmetic.GRADES.index)
    claim.must("grade", weakest, names=weakest)


def change(claim: Claim, about: AboutTime) -> None:
    claim.true(len(about.same) > 1 and bool(about.step), "two periods compare")
    if len(about.same) < 2:
        return
    before, after = about.same[-2:]
    claim.must("name", about.name, names=about.name)
    claim.must("area", about.area(about.place))
    claim.must("way", said.WAYS[about.lang][about.steps[-1] > 0])
    claim.must("step", about.step, names=about.unit)
    claim.must("before", about.number(about.at(before)))
    claim.must("before_period", about.when(before))
    amount(claim, about, "after", about.at(after))
    claim.must("after_period", about.when(after))
    claim.true(about.steps[-1] != 0, "there is a change")


def stayed(claim: Claim, about: AboutTime) -> None:
    claim.true(len(about.same) > 1, "two periods compare")
    if len(about.same) < 2:
        return
    before, after = about.same[-2:]
    claim.must("name", about.name, names=about.name)
    claim.must("area", about.area(about.place))
    amount(claim, about, "after", about.at(after))
    claim.must("before_period", about.when(before))
    claim.must("after_period", about.when(after))
    claim.true(about.steps[-1] == 0, "there is no change")


def only(claim: Claim, about: AboutTime) -> None:
    claim.must("area", about.area(about.place))
    amount(claim, about, "value", about.at(about.points[-1]))
    claim.must("period", about.when(about.points[-1]))
    claim.true(len(about.points) == 1, "the only period of this series and round")


def from_to(claim: Claim, about: AboutTime) -> None:
    first, last = about.points[0], about.points[-1]
    claim.must("area", about.area(about.place))
    amount(claim, about, "first_value", about.at(first))
    claim.must("first", about.when(first))
    amount(claim, about, "last_value", about.at(last))
    claim.must("last", about.when(last))
    claim.true(len(about.points) > 1, "there are two periods")
    claim.true(len(about.same) < 2, "no period compares with the last")


def better(claim: Claim, about: AboutTime) -> None:
    claim.true(about.verdict == "better", "the last change is for the better")


def worse(claim: Claim, about: AboutTime) -> None:
    claim.true(about.verdict == "worse", "the last change is for the worse")


def trend(claim: Claim, about: AboutTime) -> None:
    up, down = (sum(s > 0 for s in about.steps), sum(s < 0 for s in about.steps))
    claim.must("count", str(len(about.same)))
    claim.must("since", about.when(about.same[0]) if about.same else None)
    claim.must("up", str(up))
    claim.must("down", str(down))
    claim.true(len(about.same) >= said.FEWEST_FOR_A_TREND, "five periods compare")


def no_trend(claim: Claim, about: AboutTime) -> None:
    claim.true(len(about.same) < said.FEWEST_FOR_A_TREND, "fewer than five periods compare")


def series_change(claim: Claim, about: AboutTime) -> None:
    listed = "; ".join(about.series(series) for series in about.all_series)
    claim.must("series", listed, names=listed)
    claim.true(len(about.all_series) > 1, "there is more than one series")


def evidence_c(claim: Claim, about: AboutTime) -> None:
    claim.true(about.package.grade(about.points[-1][1]) == "C", "the last figure is of grade C")


AMONG = {"id": "[Di antara {among:n} dari {among_of:n} {among_noun:noun}, ]",
         "en": "[Among {among:n} of {among_of:n} {among_noun:noun}, ]"}  # fmt: skip
MISSING = {"id": "[ Urutan tidak disebut, karena belum ada angka untuk {missing:names}.]",
           "en": "[ No ranks are given, because there is no figure for {missing:names}.]"}  # fmt: skip
ORDER = {"id": "{order} {of:n} {noun}[, bersama {shared:n} lainnya]",
         "en": "{order} {of:n} {noun}{how}[, shared with {shared:n} more]"}  # fmt: skip

AREA_FORMS = [
    Form("extremes",
         AMONG["id"] + "{most} di {high:names} ({high_value:amount}), {least} di {low:names} ({low_value:amount})." + MISSING["id"],
         AMONG["en"] + "{most} in {high:names} ({high_value:amount}), {least} in {low:names} ({low_value:amount})." + MISSING["en"],
         extremes),
    Form("largest", AMONG["id"] + "{most} di {high:names} ({high_value:amount})." + MISSING["id"],
         AMONG["en"] + "{most} in {high:names} ({high_value:amount})." + MISSING["en"], largest),
    Form("ranges", "Tertinggi dan terendah tidak disebut, karena {count:n} dari {of:n} angka ditulis sebagai rentang.",
         "No highest or lowest is named, because {count:n} of {of:n} figures are given as ranges.", ranges),
    Form("incomplete",
         "Hanya {count:n} dari {of:n} {noun} memiliki angka, jadi tertinggi dan terendah tidak disebut.",
         "Figures exist for only {count:n} of {of:n} {noun}, so no highest or lowest is named.", incomplete),
    Form("city as a whole", "{area:names} seluruhnya {value:amount}.", "{area:names} as a whole: {value:amount}.", city_whole),
    Form("city", "{area:names}: {value:amount}.", "{area:names}: {value:amount}.", city_rate),
    Form("rank of Medan", "{area:names} {value:amount}, " + ORDER["id"] + ".",
         "{area:names} {value:amount}, " + ORDER["en"] + ".", medan),
    Form("moved", "Sejak {since:period}: naik di {up:n}, turun di {down:n}, tetap di {same:n} dari {of:n} {noun}.",
         "Since {since:period}: up in {up:n}, down in {down:n}, unchanged in {same:n} of {of:n} {noun}.", moved),
    Form("contested",
         "Angka {area:names} diperdebatkan: menurut sumber yang ditolak {other:n}[ (urutan ke-{other_rank:n})], bukan {value:n}[ (urutan ke-{rank:n})].",
         "The figure of {area:names} is contested: {other:n} by a rejected source[ (rank {other_rank:n})], not {value:n}[ (rank {rank:n})].",
         contested),
    Form("evidence C", "Tingkat bukti C untuk {count:n} dari {of:n} angka.",
         "Evidence grade C for {count:n} of {of:n} figures.", evidence_count),
    Form("weakest evidence", "Tingkat bukti terlemah {grade}.", "Weakest evidence grade {grade}.", evidence_weakest),
]  # fmt: skip

TIME_FORMS = [
    Form("change",
         "{name} di {area:place} {way} {step:amount}, dari {before:n} ({before_period:period}) menjadi {after:amount} ({after_period:period}).",
         "{name} in {area:place} {way} by {step:amount}, from {before:n} ({before_period:period}) to {after:amount} ({after_period:period}).",
         change),
    Form("no change", "{name} di {area:place} tetap {after:amount} ({before_period:period} dan {after_period:period}).",
         "{name} in {area:place} stayed at {after:amount} ({before_period:period} and {after_period:period}).", stayed),
    Form("only period", "{area:place}: {value:amount} ({period}); tidak ada periode lain yang sebanding.",
         "{area:place}: {value:amount} ({period}); there is no other comparable period.", only),
    Form("from and to",
         "{area:place}: {first_value:amount} ({first:period}) dan {last_value:amount} ({last:period}). Perubahan tidak disebut: hanya angka dari seri yang sama, bulan yang sama, dan cakupan yang sama yang dibandingkan.",
         "{area:place}: {first_value:amount} ({first:period}) and {last_value:amount} ({last:period}). No change is stated: only figures of the same series, the same month and the same coverage are compared.",
         from_to),
    Form("better", "Itu berarti membaik.", "That is an improvement.", better),
    Form("worse", "Itu berarti memburuk.", "That is a deterioration.", worse),
    Form("trend", "Dalam {count:n} periode sebanding sejak {since:period}: naik {up:n} kali, turun {down:n} kali.",
         "In {count:n} comparable periods since {since:period}: rises {up:n}, falls {down:n}.", trend),
    Form("no trend", "Kecenderungan tidak disebut, karena periode sebanding kurang dari lima.",
         "No trend is stated, because there are fewer than five comparable periods.", no_trend),
    Form("series", "Seri yang tidak disambung: {series:list}.",
         "Series that are not joined: {series:list}.", series_change),
    Form("evidence of the last", "Angka terakhirnya berbukti C.", "Its last figure has evidence C.", evidence_c),
]  # fmt: skip


def cell(claim: Claim, about: AboutAreas) -> None:
    """A cell that shows a value or a range."""
    code = claim.code
    figure, key = about.rows.get(code), about.key(code)
    claim.must("area", about.full(code))
    claim.must("period", about.period)
    claim.true(code in about.valued and code not in about.doubtful, "the area has a figure")
    if figure is None or figure.value is None:
        return
    claim.must("unit", about.unit or None, names=about.unit)
    _value(claim, about, key, figure)
    _order(claim, about, code)
    least = int(about.indicator["min_denominator"])
    under = about.package.under(figure) if least > 1 else []
    ends = [sum((about.package.span(k)[i] for k in under), Decimal(0)) for i in (0, 1)]
    texts = [written(end, about.lang) for end in dict.fromkeys(ends)]
    claim.must("denominator", "–".join(texts) if under else None)
    claim.must(
        "least", written(Decimal(least), about.lang) if under and code in about.small else None
    )
    claim.must("mark", said.MARKS[about.lang].get(figure.mark))
    claim.must("rival", about.number(about.rivals[code]) if code in about.rivals else None)


def _value(claim: Claim, about: AboutAreas, key: Key, figure: Figure) -> None:
    """The value, or a range that holds it and that the parts of the value allow."""
    assert figure.value is not None
    spans = said.possible_spans(about.package, key, figure)
    texts = ["–".join(about.number(end) for end in span) for span in spans]
    if any(low <= figure.value <= high for low, high in spans) or not spans:
        claim.must("value", *(texts or [about.number(figure.value)]))
    else:
        claim.true(False, f"a range that holds {figure.value}")


def empty_cell(claim: Claim, about: AboutAreas) -> None:
    """A cell that says in words why it has no figure."""
    code = claim.code
    state = "not yet" if code not in about.rows and about.is_late else "none"
    if code in about.not_applicable:
        state = "not applicable"
    elif code in about.doubtful:
        state = about.indicator["zero_means"]
    claim.must("area", about.full(code))
    claim.must("period", about.period)
    claim.must("state", said.STATES[about.lang][state])
    claim.true(code not in about.valued or code in about.doubtful, "the area has no figure")


CELL_FORMS = [
    Form("empty cell", "{area:names}: {state} ({period}).", "{area:names}: {state} ({period}).", empty_cell),
    Form("cell",
         "{area:names}: {value:span}[ {unit}] ({period})[, " + ORDER["id"] + "][, penyebut {denominator:span}[, di bawah {least:n}, jadi tidak diurutkan]][, {mark}][, sumber yang ditolak memberi {rival:n}].",
         "{area:names}: {value:span}[ {unit}] ({period})[, " + ORDER["en"] + "][, denominator {denominator:span}[, under {least:n}, so it is not ranked]][, {mark}][, a rejected source gives {rival:n}].",
         cell),
]  # fmt: skip
FORMS = {"map": AREA_FORMS, "line": TIME_FORMS, "cell": CELL_FORMS}
TOKEN = re.compile(r"\{(?P<group>\w+?)(?::(?P<kind>\w+))?\}|(?P<open>\[)|(?P<close>\])|[^{}\[\]]+")


def one_of(words: Sequence[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "(?:" + "|".join(re.escape(w) for w in sorted(set(words), key=len, reverse=True)) + ")"


class Grammar:
    """The forms of a language as patterns."""

    def __init__(self, package: Package, lang: str) -> None:
        number = NUMBER[lang]
        unit = one_of([row[f"name_{lang}"] for row in package.codelists["units"].values()])
        year = r"\d{4}(?:[/–]\d{4})?"
        month = one_of(
            [*said.MONTHS[lang].split(), *said.QUARTERS[lang], "Semester I", "Semester II"]
        )
        period = rf"(?:{month} )?{year}"
        more = {"id": rf", dan {number} lainnya", "en": rf" and {number} more"}[lang]
        names = r"[^():\d]+?"
        ends = [word for pair in said.ENDS[lang].values() for word in pair]
        self.lang = lang
        self.patterns = {
            "n": number,
            "span": f"{number}(?:–{number})?",
            "unit": unit,
            "amount": f"{number}(?: (?:{unit}|{said.POINTS[lang]}))?",
            "period": rf"{period}(?: \({period}–{period}\))?",
            "names": f"{names}(?:{more})?",
            "place": one_of(
                [package.name("areas", c, lang) for c in (CITY, said.PROVINCE, said.NATION)]
            ),
            "name": ".+?",
            "list": ".+",
            "noun": one_of(list(said.NOUNS[lang].values())),
            "most": one_of([*ends, *map(_capital, ends)]),
            "least": one_of(ends),
            "way": one_of(said.WAYS[lang]),
            "how": "|, highest first| by size",
            "grade": "A2|[ABC]",
            "state": one_of(list(said.STATES[lang].values())),
            "mark": one_of(list(said.MARKS[lang].values())),
            "order": {
                "id": f"urutan besar ke-{number} dari|tertinggi ke-{number} dari|terbesar dari|tertinggi dari",
                "en": f"rank {number} of|the largest of|the highest of",
            }[lang],
        }
        self.forms = {
            kind: [(form, self.compile(getattr(form, lang))) for form in forms]
            for kind, forms in FORMS.items()
        }

    def compile(self, template: str) -> re.Pattern[str]:
        """A template as a pattern: {group:kind} is a group, [...] may be left out."""
        found = ""
        for token in TOKEN.finditer(template):
            if token["group"]:
                pattern = self.patterns[token["kind"] or token["group"]]
                found += f"(?P<{token['group']}>{pattern})"
            elif token["open"] or token["close"]:
                found += "(?:" if token["open"] else ")?"
            else:
                found += re.escape(token[0])
        return re.compile(found)

    def read(self, kind: str, sentence: str) -> tuple[Form, re.Match[str]] | None:
        for form, pattern in self.forms[kind]:
            if match := pattern.fullmatch(sentence):
                return form, match
        return None


@dataclass(frozen=True)
class Read:
    """A sentence that was checked: of which form, how many numbers, and what is wrong."""

    form: str
    sentence: str
    numbers: int
    faults: tuple[str, ...]
    about: Any
    kind: str = ""
    code: str = ""
    groups: tuple[str, ...] = ()


class Checker:
    """Checks what the views of a release say."""

    def __init__(self, package: Package, views: Sequence[View]) -> None:
        self.package = package
        self.grammars = {lang: Grammar(package, lang) for lang in ("id", "en")}
        self.package.spans = dict(self._ranges(views))

    def _ranges(self, views: Sequence[View]) -> Iterator[tuple[Key, Span]]:
        """The ranges that the cells show, by the figure they stand for."""
        pattern = re.compile(rf": ({NUMBER['en']})–({NUMBER['en']}) ")
        for view in views:
            for code, sentence in view["cells"].items() if view["lang"] == "en" else ():
                if match := pattern.search(sentence):
                    low, high = (Decimal(end.replace(",", "")) for end in match.groups())
                    key = Key(view["indicator"], code, view["period"], view["dim"], view["series"])
                    yield key, (low, high)

    def check(self, kind: str, sentence: str, about: Any, code: str = "") -> Read:
        """One sentence of a view, or of the cell of an area."""
        found = self.grammars[about.lang].read(kind, sentence)
        if found is None:
            fault = ("no form of the grammar matches",)
            return Read("unknown", sentence, 0, fault, about, kind, code)
        form, match = found
        claim = Claim(match, about.lang, code)
        form.check(claim, about)
        faults, groups = tuple(claim.close()), tuple(sorted(claim.groups))
        return Read(form.name, sentence, claim.numbers, faults, about, kind, code, groups)

    def view(self, view: View) -> Iterator[Read]:
        """All sentences of a view, and what it fails to say."""
        areas = view["kind"] == "map"
        about: Any = AboutAreas(self.package, view) if areas else AboutTime(self.package, view)
        found = [self.check(view["kind"], sentence, about) for sentence in view["sentences"]]
        yield from found
        forms = Counter(read.form for read in found)
        faults = [f"{form} is not said" for form in self._due(about) if not forms[form]]
        twice = [form for form, count in forms.items() if count > 1 and form != "contested"]
        faults += [f"{form} is said twice" for form in twice]
        if view["title"] not in about.title():
            faults.append(f"title {view['title']!r}, right is {about.title()}")
        if areas and list(view["cells"]) != about.codes:
            faults.append("there is not one cell for each area")
        yield Read("view", view["title"], 0, tuple(faults), about)
        for code, sentence in view["cells"].items():
            yield self.check("cell", sentence, about, code)

    def _due(self, about: AboutAreas | AboutTime) -> Iterator[str]:
        """Forms that a view has to say."""
        if isinstance(about, AboutTime):
            if about.verdict:
                yield about.verdict
            if len(about.same) > 1:
                yield "trend" if len(about.same) >= said.FEWEST_FOR_A_TREND else "no trend"
                if about.step:
                    yield "change" if about.steps[-1] else "no change"
            elif len(about.points) > 1:
                yield "from and to"
            if about.package.grade(about.points[-1][1]) == "C":
                yield "evidence of the last"
            if len(about.all_series) > 1:
                yield "series"
            return
        weak = any(about.package.grade(figure) == "C" for figure in about.rows.values())
        yield "evidence C" if weak else "weakest evidence"
        if about.rivals:
            yield "contested"
        if about.steps:
            yield "moved"
        if about.city is not None:
            yield "city as a whole" if about.indicator["additive"] == "1" else "city"
        if about.sure and about.indicator["zero_means"] != "tidak disebut":
            ranged = about.hidden - about.small
            some = "largest" if ranged or about.doubtful else "extremes"
            if ranged and about.greatest_range >= max(about.sure.values()):
                some = "ranges"
            yield "incomplete" if len(about.without) * 10 > len(about.codes) else some
        if CITY in about.ranked and CITY not in (*about.top, *about.bottom):
            yield "rank of Medan"


def problems(reads: Sequence[Read]) -> str:
    """The faults by kind, each with how often and an example."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for read in reads:
        view: View = read.about.view
        place = ", ".join(
            str(view[n]) for n in ("lang", "indicator", "level", "period", "dim", "series")
        )
        for fault in read.faults:
            group = re.sub(r"'.*|\{.*|\d+.*", "", fault).strip()
            kinds[f"{read.form}: {group}"].append(
                f"{read.sentence}\n      {fault}\n      [{place}]"
            )
    lines = []
    for kind, found in sorted(kinds.items(), key=lambda item: -len(item[1])):
        lines.append(f"{len(found)} x {kind}")
        lines += [f"   {example}" for example in found[:3]]
    return "\n".join(lines)


# -- the tests ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def views(state: Path) -> list[View]:
    """What every view of the release says, as the command prints it."""
    command = [sys.executable, "-m", "atlas", "sentences", "--state", str(state)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def checker(views: list[View]) -> Checker:
    return Checker(said.load(), views)


@pytest.fixture(scope="module")
def reads(checker: Checker, views: list[View]) -> dict[str, list[Read]]:
    """Every sentence, checked, by language."""
    return {
        lang: [read for view in views if view["lang"] == lang for read in checker.view(view)]
        for lang in LANGUAGES
    }


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_number_of_every_sentence_is_right(
    lang: str, reads: dict[str, list[Read]], capsys: pytest.CaptureFixture[str]
) -> None:
    """Each sentence is of a known form, and all that it claims follows from the CSV files."""
    found = [read for read in reads[lang] if read.form != "view"]
    numbers = sum(read.numbers for read in found)
    wrong = [read for read in reads[lang] if read.faults]
    with capsys.disabled():
        print(
            f"\n{LANGUAGES[lang]}: {len(found):,} sentences, {numbers:,} numbers, {len(wrong)} wrong"
        )
    if wrong:
        pytest.fail(problems(wrong), pytrace=False)
    assert len(found) > 20_000


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_form_is_said_somewhere(lang: str, reads: dict[str, list[Read]]) -> None:
    """The grammar knows no sentence that nobody says."""
    known = {form.name for forms in FORMS.values() for form in forms}
    assert known == {read.form for read in reads[lang]} - {"view", "unknown"}


@pytest.mark.slow
def test_both_languages_say_the_same(views: list[View], reads: dict[str, list[Read]]) -> None:
    """The same views, in each the same kinds of sentences, in the same order."""
    found = {
        lang: [(read.form, read.code, *key_of(read.about.view)) for read in reads[lang]]
        for lang in LANGUAGES
    }
    assert found["id"] == found["en"]


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_count_of_one_to_four_is_never_told(
    lang: str, checker: Checker, views: list[View]
) -> None:
    """Each such count of a kelurahan that is withheld is said as "1–4", and in no other way."""
    small = {
        key
        for key, figure in checker.package.tables.observations.items()
        if checker.package.tables.indicators[key.indicator]["small_cells"] == "1"
        and checker.package.tables.level(key) == "kelurahan"
        and figure.value is not None
        and said.SMALL[0] <= figure.value <= said.SMALL[1]
    }
    told = {}
    for view in views:
        for code, sentence in view["cells"].items() if view["lang"] == lang else ():
            indicator, _, period, dim, series, _ = key_of(view)
            told[Key(indicator, code, period, dim, series)] = sentence
    assert len(small) > 100
    assert [told[key] for key in small if ": 1–4 " not in told[key]] == []


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_more_in_any_number_is_noticed(
    lang: str, checker: Checker, reads: dict[str, list[Read]], capsys: pytest.CaptureFixture[str]
) -> None:
    """One added to any run of digits of a right sentence, of every shape, makes it wrong."""
    tried, missed = 0, []
    for read in samples(reads[lang], 12):
        for run in re.finditer(r"\d+", read.sentence):
            more = f"{int(run[0]) + 1:0{len(run[0])}}"
            corrupted = read.sentence[: run.start()] + more + read.sentence[run.end() :]
            tried += 1
            if not new_faults(checker, read, corrupted):
                missed.append(f"{read.sentence} -> {corrupted}")
    with capsys.disabled():
        print(f"\n{LANGUAGES[lang]}: {tried:,} corrupted numbers, {tried - len(missed):,} noticed")
    assert missed == []
    assert tried > 1000


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_another_word_is_noticed(lang: str, checker: Checker, reads: dict[str, list[Read]]) -> None:
    """A right sentence with the opposite word, or with another area, is wrong."""
    found: Counter[tuple[str, str]] = Counter()
    for read in samples(reads[lang], 4):
        for old, new in OPPOSITES[lang]:
            if old in read.sentence:
                corrupted = read.sentence.replace(old, new, 1)
                found[old, new] += 1
                assert new_faults(checker, read, corrupted), f"{read.sentence} -> {corrupted}"
    assert set(found) == set(OPPOSITES[lang])


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_highest_and_lowest_exchanged_is_noticed(
    lang: str, checker: Checker, reads: dict[str, list[Read]]
) -> None:
    """The two areas of a right sentence exchanged, their values left, is wrong."""
    tried = 0
    for read in (r for r in reads[lang] if r.form == "extremes" and not r.faults):
        high, low = re.findall(r" (?:di|in) ([^()]+?) \(", read.sentence)
        corrupted = low.join(read.sentence.split(high, 1))
        place = corrupted.rindex(low)
        corrupted = corrupted[:place] + high + corrupted[place + len(low) :]
        tried += 1
        assert new_faults(checker, read, corrupted), corrupted
    assert tried > 200


def test_the_check_is_independent() -> None:
    """Neither this file nor what it uses imports anything of the atlas."""
    for module in (sys.modules[__name__], said, arithmetic):
        assert module.__file__ is not None
        text = Path(module.__file__).read_text(encoding="utf-8")
        assert not re.search(r"^\s*(?:import|from) atlas\b", text, re.MULTILINE)


OPPOSITES = {
    "id": [("naik", "turun"), ("turun", "naik"), ("membaik", "memburuk"), ("memburuk", "membaik"),
           ("Kota Medan", "Kota Binjai"), ("tertinggi", "terbesar"), ("terbesar", "tertinggi"),
           ("urutan besar", "tertinggi"), ("terlemah A2", "terlemah B"), ("terlemah B", "terlemah A"),
           (" persen poin", " persen"), ("sementara", "sangat sementara"), ("2025", "Maret 2025"),
           (" seluruhnya", ":"), ("kecamatan", "kelurahan"), ("Tidak ada angka", "Belum terbit"),
           ("tidak terdaftar", "Tidak berlaku (NA)"), (" jiwa", " orang"), ("dan", "atau")],
    "en": [("rose", "fell"), ("fell", "rose"), ("improvement", "deterioration"),
           ("deterioration", "improvement"), ("Medan City", "Binjai City"), ("highest", "largest"),
           ("largest", "highest"), (" by size", ", highest first"), ("grade A2", "grade B"),
           ("grade B", "grade A"), (" percentage points", " percent"), (" preliminary", " very preliminary"),
           ("2025", "March 2025"), (" as a whole", ""), ("districts", "urban villages"),
           ("No figure", "Not yet published"), ("not listed", "Not applicable (NA)"),
           (" people", " voters"), ("up in", "down in")],
}  # fmt: skip
"""Words and what they may not be exchanged for."""


def key_of(view: View) -> tuple[str, ...]:
    return tuple(view[n] for n in ("indicator", "level", "period", "dim", "series", "kind"))


def new_faults(checker: Checker, read: Read, corrupted: str) -> set[str]:
    """What is wrong with a sentence once it is corrupted, and was not before."""
    again = checker.check(read.kind, corrupted, read.about, read.code)
    return set(again.faults) - set(read.faults)


def samples(reads: Sequence[Read], count: int) -> Iterator[Read]:
    """Sentences of every shape, spread over all that have it; right ones where there are some."""
    shapes: dict[tuple[str, ...], list[Read]] = defaultdict(list)
    for read in reads:
        if read.form not in ("view", "unknown"):
            shapes[(read.form, *read.groups)].append(read)
    for found in shapes.values():
        right = [read for read in found if not read.faults] or found
        yield from right[:: max(1, len(right) // count)]
