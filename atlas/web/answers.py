"""Answers that all routes share: JSON as bytes, refusals, the language asked for."""

from __future__ import annotations

import json
from typing import Any

import brotli
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from atlas.model import AtlasError, Lang
from atlas.store import Release, Store
from atlas.text import t

FOR_EVER = "public, max-age=31536000, immutable"
FOR_NOW = "public, max-age=60, stale-while-revalidate=600"


def released(store: Store) -> Release | Response:
    try:
        return store.release()
    except AtlasError as error:
        content = {"status": "no release", "message": error.message_en}
        return JSONResponse(content, 503, {"Retry-After": "30"})


def both(content: Any, quality: int) -> tuple[bytes, bytes]:
    """JSON as bytes, plain and brotli."""
    plain = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
    return plain, brotli.compress(plain, quality=quality)


def compressed(request: Request, body: tuple[bytes, bytes], tag: str, cache: str) -> Response:
    """A JSON answer, brotli when the caller reads it, 304 when the caller has it."""
    headers = {"Cache-Control": cache, "ETag": tag, "Vary": "Accept-Encoding",
               "X-Content-Type-Options": "nosniff"}  # fmt: skip
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "br" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "br"
        return Response(body[1], media_type="application/geo+json", headers=headers)
    return Response(body[0], media_type="application/geo+json", headers=headers)


def nothing(request: Request) -> Response:
    return problem(t("site.not_found", language(request)))


def problem(title: str) -> Response:
    """A refusal as a problem document (RFC 9457)."""
    content = {"type": "about:blank", "status": 404, "title": title}
    return JSONResponse(content, 404, media_type="application/problem+json")


def language(request: Request) -> Lang:
    return "en" if request.query_params.get("lang") == "en" else "id"
