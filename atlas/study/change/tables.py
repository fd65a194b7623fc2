"""The table of changes: both values exactly as published, and what came between them."""

from __future__ import annotations

from collections.abc import Sequence

from atlas import sentence
from atlas.model import Coverage, Observation
from atlas.study import longrun
from atlas.study.change.pair import Pair
from atlas.study.change.picture import Step
from atlas.study.change.words import direction
from atlas.study.model import Entry, Grid, Head, Row
from atlas.text import t


def grid(pair: Pair, steps: Sequence[Step], codes: Sequence[str]) -> Grid:
    """Both values exactly as published with their marks, the change, its rank and its direction;
    below them the areas without a change, with the reason in its place."""
    lang = pair.lang
    start, end = pair.labels
    heads = (Head(t("table.area", lang)), Head(f"{start} ({pair.unit})", True), Head(t("change.mark_of", lang, period=start)),
             Head(f"{end} ({pair.unit})", True), Head(t("change.mark_of", lang, period=end)),
             Head(t("change.head", lang, unit=pair.step_unit), True), Head(t("change.head_rank", lang), True),
             Head(t("change.direction", lang)))  # fmt: skip
    rows = [
        Row((Entry(s.name), Entry(s.first_text, s.first), Entry(s.first_mark), Entry(s.last_text, s.last),
             Entry(s.last_mark), Entry(s.text, round(s.step, 6)),
             Entry(str(s.rank), s.rank) if s.rank else Entry("–"),
             Entry(direction(s.step, pair))), s.area_code)
        for s in steps
    ]  # fmt: skip
    known = {s.area_code for s in steps}
    for code in (c for c in codes if c not in known):
        before, after = (_published(side.get(code), table, pair)
                         for side, table in ((pair.before, pair.first), (pair.after, pair.last)))  # fmt: skip
        rows.append(Row((Entry(pair.area(code)), *before, *after,
                         Entry("–"), Entry("–"), Entry(pair.obstacle(code)[1])), code))  # fmt: skip
    caption = t(
        "change.caption", lang, name=pair.run.name(pair.catalogue, lang), first=start, last=end
    )
    return Grid(t("study.sheet_data", lang), caption, heads, tuple(rows))


def _published(row: Observation | None, table: Coverage, pair: Pair) -> tuple[Entry, Entry]:
    """A value and its mark as they were published, or the word for its state."""
    mark = Entry(row.mark if row else "")
    if row is None or (row.value is None and row.low is None):
        state = longrun.state(row, pair.run, table.period)
        return Entry("–" if state == "nol" else t(f"state.cell_{state}", pair.lang)), mark
    return Entry(sentence.value_text(row, pair.indicator, pair.lang), row.value), mark
