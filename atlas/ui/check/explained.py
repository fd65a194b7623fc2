"""Rules and severities as pages show them: sign, name, and the link to the explanation."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from pathlib import Path

from atlas.model import Lang
from atlas.rules.checklist import CheckRule, Severity, checklist
from atlas.settings import settings
from atlas.text import t
from atlas.ui.frame import link

SEVERITIES: tuple[Severity, ...] = ("G", "P", "I")
SIGNS: Mapping[str, str] = {"G": "■", "P": "▲", "I": "●"}
"""A shape for each severity, so that colour never says it alone."""
FROM = ("berkas", "peta", "evaluasi", "skema", "aturan")
"""What findings without a number come from: reading, mapping, evaluation sheets, schema, checklist."""


def known_rules() -> Mapping[str, CheckRule]:
    """The checks by number, as the data folder describes them; none when it does not."""
    path = settings().data / "checks.csv"
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError:
        return {}


@lru_cache(maxsize=2)
def _read(path: Path, changed: int) -> Mapping[str, CheckRule]:
    """Kept, because every run of a page asks for it; reading takes 1 ms."""
    with path.open(encoding="utf-8", newline="") as lines:
        return checklist(list(csv.DictReader(lines)))


def rule_name(rule: str, lang: Lang) -> str:
    """The number with its name; what other parts than the checks found by what they are about."""
    known = known_rules().get(rule)
    if known:
        return f"{rule} {known.text('name', lang)}"
    return t(f"check.from_{rule.split(':')[0]}", lang) if rule.split(":")[0] in FROM else rule


def rule_link(rule: str, lang: Lang) -> str:
    """The explanation of a rule; "" for a finding that no numbered rule made."""
    return link("data", lang, bagian="pemeriksaan", aturan=rule) if rule.startswith("K") else ""


def severity_name(severity: str, lang: Lang) -> str:
    return t(f"about.severity_{severity}", lang)


def sign(severity: str) -> str:
    """The shape of a severity, for the eye only: words must stand beside it."""
    return f'<i class="sign {severity}" aria-hidden="true">{SIGNS[severity]}</i>'


def counts(by_severity: Mapping[Severity, int], lang: Lang) -> str:
    """ "■ 3 Galat ▲ 1 Peringatan ● 0 Informasi" as HTML."""
    parts = [f"<span>{sign(s)} <b>{by_severity.get(s, 0)}</b> {escape(severity_name(s, lang))}</span>"
             for s in SEVERITIES]  # fmt: skip
    return f'<p class="atlas-counts">{" ".join(parts)}</p>'


CSS = """
<style>
:root { --atlas-G:#b3261e; --atlas-P:#8a5a00; --atlas-I:#1d5f8a; --atlas-G-tint:#fbe4e2; --atlas-P-tint:#fcefcf; --atlas-I-tint:#e0eef7 }
@media (prefers-color-scheme: dark) { :root { --atlas-G:#ff9d94; --atlas-P:#f2c14e; --atlas-I:#86c5ee; --atlas-G-tint:#4a1f1c; --atlas-P-tint:#42340f; --atlas-I-tint:#163447 } }
i.sign { font-style:normal } i.sign.G { color:var(--atlas-G) } i.sign.P { color:var(--atlas-P) } i.sign.I { color:var(--atlas-I) }
.atlas-counts { display:flex; flex-wrap:wrap; gap:.2rem 1.3rem; margin:.2rem 0 .5rem } .atlas-counts b { font-variant-numeric:tabular-nums }
</style>
"""
