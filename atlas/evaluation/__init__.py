"""The evaluation sheet of the yearly table meeting: written for an office, filled in, read back."""

from atlas.evaluation.model import (
    DECISIONS,
    Answer,
    Decision,
    Line,
    Minutes,
    Sheet,
    SheetTable,
    Signer,
)

__all__ = ["DECISIONS", "Answer", "Decision", "Line", "Minutes", "Sheet", "SheetTable", "Signer"]
