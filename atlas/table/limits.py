"""How much of a file is read before it is refused; docs/TABLES.md states the same numbers."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1024 * 1024

UPLOAD_MB = 20
"""an upload in the browser; the command line takes larger files"""
ROWS = 100_000
"""the furthest row that holds a value, and lines of a CSV"""
COLUMNS = 1_024
CELLS = 200_000
"""cells with a value in a file"""
BOX = 4_000_000
"""rows times columns of the rectangle a sheet's values span"""
ELEMENTS = 3_000_000
"""elements of all XML in a workbook: cells, empty ones too, rows, texts, formats"""
TEXT = 32_767
"""characters in a cell: what Excel itself allows"""
UNZIPPED_MB = 100
RATIO = 200
"""unzipped to zipped, for parts over 10 MB"""
ENTRIES = 4_000
CSV_MB = 64
JSON_MB = 32
KEYS = 300_000
"""crossings of the dimensions of a WebAPI answer"""


@dataclass(frozen=True)
class Limits:
    """What the process that reads one file may use."""

    memory_mb: int = 512
    seconds: int = 30
    """of processor, and by the clock"""
    answer_mb: int = 64
    wait_seconds: int = 120
    """how long a file waits for its turn when others are being read"""


LIMITS = Limits()
