"""The steps a table walks: decisions on its findings, approval, release; each with a line in the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from atlas.drafts.known import known as known_now
from atlas.drafts.model import APPROVED, DECISIONS, NEXT, Decision, Draft, Entry, now
from atlas.drafts.shelf import find, keep
from atlas.examine import Context, recheck
from atlas.model import AtlasError, Finding
from atlas.settings import settings


def decide(state: Path, name: str, decisions: Iterable[Decision], who: str, role: str) -> Draft:
    """Put decisions on findings of a table; its status follows: open errors mean it needs
    repair. AtlasError for a decision on no finding, one without a role, or on a table that
    was approved already."""
    return decide_all(state, {name: decisions}, who, role)[0]


def decide_all(
    state: Path, by_table: Mapping[str, Iterable[Decision]], who: str, role: str,
    context: Context | None = None,
) -> list[Draft]:  # fmt: skip
    """Decisions on several tables, all of them or none. Corrected tables are checked again: what
    is gone then is settled, what is new is added."""
    taken = {name: tuple(decisions) for name, decisions in by_table.items()}
    moved = [_decided(_required(state, name), found, who, role) for name, found in taken.items()]
    context = context or known_now(settings().data, state)
    for draft in (checked := [_checked_again(d, context) for d in moved]):
        keep(state, draft)
    return checked


def _decided(draft: Draft, taken: Sequence[Decision], who: str, role: str) -> Draft:
    if draft.status in (*APPROVED, "direvisi"):
        raise AtlasError(
            f"Tabel {draft.name} sudah {draft.status}; keputusannya tidak dapat diubah lagi. "
            "Impor revisinya.",
            f"Table {draft.name} is {draft.status} already; its decisions stand. Import a revision.",
        )
    for decision in taken:
        _check(decision, draft)
    lines = tuple(
        Entry(now(), d.person or who, d.role or role, f"{d.decision or 'jawaban'} {d.code}")
        for d in taken
    )
    return replace(draft, decisions=(*draft.decisions, *taken), log=(*draft.log, *lines))


def _checked_again(draft: Draft, context: Context) -> Draft:
    """The table with its decisions carried out, its cells checked again."""
    printed = recheck(draft.rows, context, draft.edition, draft.additions)
    found = recheck(draft.decided(), context, draft.edition, draft.additions)
    known, left = {f.code for f in draft.findings}, {f.code for f in found}
    draft = replace(
        draft, settled=tuple(sorted({f.code for f in printed} & known - left)),
        findings=(*draft.findings, *(f for f in found if f.code not in known)),
    )  # fmt: skip
    return replace(draft, status="perlu_perbaikan" if draft.open_errors else "diperiksa")


def _check(decision: Decision, draft: Draft) -> None:
    found = next((f for f in draft.findings if f.code == decision.code), None)
    wrong = _wrong(decision, found, draft)
    if wrong:
        raise AtlasError(
            f"Tabel {draft.name}, temuan {decision.code}: {wrong[0]}. Tidak ada yang disimpan.",
            f"Table {draft.name}, finding {decision.code}: {wrong[1]}. Nothing was kept.",
        )


def _wrong(decision: Decision, found: Finding | None, draft: Draft) -> tuple[str, str] | None:
    """What is wrong with a decision, in both languages."""
    if found is None:
        return "tidak ada temuan berkode itu", "there is no finding with that code"
    if decision.decision not in ("", *DECISIONS):
        return f"keputusan {decision.decision!r} tidak dikenal", "unknown decision"
    if decision.decision == "dikoreksi" and decision.value is None:
        return "koreksi tanpa nilai", "a correction without a value"
    if decision.decision and not decision.role:
        return "tanpa jabatan atau peran", "without a role"
    cell = (found.sheet, decision.target or found.cell)
    changes = decision.decision in ("dikoreksi", "ditarik")
    if changes and cell not in {(r.sheet, r.cell) for r in draft.rows}:
        return (
            f"sel {cell[1] or '(kosong)'} tidak memuat nilai yang dibaca; sebutkan sel yang "
            "dikoreksi, atau serahkan tabel yang sudah dibetulkan",
            f"cell {cell[1] or '(empty)'} holds no value that was read; name the cell that is "
            "corrected, or hand in the mended table",
        )
    return None


def advance(state: Path, name: str, status: str, who: str, role: str) -> Draft:
    """Move a table on. AtlasError for a step that does not follow, and for one that would let an
    error pass on which nobody decided."""
    draft = _required(state, name)
    if status not in NEXT[draft.status]:
        steps = ", ".join(NEXT[draft.status]) or "-"
        raise AtlasError(
            f"Tabel {name} berstatus {draft.status}; langkah berikutnya yang mungkin: {steps}.",
            f"Table {name} is {draft.status}; possible next steps: {steps}.",
        )
    if status in ("diperiksa", "disetujui_walidata", "disahkan") and draft.open_errors:
        codes = ", ".join(f.code for f in draft.open_errors[:5])
        raise AtlasError(
            f"Tabel {name} masih punya {len(draft.open_errors)} kesalahan tanpa keputusan ({codes}). "
            "Putuskan dahulu: dikoreksi, diterima, atau ditarik.",
            f"Table {name} still has {len(draft.open_errors)} errors without a decision ({codes}). "
            "Decide first: corrected, accepted or withdrawn.",
        )
    line = Entry(now(), who, role, f"{draft.status} -> {status}")
    draft = replace(draft, status=status, log=(*draft.log, line))
    keep(state, draft)
    return draft


def released(state: Path, tables: Iterable[Draft], release: str, who: str = "") -> None:
    """Mark tables as part of a release that was published, by a person or by the command."""
    for draft in tables:
        current = find(state, draft.name)
        if current is not None and current.status == "disahkan":
            line = Entry(now(), who, "walidata", f"rilis {release}")
            keep(state, replace(current, status="rilis", release=release, log=(*current.log, line)))


def _required(state: Path, name: str) -> Draft:
    draft = find(state, name)
    if draft is None:
        raise AtlasError(
            f"Tidak ada tabel {name}; lihat python -m atlas table list.",
            f"There is no table {name}; see python -m atlas table list.",
        )
    return draft
