"""Answers of BPS WebAPI and of open data portals, asked for once, kept as files, read like any file.

    fetch("bps:var/624/2020-2023", folder)     dynamic table 624 of Kota Medan, a file a year
    fetch("bps:simdasi/ABC123/2023", folder)   a SIMDASI table
    fetch("https://.../dataset/penduduk", folder)                every CSV, Excel and JSON of it
    fetch("https://.../dataset/penduduk/resource/1-2-3", folder) one of them

BPS asks for a key: it comes from ATLAS_BPS_KEY alone and goes nowhere but to BPS.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from atlas.model import AtlasError
from atlas.table.limits import CSV_MB, MB

KEY = "ATLAS_BPS_KEY"
BPS = "https://webapi.bps.go.id/v1/api"
ATTRIBUTION = "Sumber: Badan Pusat Statistik (BPS)"
AGENT = "Atlas-Medan/1.0 (statistik Kota Medan; satu permintaan per detik)"
FORMATS = {"csv", "xls", "xlsx", "json"}
DATASET = re.compile(
    r"(?P<portal>https?://[^?#]+?)/dataset/(?P<name>[^/?#]+)(?:/resource/(?P<id>[^/?#]+))?/?"
)
VARIABLE = re.compile(
    r"bps:var/(?P<var>[0-9]+)/(?P<first>(?:19|20)\d\d)(?:-(?P<last>(?:19|20)\d\d))?"
)
SIMDASI = re.compile(r"bps:simdasi/(?P<id>[A-Za-z0-9=+_-]+)/(?P<year>(?:19|20)\d\d)")
AGAIN = {429, 500, 502, 503, 504}


def fetch(reference: str, folder: Path, client: Client | None = None) -> list[Path]:
    """The files of a reference, asked for unless they are there: an interrupted fetch goes on where
    it stopped. AtlasError, without the key, when a service refuses or cannot be reached."""
    asked = client or Client(folder)
    if found := VARIABLE.fullmatch(reference):
        years = range(int(found["first"]), int(found["last"] or found["first"]) + 1)
        return [asked.variable(found["var"], year) for year in years]
    if found := SIMDASI.fullmatch(reference):
        return [asked.simdasi(found["id"], int(found["year"]))]
    if found := DATASET.fullmatch(reference):
        return list(asked.dataset(found["portal"], unquote(found["name"]), found["id"] or ""))
    if urlsplit(reference).scheme in ("http", "https"):
        return [asked.file(reference)]
    raise AtlasError(
        f"{reference[:80]!r} bukan alamat yang dikenal. Pakai bps:var/624/2023, bps:simdasi/ID/2023, "
        "atau alamat https dari dataset CKAN.",
        f"{reference[:80]!r} is no known reference. Use bps:var/624/2023, bps:simdasi/ID/2023, or the "
        "https address of a CKAN dataset.",
    )


@dataclass
class Client:
    """Asks one thing at a time, with a pause, and keeps every answer under a folder."""

    folder: Path
    bps: str = BPS
    domain: str = "1275"
    pause: float = 1.0
    attempts: int = 5
    timeout: float = 60.0
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)
    last: float = field(default=0.0, repr=False)

    def variable(self, var: str, year: int) -> Path:
        """A dynamic table in one year."""
        path = f"list/model/data/lang/ind/domain/{self.domain}/var/{var}/th/{year - 1900}"
        return self._bps(path, f"bps-{self.domain}-var-{var}-{year}.json")

    def simdasi(self, table: str, year: int) -> Path:
        """A table of SIMDASI in one year."""
        area = f"{self.domain}000"
        path = (f"interoperabilitas/datasource/simdasi/id/25/wilayah/{area}/tahun/{year}/"
                f"id_tabel/{quote(table, safe='')}")  # fmt: skip
        return self._bps(path, f"bps-{area}-simdasi-{_name(table)}-{year}.json")

    def dataset(self, portal: str, name: str, resource: str = "") -> Iterator[Path]:
        """Files of a CKAN dataset, or one of them."""
        url = f"{portal}/api/3/action/package_show?id={quote(name, safe='')}"
        kept = self._kept(f"{_host(url)}-{_name(name)}-{_digest(url)}.json", url)
        listed = _resources(kept)
        found = [r for r in listed if resource in ("", r["id"]) and _format(r) in FORMATS]
        if not found:
            raise AtlasError(
                f"Dataset {name[:80]} tidak punya sumber CSV, Excel atau JSON yang diminta.",
                f"Dataset {name[:80]} has no such resource in CSV, Excel or JSON.",
            )
        for one in found:
            yield self.file(str(one["url"]), f"{_name(name)}-{_name(str(one.get('name') or ''))}",
                            _format(one))  # fmt: skip

    def file(self, url: str, name: str = "", ending: str = "") -> Path:
        """A file behind an address."""
        last = urlsplit(url).path.rpartition("/")[2]
        stem, _, suffix = last.rpartition(".")
        kept = f"{_host(url)}-{name or _name(stem or last)}-{_digest(url)}.{ending or _name(suffix) or 'bin'}"
        return self._kept(kept, url)

    def _bps(self, path: str, name: str) -> Path:
        key = os.environ.get(KEY, "")
        if not (self.folder / name).exists() and not re.fullmatch(r"[A-Za-z0-9]{8,64}", key):
            raise AtlasError(
                f"Isi {KEY} dengan kunci WebAPI BPS (webapi.bps.go.id/developer), atau serahkan "
                "jawaban yang sudah disimpan sebagai berkas.",
                f"Set {KEY} to a key of BPS WebAPI (webapi.bps.go.id/developer), or hand in an answer "
                "that was saved as a file.",
            )
        return self._kept(name, f"{self.bps}/{path}/key/{key}/", key)

    def _kept(self, name: str, url: str, secret: str = "") -> Path:
        """The file of an answer, asked for if it is not there. It is put in place whole."""
        path = self.folder / name
        if path.exists():
            return path
        content = self._asked(url, name)
        if secret:
            content = content.replace(secret.encode(), b"ATLAS_BPS_KEY")
        self.folder.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{name}.{os.getpid()}")
        part.write_bytes(content)
        part.replace(path)
        return path

    def _asked(self, url: str, name: str) -> bytes:
        """What a service answers; asked again, ever later, while it is busy or out of order."""
        for attempt in range(1, self.attempts + 1):
            self._wait()
            try:
                return self._once(url, name)
            except urllib.error.HTTPError as error:
                again, said = error.code in AGAIN, f"HTTP {error.code}"
                later = _seconds(error.headers.get("Retry-After"))
                error.close()
            except (OSError, http.client.HTTPException) as error:
                again, said, later = True, type(error).__name__, 0.0
            if not again or attempt == self.attempts:
                raise _unanswered(name, said) from None
            self.sleep(max(later, self.pause * 2**attempt))
        raise _unanswered(name, "0")

    def _wait(self) -> None:
        left = self.last + self.pause - time.monotonic()
        if left > 0:
            self.sleep(left)
        self.last = time.monotonic()

    def _once(self, url: str, name: str) -> bytes:
        request = urllib.request.Request(url, headers={"User-Agent": AGENT})
        with OPENER.open(request, timeout=self.timeout) as answer:
            content = bytes(answer.read(CSV_MB * MB + 1))
        if len(content) > CSV_MB * MB:
            raise AtlasError(
                f"{name}: jawaban lebih dari {CSV_MB} MB dan tidak disimpan.",
                f"{name}: the answer is over {CSV_MB} MB and was not kept.",
            )
        return content


class _WithinHost(urllib.request.HTTPRedirectHandler):
    """Follows a redirect, but never takes an address with a key in it to another host."""

    def redirect_request(self, req: Any, fp: Any, code: Any, msg: Any, headers: Any, newurl: str) -> Any:  # fmt: skip
        if "/key/" in newurl and urlsplit(newurl).hostname != urlsplit(req.full_url).hostname:
            raise urllib.error.HTTPError(_host(newurl), code, "redirect", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


OPENER = urllib.request.OpenerDirector()
for _handler in (urllib.request.ProxyHandler, urllib.request.HTTPHandler, urllib.request.HTTPSHandler,
                 urllib.request.HTTPDefaultErrorHandler, urllib.request.HTTPErrorProcessor,
                 urllib.request.UnknownHandler, _WithinHost):  # fmt: skip
    OPENER.add_handler(_handler())


def _unanswered(name: str, said: str) -> AtlasError:
    """Says what was asked for by the name of its file: an address may hold the key."""
    return AtlasError(
        f"{name}: tidak terjawab ({said}). Yang sudah diterima tersimpan; coba lagi nanti, atau "
        "unduh lewat peramban dan serahkan berkasnya.",
        f"{name}: no answer ({said}). What was received is kept; try again later, or download it in "
        "a browser and hand in the file.",
    )


def _resources(path: Path) -> list[dict[str, Any]]:
    """The resources in the description of a dataset."""
    try:
        result = json.loads(path.read_bytes())["result"]
        return [r for r in result["resources"] if r["url"] and r["id"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        path.unlink()
        raise _unanswered(path.name, "CKAN?") from error


def _format(resource: dict[str, Any]) -> str:
    said = str(resource.get("format") or "").casefold().lstrip(".")
    return said if said in FORMATS else str(resource["url"]).rpartition(".")[2].casefold()


def _host(url: str) -> str:
    return _name(urlsplit(url).hostname or "")


def _name(text: str) -> str:
    """A text as part of a file's name."""
    return re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_")[:60]


def _digest(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()[:8]


def _seconds(text: str | None) -> float:
    """How long a service asks to wait, a minute at most."""
    return min(float(text), 60.0) if text and text.isascii() and text.isdigit() else 0.0
