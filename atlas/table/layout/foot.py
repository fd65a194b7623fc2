"""What stands under a table: footnotes, Catatan and Sumber."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from atlas.table.layout.sheet import View
from atlas.table.text import RAISED, one_line

_UP = "".join(RAISED)
_HEAD = re.compile(
    r"(?P<kind>catatan|keterangan|notes?|remarks?|sumber|sources?)(?: data)?"
    r"(?P<both> ?/ ?(?:notes?|remarks?|sources?|explanations?)(?: of data)?)? ?(?P<colon>[:：]|$)?"
    r" ?(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_FOOTNOTE = re.compile(
    rf"(?P<sign>[{_UP}]+|\*{{1,3}}|[1-9][0-9]?|[a-z])(?:\) ?|(?<=[{_UP}*]) ?| +)(?P<text>[^\W\d_].*)",
    re.DOTALL,
)


@dataclass
class Foot:
    """The lines under a table, by what they are."""

    notes: list[str] = field(default_factory=list)
    footnotes: dict[str, str] = field(default_factory=dict)
    source: str = ""
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    kind: str = "notes"
    """of the lines that follow without a word of their own"""


def heading(text: str) -> tuple[str, str] | None:
    """("notes" or "source", the rest) of a text that begins with Catatan or Sumber."""
    found = _HEAD.fullmatch(text)
    if found is None or not (found["colon"] is not None or found["both"]):
        return None
    kind = "source" if found["kind"].casefold().startswith(("so", "su")) else "notes"
    return kind, found["rest"]


def footnote(text: str) -> tuple[str, str] | None:
    """Sign and text of a footnote like "1 Termasuk ...", "¹ ...", "a) ...", "* Angka sementara"."""
    found = _FOOTNOTE.fullmatch(text)
    if found is None:
        return None
    return "".join(RAISED.get(c, c) for c in found["sign"]).rstrip(")"), found["text"]


def read_foot(view: View, rows: list[int]) -> Foot:
    """Notes, footnotes and source from these rows."""
    foot = Foot()
    above = rows[0] if rows else 0
    for row in rows:
        if row > above + 1:
            foot.kind = "notes"
        above = row
        columns = list(view.rows[row])
        text = "\n".join(view.sheet.printed(row, c) for c in columns)
        sign = view.text(row, columns[0]).rstrip(")")
        if len(columns) > 1 and (len(sign) == 1 or set(sign) <= {*"*", *_UP}):
            # the sign of a footnote stands in a cell of its own
            text = text.replace("\n", " ", 1)
        head = heading(text.strip())
        if head and len(columns) > 1 and not one_line(head[1]):
            text = ""
        if head:
            foot.kind, text = head
        place = (row, columns[0])
        for line in filter(None, map(one_line, text.splitlines())):
            _add(foot, line, place, begins=head is not None)
            head = None
        if not text.strip():
            foot.places.setdefault(foot.kind, place)
    return foot


def _add(foot: Foot, line: str, place: tuple[int, int], begins: bool) -> None:
    noted = footnote(line)
    if noted and not (begins and foot.kind == "source"):
        foot.footnotes[noted[0]] = noted[1]
        foot.places.setdefault("notes", place)
    elif foot.kind == "notes":
        foot.notes.append(line)
        foot.places.setdefault("notes", place)
    elif begins and foot.source:
        foot.source += f"/{line}"
    else:
        foot.source = f"{foot.source} {line}".strip()
        foot.places.setdefault("source", place)
