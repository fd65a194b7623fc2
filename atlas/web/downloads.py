"""Files of a published release: its database, its Data Package, checksums, tables."""

from __future__ import annotations

import hashlib

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from atlas import download, query
from atlas.model import AtlasError
from atlas.store import Release, Store
from atlas.web.answers import FOR_EVER, Problem, nothing, problem_document
from atlas.web.asked import drawable


def file(store: Store, request: Request) -> Response:
    """A file of a release: its database, its Data Package, their checksums."""
    release = _asked(store, request)
    name = request.path_params["file"]
    if isinstance(release, Response):
        return release
    if name == download.DATABASE:
        tag = f'"{release.manifest["sha256"][:16]}"'
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=_kept(tag, name))
        path = release.folder / download.DATABASE
        return FileResponse(path, 200, _kept(tag, name), "application/octet-stream")
    if name == download.archive_name(release):
        return _attached(request, download.archive(release), name, "application/zip")
    if name == download.SUMS:
        content = download.checksums(release).encode()
        return _attached(request, content, name, "text/plain; charset=utf-8")
    return nothing(request)


def table(store: Store, request: Request) -> Response:
    """Every value of an indicator at a level, as CSV in one of two forms."""
    release = _asked(store, request)
    if isinstance(release, Response):
        return release
    indicator, level, form = (request.path_params[k] for k in ("indicator", "level", "form"))
    try:
        content = download.table_csv(release, query.catalogue(release), indicator, level, form)
    except KeyError:
        return nothing(request)
    name = f"{indicator}_{level}_{release.name}_{form}.csv"
    return _attached(request, content, name, "text/csv; charset=utf-8")


def _asked(store: Store, request: Request) -> Release | Response:
    """The release the address names, served now or earlier; else a refusal that says why. Of a
    release of an older structure only the database can be had."""
    try:
        release = store.release(request.path_params["release"])
        plain = request.path_params.get("file") == download.DATABASE
        return release if plain or drawable(store, release) else nothing(request)
    except AtlasError as error:
        return problem_document(request, Problem.from_release(error))


def _kept(tag: str, name: str) -> dict[str, str]:
    """Headers of a file that never changes under its name."""
    return {"Cache-Control": FOR_EVER, "ETag": tag, "X-Content-Type-Options": "nosniff",
            "Content-Disposition": f'attachment; filename="{name}"'}  # fmt: skip


def _attached(request: Request, content: bytes, name: str, media_type: str) -> Response:
    """Bytes as a file to keep; 304 when the caller has them, no body for HEAD."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    headers = _kept(tag, name)
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if request.method == "HEAD":
        return Response(
            headers=headers | {"Content-Length": str(len(content))}, media_type=media_type
        )
    return Response(content, media_type=media_type, headers=headers)
