"""The profiles of all kecamatan, one after another, and as one ZIP."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence

from atlas import query
from atlas.composed import LEVEL
from atlas.paper import brief
from atlas.paper.parts import Asked
from atlas.paper.typeset import typeset_each
from atlas.store import Release

SECONDS_EACH = 0.6
"""What a profile takes on two cores, typesetting and questions together."""


def profiles(
    release: Release, asked: Asked, codes: Sequence[str] = (), lanes: int = 1
) -> Iterator[tuple[str, str, bytes]]:
    """Name, file name and PDF of each kecamatan (all when none is named), as soon as it is set;
    `lanes` as of `typeset_each`."""
    names = {a.area_code: a.name(asked.lang) for a in query.catalogue(release).level(LEVEL)}
    chosen = codes or list(names)
    jobs = (brief.profile(release, code, asked) for code in chosen)
    for code, made in zip(chosen, typeset_each(jobs, lanes), strict=True):
        yield names[code], file_of(names[code], asked), made


def file_of(name: str, asked: Asked) -> str:
    """ "profil-medan-area-id-a4.pdf" """
    return f"profil-{name.casefold().replace(' ', '-')}-{asked.lang}-{asked.paper}.pdf"


def archive(release: Release, asked: Asked, tell: Callable[[int, int, str], None]) -> bytes:
    """All profiles as a ZIP; `tell` is called with (done, of, name) after each."""
    of, packed = len(query.catalogue(release).level(LEVEL)), io.BytesIO()
    day: datetime.date = asked.made_on
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as folder:
        for done, (name, file, made) in enumerate(profiles(release, asked), 1):
            entry = zipfile.ZipInfo(file, (day.year, day.month, day.day, 0, 0, 0))
            folder.writestr(entry, made)
            tell(done, of, name)
    return packed.getvalue()
