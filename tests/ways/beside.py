"""What stands beside the figures: period, day, metadata and targets."""

from __future__ import annotations

import datetime
from dataclasses import replace
from random import Random

from broken import (
    BY_AREA,
    BY_YEAR,
    COUNTED,
    INDEX,
    PEOPLE,
    PRICES,
    PRODUCT,
    SEXES,
    Copy,
    at,
    at_title,
    case,
    copy,
)
from editions import book
from score import Case, Planted
from world import BEFORE, EDITION, clean, with_codelists, world


def k19_old_data(rng: Random) -> Case:
    """The table of an earlier edition, handed in for this one."""
    name = rng.choice((*COUNTED, "5.1.2-sayuran", PEOPLE, *BY_YEAR, INDEX, PRICES))
    table = Copy(clean(name), book(rng.choice(BEFORE))[name])
    return case(f"{table.number}: of an earlier edition", [table], [at_title("K19", table)],
                [at("K17", table)], sums=False)  # fmt: skip


def k20_late(rng: Random) -> Case:
    name = rng.choice((*BY_AREA, *BY_YEAR, INDEX, PRICES, PRODUCT))
    table = copy(name)
    day = datetime.date(int(EDITION), 2, 28) + datetime.timedelta(days=rng.randrange(1, 200))
    context = replace(world(), today=day)
    return case(
        f"{table.number}: came on {day}", [table], [at_title("K20", table)], context=context
    )


MS_IND = ("concept_id", "definition_id", "interpretation_id", "formula_id", "presentation_classification",
          "is_composite", "estimation_level", "public_access", "variable_activity", "variable_name")  # fmt: skip


def k21_form_not_filled_in(rng: Random) -> Case:
    table = copy(rng.choice((*BY_AREA, *BY_YEAR, INDEX, PRICES)))
    chosen = rng.choice(sorted({r.indicator for r in table.clean.meaning.values()}))
    fields = rng.sample(MS_IND, rng.randrange(1, 4))
    rows = [{**r, **dict.fromkeys(fields, "")} if r["indicator"] == chosen else r
            for r in world().package.codelists["indicators"]]  # fmt: skip
    columns = {table.column(p[1]) for p, r in table.clean.meaning.items() if r.indicator == chosen}
    first = "" if table.clean.name == INDEX else sorted(columns, key=lambda c: (len(c), c))[0]
    return case(f"{table.number}: {chosen} lacks {', '.join(fields)}", [table], [at("K21", table, first)],
                context=with_codelists(world(), indicators=rows))  # fmt: skip


def k27_target(rng: Random) -> Case:
    """A target of the plan without its unit, polarity or baseline."""
    table = copy(rng.choice((*BY_YEAR, INDEX, PEOPLE, "4.2.1-sarana-kesehatan", SEXES)))
    indicator = rng.choice(sorted({r.indicator for r in table.clean.meaning.values()}))
    target = {"indicator": indicator, "area_code": "1275", "period": "2026", "unit": "persen",
              "polarity": rng.choice(("positif", "negatif", "kumulatif")), "baseline_value": "5", "target": "4"}  # fmt: skip
    field = rng.choice(("unit", "polarity", "baseline_value"))
    target[field] = rng.choice(("", " ", "naik")) if field == "polarity" else ""
    return case(f"{table.number}: target of {indicator} with {field} {target[field]!r}", [table],
                [Planted("K27", what=field)], context=with_codelists(world(), target=[target]))  # fmt: skip
