"""Names of codes in a language: of the release, of the checks, and of what a mapping brings."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.examine import Examined
from atlas.model import Lang
from atlas.query import Catalogue
from atlas.ui.check import explained

KEYS = {"indicators": "indicator", "dimensions": "member", "series": "series", "units": "unit"}


def names_of(catalogue: Catalogue, examined: Sequence[Examined], lang: Lang) -> dict[str, str]:
    """Names by code; what a mapping brings is not in the release yet."""
    found: dict[str, str] = {}
    for one in examined:
        additions = one.mapping.additions if one.mapping else {}
        for name, rows in additions.items():
            key = KEYS.get(name)
            if key:
                found |= {row[key]: row[f"name_{lang}"] for row in rows}
    found |= {code: area.name(lang) for code, area in catalogue.areas.items()}
    found |= {code: i.name(lang) for code, i in catalogue.indicators.items()}
    for labels in (catalogue.series, catalogue.dimensions):
        found |= {code: label.name(lang) for code, label in labels.items()}
    rules = explained.known_rules().items()
    return found | {rule: known.text("name", lang) for rule, known in rules}
