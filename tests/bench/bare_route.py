"""The baseline of an embed: a bare Starlette route that gives the same bytes and headers.

`BARE` names a folder with `body` and `headers` (a JSON object); `uvicorn bare_route:app`.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FOLDER = Path(os.environ["BARE"])
BODY = (FOLDER / "body").read_bytes()
HEADERS = json.loads((FOLDER / "headers").read_text(encoding="utf-8"))


async def same(request: Request) -> Response:
    return Response(BODY, headers=HEADERS)


app = Starlette(routes=[Route("/{rest:path}", same)])
