"""Which corrections are asked for: one page of them, newest first, of all indicators or one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request

from atlas import changes, query
from atlas.changes import Change, Correction
from atlas.model import Lang
from atlas.query import Catalogue
from atlas.store import Release, Store
from atlas.web import asked

PARAMETERS = ("indicator", "page", "lang")
ON_A_PAGE = 100


@dataclass(frozen=True)
class Listing:
    """One page of corrections with where it stands among them."""

    release: Release
    catalogue: Catalogue
    indicator: str
    page: int
    lang: Lang
    every: Sequence[Change]
    """those of all pages"""

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.every) // ON_A_PAGE))

    @property
    def here(self) -> Sequence[Change]:
        return self.every[(self.page - 1) * ON_A_PAGE : self.page * ON_A_PAGE]

    @property
    def name(self) -> str:
        """Of the indicator asked for, its code when the served release has it no more."""
        found = self.catalogue.indicators.get(self.indicator)
        return found.name(self.lang) if found else self.indicator

    def worded(self, change: Change) -> Correction:
        return changes.worded(change, self.catalogue, self.lang)

    def path(
        self, form: str = "", page: int = 1, lang: str = "", indicator: str | None = None
    ) -> str:
        """The address of a page of this listing; `form` is "", ".json" or ".atom"."""
        chosen = self.indicator if indicator is None else indicator
        english = (lang or self.lang) == "en"
        pairs = {"indicator": chosen, "page": str(page) if page > 1 else "",
                 "lang": "en" if english else ""}  # fmt: skip
        params = urlencode({k: v for k, v in pairs.items() if v})
        return f"/changes{form}{'?' if params else ''}{params}"

    def neighbours(self, form: str = "") -> dict[str, str]:
        """Addresses of the newer page (prev) and the older one (next), where there are such."""
        near = {"prev": self.page - 1, "next": self.page + 1}
        return {rel: self.path(form, n) for rel, n in near.items() if 1 <= n <= self.pages}

    def view(self, change: Change) -> str:
        """The address of the page of the atlas that shows a figure; "" when it has it no more."""
        if change.indicator not in self.catalogue.indicators:
            return ""
        params = change.choice.params() | ({"lang": "en"} if self.lang == "en" else {})
        return f"/indikator?{urlencode(params)}"


def listing(request: Request, store: Store) -> Listing:
    """What the parameters ask for. Problems: an unknown parameter or page, and an indicator that
    neither the served release nor any correction knows."""
    params = asked.parameters(request, PARAMETERS)
    lang = asked.language_of(params)
    release = store.release()
    catalogue = query.catalogue(release)
    every: Sequence[Change] = changes.every(store)
    indicator = params.get("indicator", "")
    if indicator:
        known = indicator in catalogue.indicators
        every = [c for c in every if c.indicator == indicator]
        if not (known or every):
            raise asked.unknown_indicator(indicator, catalogue)
    found = Listing(release, catalogue, indicator, 1, lang, every)
    numbers = [str(n) for n in range(1, found.pages + 1)]
    page = asked.one_of(params, "page", numbers, "1")
    return Listing(release, catalogue, indicator, int(page), lang, every)
