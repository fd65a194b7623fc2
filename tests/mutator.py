"""Clean tables broken on purpose, one defect at a time, each with the truth about it.

    for case in mutations("K03", count=20, seed=1): ...      # cases for `score`

Every check has a few ways in which its defect comes about (in `ways`); each mutation draws a layout,
a table, a cell and a size. Findings that follow from what was planted are part of the truth: a changed cell
breaks its sums as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from broken import LAYOUTS, printed_like
from score import Case
from ways import areas, beside, elsewhere, form, sums, values, years
from world import EDITION, clean_tables, reading, world

Way = Callable[[Random], Case]

WAYS: dict[str, tuple[Way, ...]] = {
    "K01": (areas.k01_line_missing, areas.k01_line_twice, areas.k01_name_of_another),
    "K02": (areas.k02_misspelt, areas.k02_total_is_a_kecamatan, areas.k02_kecamatan_is_the_city,
            areas.k02_other_city),
    "K03": (sums.k03_total_off, sums.k03_total_by_one, sums.k03_digits_swapped, sums.k03_more_than_all),
    "K04": (sums.k04_part_off, sums.k04_whole_off),
    "K05": (sums.k05_shares_off, sums.k05_rounded_away),
    "K06": (sums.k06_density, sums.k06_growth, sums.k06_sex_ratio),
    "K07": (values.k07_above_total, values.k07_total_too_small),
    "K08": (values.k08_negative, values.k08_not_whole, values.k08_over_a_hundred, values.k08_gini),
    "K09": (years.k09_cell_slipped, years.k09_column_slipped, years.k09_year_slipped),
    "K10": (years.k10_jump,),
    "K11": (years.k11_copied,),
    "K12": (values.k12_blank, values.k12_line_blank),
    "K13": (values.k13_nil_for_missing, values.k13_nil_and_zero),
    "K14": (years.k14_other_area, years.k14_other_density, years.k14_other_series),
    "K15": (elsewhere.k15_tables_differ, elsewhere.k15_released_otherwise),
    "K16": (elsewhere.k16_sources_differ,),
    "K17": (elsewhere.k17_silent_revision, elsewhere.k17_withdrawn),
    "K18": (elsewhere.k18_still_preliminary,),
    "K19": (beside.k19_old_data,),
    "K20": (beside.k20_late,),
    "K21": (beside.k21_form_not_filled_in,),
    "K22": (form.k22_unit_twice, form.k22_other_unit, form.k22_unit_of_a_column, form.k22_misspelt),
    "K23": (form.k23_no_source, form.k23_no_period, form.k23_year_to_come, form.k23_unexplained_sign),
    "K24": (form.k24_other_style, form.k24_no_number, form.k24_glued_year, form.k24_glued_word),
    "K25": (form.k25_untidy,),
    "K26": (years.k26_hole,),
    "K27": (beside.k27_target,),
    "K28": (elsewhere.k28_poor, elsewhere.k28_above),
}  # fmt: skip
"""How the defect of each check comes about."""


def mutations(rule: str, count: int, seed: int = 0) -> Iterator[Case]:
    """So many cases of a check, its ways in turn; the same for the same seed."""
    for number in range(count):
        rng = Random(f"{rule} {seed} {number}")
        with printed_like(rng.randrange(len(LAYOUTS))):
            found = WAYS[rule][number % len(WAYS[rule])](rng)
        yield replace(found, name=f"{rule}/{number} {found.name}")


def clean_cases() -> Iterator[Case]:
    """Every clean table, and all of them as one book."""
    for table in clean_tables():
        yield Case(f"clean {table.name}", (reading([table.printed]),), world(), EDITION)
    tables = [table.printed for table in clean_tables()]
    yield Case("clean book", (reading(tables),), world(), EDITION)
