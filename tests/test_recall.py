"""How well the checks find what was planted: recall and false alarms, check by check (`-s` prints
the table). The truth stands beside the fixtures and comes with each mutation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from broken import SEXES, VILLAGES, at, case, copy
from fixtures.draft import Draft
from fixtures.make import TABLES, files
from mutator import WAYS, clean_cases, mutations
from official import Printed, write_xlsx
from score import Case, Judged, Planted, Score, judge, judged, read_truth, score_of, truth_path
from world import EDITION, INVENTED, changed, world

from atlas import rules
from atlas.model import Finding
from atlas.rules import RULES, Tables
from atlas.table.read import read

FIXTURES = sorted(p for p in TABLES.iterdir() if not p.name.endswith(".truth.json"))
EACH = 20
"""Mutations of each check in the whole run."""


def fixture(path: Path) -> Case:
    truth = read_truth(path)
    context = changed(truth.change)
    return Case(path.name, (read(path),), context, truth.edition, truth.planted, truth.also)


def report(score: Score) -> None:
    print(f"\n{score.table()}\n{score.told()}")


# --- the fixtures themselves


def test_the_fixtures_are_as_many_and_as_various_as_promised() -> None:
    truths = [read_truth(p) for p in FIXTURES]
    assert len(FIXTURES) >= 40
    assert sum(len(t.planted) for t in truths) >= 120
    assert sum(not t.planted for t in truths) >= 10
    assert {p.check for t in truths for p in t.planted} == set(RULES)
    assert {t.reader for t in truths} == {"publikasi", "situs", "webapi", "simdasi", "ckan", "tidy"}
    assert {p.suffix for p in FIXTURES} == {".xlsx", ".xls", ".csv", ".json"}


REAL = ("(Persen) (Persen)", "sex ratio in percent", "Menurut Menurut", "Desa1/Kelurahan", "20242",
        "NBSP", "double space", "em dash", "Milyar", "158 over 151", "2,620.24", "10 668",
        "ton for kuintal", "of Sibolga", "codes of 1271", "of edition 2024", "left out", "twice",
        "Tembunng", "20241")  # fmt: skip
"""Defects that were seen in real tables, and those a meeting fears, by words of the truth."""


@pytest.mark.parametrize("words", REAL)
def test_every_defect_of_real_tables_is_planted(words: str) -> None:
    planted = [p.what for path in FIXTURES for p in read_truth(path).planted]
    assert any(words in what for what in planted)


def test_every_fixture_has_its_truth_and_says_that_its_numbers_are_invented() -> None:
    assert {truth_path(p).name for p in FIXTURES} == {p.name for p in TABLES.glob("*.truth.json")}
    texts = [p for p in FIXTURES if p.suffix in (".csv", ".json")]
    assert all(INVENTED in p.read_text(encoding="utf-8-sig") for p in texts)
    drafts = [one for one in files() if isinstance(one, Draft)]
    unsaid = {(one.name, n) for one in drafts for rule, n, _, _ in one.planted if rule == "K23"}
    for one in drafts:
        for number, printed in enumerate(one.printed):
            assert INVENTED in printed.source or (one.name, number) in unsaid


@pytest.mark.slow
def test_the_generator_makes_the_truth_that_stands_there() -> None:
    made = files()
    assert [p.name for p in FIXTURES] == sorted(one.name for one in made)
    for one in made:
        assert read_truth(TABLES / one.name) == one.truth


def test_the_generator_makes_the_same_file_each_time(tmp_path: Path) -> None:
    kinds = {Path(one.name).suffix + type(one).__name__: one for one in files()}
    assert len(kinds) >= 6
    for one in kinds.values():
        assert one.write(tmp_path).read_bytes() == (TABLES / one.name).read_bytes()


# --- the score


def quick() -> Iterator[Case]:
    """Every third fixture and a mutation of each check."""
    yield from map(fixture, FIXTURES[::3])
    for rule in RULES:
        yield from mutations(rule, 1, seed=7)


def test_what_is_planted_is_found_and_little_else() -> None:
    score = score_of(quick())
    report(score)
    assert score.shortfalls() == []


@pytest.mark.slow
def test_recall_and_false_alarms_of_every_check() -> None:
    """All fixtures, every clean table, and EACH mutations of each check."""
    score = score_of(map(fixture, FIXTURES))
    score.cases += [judge(one) for one in clean_cases()]
    for rule in RULES:
        score.cases += [judge(one) for one in mutations(rule, EACH)]
    report(score)
    assert all(score.counts(rule)[0] >= EACH for rule in RULES)
    assert score.shortfalls() == []


@pytest.mark.parametrize("rule", ["K01", "K08", "K22"])
def test_a_mutation_written_to_a_file_is_judged_as_it_is_in_memory(
    rule: str, tmp_path: Path
) -> None:
    """A sample of mutations through a real workbook."""
    in_memory, table = drawn(rule)
    path = write_xlsx(tmp_path / "uji.xlsx", [table])
    through_file = Case(rule, (read(path),), world(), EDITION, in_memory.planted, in_memory.also)
    assert judge(through_file).found == in_memory.planted
    assert judge(through_file).alarms == judge(in_memory).alarms == ()


def drawn(rule: str) -> tuple[Case, Printed]:
    """A mutation of a check and the table it was made on."""
    table = copy(SEXES)
    place = (4, 0)
    if rule == "K08":
        table = table.put(place, -5)
        return case("negative", [table], [at("K08", table, place)]), table.printed
    if rule == "K01":
        table = table.with_(lines=table.printed.lines[1:])
        return case("missing", [table], [at("K01", table, "1")], sums=False), table.printed
    table = table.with_(unit="persen", unit_en="percent")
    return case("unit", [table], [at("K22", table, "1")]), table.printed


def test_mutations_are_the_same_for_the_same_seed() -> None:
    first, second = ([c.name for c in mutations("K10", 4, seed=3)] for _ in range(2))
    assert first == second
    assert first != [c.name for c in mutations("K10", 4, seed=4)]
    assert set(WAYS) == set(RULES)


# --- that the score can fail


def nothing_found(tables: Tables) -> Iterator[Finding]:
    yield from ()


def always(tables: Tables) -> Iterator[Finding]:
    for row in tables.rows[:5]:
        yield tables.finding(row, "K10", ("selalu", "always"), ("-", "-"))


@pytest.mark.parametrize("rule", ["K03", "K12", "K22"])
def test_a_check_that_is_switched_off_fails_the_score(
    rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = list(mutations(rule, 3))
    assert score_of(cases).recall(rule) == 1
    monkeypatch.setitem(rules.CHECKS, rule, nothing_found)
    score = score_of(cases)
    assert score.recall(rule) < 0.9
    assert any(text.startswith(f"{rule}: recall") for text in score.shortfalls())


def test_a_check_that_always_fires_fails_the_score(monkeypatch: pytest.MonkeyPatch) -> None:
    clean = case("clean", [copy(VILLAGES)], [])
    assert score_of([clean]).shortfalls() == []
    monkeypatch.setitem(rules.CHECKS, "K10", always)
    score = score_of([clean])
    assert len(score.alarms("K10")) == 5
    assert any("clean (clean): 5 false alarms" in text for text in score.shortfalls())


def finding(rule: str, cell: str, sheet: str = "S") -> Finding:
    return Finding(rule, "G", "", "", "", "", sheet=sheet, cell=cell)


@pytest.mark.parametrize(
    ("planted", "cell", "met"),
    [
        ("C12", "C12", True), ("C12", "C13", False), ("C", "C99", True), ("C", "D9", False), ("C", "AC9", False),
        ("12", "C12", True), ("12", "C121", False), ("", "C12", True), ("", "", True), ("C12", "", False),
    ],
)  # fmt: skip
def test_a_defect_is_met_by_findings_at_its_place_only(planted: str, cell: str, met: bool) -> None:
    assert Planted("K03", "S", planted).met_by(finding("K03", cell)) is met
    assert not Planted("K03", "S", planted).met_by(finding("K04", cell))
    assert not Planted("K03", "T", planted).met_by(finding("K03", cell))


def test_what_is_neither_planted_nor_follows_is_a_false_alarm() -> None:
    one = Case("x", (), world(), EDITION, (Planted("K03", "S", "C5"),), (Planted("K04", "S", "D"),))
    found = judged(one, [finding("K03", "C5"), finding("K04", "D7"), finding("K04", "E7")])
    assert found.missed == ()
    assert [f.cell for f in found.alarms] == ["E7"]
    assert judged(one, []).missed == one.planted


def test_too_many_false_alarms_on_one_file_fail_the_score() -> None:
    three = tuple(finding("K03", f"C{i}") for i in range(3))
    planted = (Planted("K03"),)
    assert Score([Judged("a", False, planted, (), three[:2])]).shortfalls() == []
    assert Score([Judged("a", False, planted, (), three)]).shortfalls() == [
        "a (defective): 3 false alarms"
    ]
