"""A deck as slides to edit: /paparan/unduh.pptx."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.routing import Route as Path

from atlas.deck import decode, shown
from atlas.model import AtlasError, Lang
from atlas.slideshow import slideshow
from atlas.store import Store
from atlas.web.answers import FOR_NOW, Answer, Problem, Route, address
from atlas.web.asked import drawable
from atlas.web.deck.route import LONGEST, asked, refuse

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def routes(store: Store) -> list[BaseRoute]:
    return [Path("/paparan/unduh.pptx", Route(store, "paparan", _file, refuse, LONGEST))]


def _file(request: Request, store: Store) -> Answer | Response:
    """The slides as a file; a page that says why there are none."""
    lang, code = asked(request)
    read = decode(code)
    release = store.release(read.deck.release)
    if not drawable(store, release):
        raise Problem.of(404, "old-release", "problem.old_detail", name=release.name)
    try:
        made = slideshow(read, release, lang, address(request))
    except AtlasError as error:
        said: dict[Lang, str] = {"id": error.message_id, "en": error.message_en}
        raise Problem(400, "bad-value", said) from error
    headers = {
        "Content-Disposition": f'attachment; filename="atlas-medan_paparan_{read.deck.digest()}.pptx"',
        "Content-Language": lang,
        "X-View": ",".join(s.digest for s in shown(read.deck, release, lang) if s.digest),
    }
    return Answer(made, PPTX, FOR_NOW, headers, quality=0)
