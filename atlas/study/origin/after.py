"""What a figure went through after it was made: checks, decisions, corrections; and where it is."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.model import Finding, Lang
from atlas.study.origin.address import address, api_address, view_address
from atlas.study.origin.trail import Line, Step
from atlas.study.origin.words import Words, day
from atlas.text import t


def examined(words: Words, checked: Sequence[str]) -> Step:
    """The checks it went through, what they found on it, and what is contested."""
    lang, figure = words.lang, words.figure
    head = t("origin.checks", lang)
    if figure.rule:
        lines = [Line(head, t("origin.checks_computed", lang))]
    else:
        known = {rule: (name_id, name_en) for rule, name_id, name_en in figure.checks}
        names = ", ".join(f"{r} {known[r][lang == 'en']}" if r in known else r for r in checked)
        lines = [Line(head, t("origin.checks_said", lang, names=names), address("data", lang, {"bagian": "pemeriksaan"}))]  # fmt: skip
        if words.row.status == "rilis":
            lines.append(Line(head, t("origin.checks_table", lang)))
    lines += [_finding(f, words) for f in figure.findings]
    if all(f.period != words.key.period for f in figure.findings):
        lines.append(Line(t("origin.found", lang), t("origin.found_none", lang)))
    if figure.adds_up and figure.level in ("kecamatan", "kabkota"):
        lines.append(Line(t("origin.adds_up", lang), _adds_up(words, figure.adds_up)))
    for rejected, reason_id, reason_en in figure.contested:
        value = words.amount(rejected)
        reason = reason_id if lang == "id" else reason_en
        lines.append(Line(t("origin.rival", lang), t("origin.rival_said", lang, value=value, reason=reason)))  # fmt: skip
    if words.row.alternative is not None and not figure.contested:
        value = words.amount(words.row.alternative)
        lines.append(Line(t("origin.rival", lang), t("origin.rival_part", lang, value=value)))
    return Step(t("origin.step_examined", lang), tuple(lines))


def _adds_up(words: Words, sums: tuple[float, float]) -> str:
    parts, printed = map(words.number, sums)
    key = "view.sum_matches" if sums[0] == sums[1] else "view.sum_differs"
    return t(key, words.lang, parts=parts, printed=printed)


def _finding(found: Finding, words: Words) -> Line:
    """A finding on the figure or on its series, with the reason of its waiver."""
    lang = words.lang
    message = found.message_id if lang == "id" else found.message_en
    reason = found.waived_id if lang == "id" else found.waived_en
    head = "origin.found" if found.period == words.key.period else "origin.found_series"
    severity = t(f"about.severity_{found.severity}", lang)
    said = f"{found.rule} ({severity}): {message}"
    if reason:
        said += "; " + t("about.waived", lang, date=day(found.waived_on, lang), reason=reason)
    to = address("data", lang, {"bagian": "temuan", "aturan": found.rule})
    return Line(t(head, lang), said, to)


def decided(words: Words) -> Step:
    """What the meeting decided on it."""
    lang = words.lang
    lines = []
    for d in words.figure.decisions:
        by = ", ".join(p for p in (d.role, d.office) if p)
        before, now = ("…" if v is None else words.number(v) for v in (d.printed, d.value))
        said = t("origin.decided", lang, rule=d.rule, printed=before, value=now,
                 by=by, day=day(d.decided_on, lang), table=d.table_no, edition=d.edition)  # fmt: skip
        head = t(f"origin.decision_{d.decision}", lang)
        lines.append(Line(head, f"{said} {d.note}".strip()))
    return Step(t("origin.step_decided", lang), tuple(lines))


def since(corrections: Sequence[str], lang: Lang) -> Step:
    """What later releases changed of it."""
    head = t("origin.correction", lang)
    said = corrections or [t("origin.corrections_none", lang)]
    return Step(t("origin.step_since", lang), tuple(Line(head, text) for text in said))


def shown(words: Words) -> Step:
    """The figure as this screen has it, and where a machine gets it."""
    lang, api = words.lang, api_address(words.key, words.release.name)
    lines = [
        Line(t("table.value", lang), words.value),
        Line(t("origin.what", lang), words.label),
        Line(t("choose.series", lang), words.series),
        Line(t("origin.release", lang), words.release.name, address("data", lang, {"bagian": "rilis"})),
        Line(t("origin.view", lang), t("origin.view_said", lang), view_address(words.figure, lang)),
        Line(t("origin.api", lang), api, api, True),
    ]  # fmt: skip
    return Step(t("origin.step_shown", lang), tuple(x for x in lines if x.text))
