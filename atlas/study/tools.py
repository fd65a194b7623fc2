"""The tools of the workbench: their paths, in the groups in which a planner looks for them."""

from __future__ import annotations

TOOLS = {
    "spread": "sebaran",
    "similar": "serupa",
    "matrix": "matriks",
    "pair": "hubungan",
    "change": "perubahan",
    "multiples": "deret",
    "pattern": "pola",
    "trend": "tren",
    "priority": "prioritas",
    "target": "target",
    "own": "gabungan",
    "twins": "dua-sumber",
    "origin": "asal",
}
"""Kind of study and the path of its page."""
CLASSES = "classes"
"""How firm classes are: a part of the map of every indicator."""
GROUPS = {
    "compare": ("spread", "similar", "matrix", "pair", "change", "multiples"),
    "pattern": ("pattern", "trend", CLASSES),
    "decide": ("priority", "target", "own"),
    "trust": ("twins", "origin"),
}
