"""How much of the metadata of an indicator is filled in (MS-Ind, the form of BPS)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from atlas.model import Indicator

OWN_WORDS = ("concept", "definition", "formula", "interpretation")
"""Fields in two languages; the Indonesian one counts."""
CODED = ("presentation_classification", "is_composite", "component_publication",
         "component_indicators", "variable_activity", "variable_code", "variable_name",
         "estimation_level", "public_access")  # fmt: skip


@dataclass(frozen=True)
class Filled:
    """MS-Ind fields of the indicators of an office."""

    office: str
    indicators: int
    fields: int
    """that the form has, for all of them"""
    filled: int


def filled(indicators: Iterable[Indicator]) -> list[Filled]:
    """By office; computed indicators are left out, their metadata are the atlas's own."""
    found: dict[str, list[int]] = {}
    for indicator in indicators:
        if indicator.kind:
            continue
        texts = [indicator.text(n, "id") for n in OWN_WORDS]
        texts += [indicator.texts.get(n, "") for n in CODED]
        count = found.setdefault(indicator.text("producer", "id"), [0, 0, 0])
        count[0] += 1
        count[1] += len(texts)
        count[2] += sum(map(bool, texts))
    return [Filled(office, *found[office]) for office in sorted(found)]
