"""What a table is compared with when it is handed in: the package with the approved tables in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from atlas.drafts.merged import merged
from atlas.drafts.shelf import approved
from atlas.examine import Context


def known(data: Path, state: Path) -> Context:
    """Codelists, mappings and the values of the next release. AtlasError when they cannot be read."""
    context = Context.load(data)
    return replace(context, package=merged(context.package, approved(state)).package)
