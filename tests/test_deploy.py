"""What docs/deploy ships, tried: nginx before two app processes and two web workers; backup."""

from __future__ import annotations

import asyncio
import http.client
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from front import LACKING, checked, fronted, nginx, written
from servers import ROOT, free_port

from atlas import releases

sys.path.append(str(ROOT / "tests" / "bench"))
from load import Load, each
from process import Server, running
from public import views
from session import Session
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Subprotocol

pytestmark = pytest.mark.slow
DEPLOY = ROOT / "docs" / "deploy"
KNOWN = "/embed/map/jumlah_penduduk"
BROTLI = {"Accept-Encoding": "br"}
BUSY, ASKED = 6, 150
"""Page sessions that never rest; new views asked without and with them."""
SLOWEST = 250
"""Milliseconds at the 95th percentile that a new embed may take while both processors are busy."""
needs_nginx = pytest.mark.skipif(nginx() is None, reason=LACKING)


@dataclass
class Site:
    """All of a deployment: ports and servers."""

    port: int
    folder: Path
    apps: tuple[Server, Server]
    web: Server


@pytest.fixture(scope="module")
def site(state: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("front")
    shared = tmp_path_factory.mktemp("counters")
    ports = [free_port() for _ in range(4)]
    environment = {"ATLAS_STATE": str(state), "PROMETHEUS_MULTIPROC_DIR": str(shared)}
    app = ["nice", "-n", "5", sys.executable, "-m", "streamlit", "run", "app.py", "--server.port"]
    web = [sys.executable, "-m", "uvicorn", "atlas.web.alone:app", "--host", "127.0.0.1",
           "--port", str(ports[2]), "--workers", "2", "--no-access-log", "--no-server-header",
           "--proxy-headers", "--forwarded-allow-ips", "127.0.0.1"]  # fmt: skip
    with ExitStack() as stack:
        apps = tuple(
            stack.enter_context(
                running([*app, str(port)], port, "/healthz", {"ATLAS_STATE": str(state)})
            )
            for port in ports[:2]
        )
        served = stack.enter_context(running(web, ports[2], "/healthz", environment))
        stack.enter_context(fronted(folder, ports[3], (ports[0], ports[1]), ports[2], False))
        yield Site(ports[3], folder, (apps[0], apps[1]), served)


def ask(
    port: int, path: str, headers: dict[str, str] | None = None, method: str = "GET"
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers by lower-case name, body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, headers=headers or {})
    answer = connection.getresponse()
    found = {k.lower(): v for k, v in answer.getheaders()}
    body = answer.read()
    connection.close()
    return answer.status, found, body


class Visitor(Session):
    """A session of a browser of its own: its name decides which process it is sent to."""

    def __init__(self, port: int, name: str) -> None:
        super().__init__(port)
        self.name = name

    async def __aenter__(self) -> Visitor:
        self._socket = await connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            origin=f"http://127.0.0.1:{self.port}",  # type: ignore[arg-type]
            subprotocols=[Subprotocol("streamlit"), Subprotocol("PLACEHOLDER_AUTH_TOKEN")],
            user_agent_header=self.name, max_size=None, max_queue=None, proxy=None,
        )  # fmt: skip
        return self

    async def gone(self, seconds: float = 2) -> bool:
        """Whether the server went away."""
        try:
            await asyncio.wait_for(self._socket.wait_closed(), seconds)
        except TimeoutError:
            return False
        return True


@needs_nginx
def test_the_shipped_configuration_is_clean(tmp_path: Path) -> None:
    said = checked(written(tmp_path, free_port(), (free_port(), free_port()), free_port()))
    print(f"\n{said}")
    assert "syntax is ok" in said
    assert "test is successful" in said
    assert not re.search("warn|emerg|error", said)


@needs_nginx
def test_pages_and_their_sockets_come_through_nginx(site: Site) -> None:
    status, headers, _ = ask(site.port, "/indikator?lang=en", BROTLI)
    assert status == 200
    assert headers["content-security-policy"] == "frame-ancestors 'self'"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["content-language"] == "en"
    assert "set-cookie" not in headers
    assert headers["server"] == "nginx"

    async def steps() -> list[str]:
        async with Session(site.port) as session:
            return [
                e for page in ("", "indikator", "kota") for e in (await session.step(page)).errors
            ]

    assert asyncio.run(steps()) == []
    assert ask(site.port, "/tidakada")[0] == 404


@needs_nginx
def test_scripts_of_the_app_come_compressed_and_from_the_cache(site: Site) -> None:
    page = ask(site.port, "/")[2].decode()
    script = "/" + (re.search(r"static/js/[^\"']+\.js", page) or [""])[0]
    first = ask(site.port, script, BROTLI)
    second = ask(site.port, script, BROTLI)
    assert first[1]["content-encoding"] == "br"
    assert second[1]["x-cache"] == "HIT"
    assert ask(site.port, script, {"Accept-Encoding": "gzip"})[1]["content-encoding"] == "gzip"


@needs_nginx
def test_a_socket_from_another_site_is_refused(site: Site) -> None:
    async def foreign() -> int:
        try:
            async with connect(f"ws://127.0.0.1:{site.port}/_stcore/stream",
                               origin="https://evil.test", proxy=None):  # type: ignore[arg-type] # fmt: skip
                return 101
        except InvalidStatus as error:
            return error.response.status_code

    assert asyncio.run(foreign()) == 403


@needs_nginx
def test_the_second_request_of_an_embed_comes_from_the_cache(site: Site) -> None:
    path = f"{KNOWN}?classes=4"
    first, second = (ask(site.port, path, BROTLI) for _ in range(2))
    print(f"\nX-Cache: {first[1]['x-cache']}, then {second[1]['x-cache']}; "
          f"{len(second[2])} bytes, {second[1]['cache-control']}")  # fmt: skip
    assert (first[1]["x-cache"], second[1]["x-cache"]) == ("MISS", "HIT")
    assert first[2] == second[2]
    chromium = ask(site.port, path, {"Accept-Encoding": "gzip, deflate, br, zstd"})
    assert chromium[1]["x-cache"] == "HIT"
    assert chromium[1]["content-encoding"] == "br"
    assert ask(site.port, path)[1].get("content-encoding") is None
    assert ask(site.port, path, {"Accept-Encoding": "gzip"})[1]["content-encoding"] == "gzip"
    never = ask(site.port, path, {"Accept-Encoding": "br;q=0, gzip"})
    assert never[1]["content-encoding"] == "gzip"


@needs_nginx
def test_who_has_an_embed_is_told_304_and_head_has_no_body(site: Site) -> None:
    status, headers, _ = ask(site.port, KNOWN, BROTLI)
    assert status == 200
    again_ = ask(site.port, KNOWN, BROTLI | {"If-None-Match": headers["etag"]})
    assert (again_[0], again_[2]) == (304, b"")
    assert again_[1]["etag"] == headers["etag"]
    head = ask(site.port, KNOWN, BROTLI, "HEAD")
    assert (head[0], head[2]) == (200, b"")


@needs_nginx
@pytest.mark.parametrize(
    "path", ["/healthz", "/robots.txt", "/sitemap.xml", "/boundary/kecamatan.json", KNOWN]
)
def test_public_routes_keep_their_headers_behind_nginx(site: Site, path: str) -> None:
    status, headers, _ = ask(site.port, path, BROTLI)
    assert status == 200
    assert "cache-control" in headers
    assert "set-cookie" not in headers
    assert path == "/healthz" or headers["x-content-type-options"] == "nosniff"
    assert ask(site.port, path, method="POST")[0] == 405


@needs_nginx
def test_part_of_a_download_is_given(site: Site, state: Path) -> None:
    path = f"/unduh/{releases.current(state)}/atlas.duckdb"
    status, headers, body = ask(site.port, path, {"Range": "bytes=8-11"})
    assert (status, body) == (206, b"DUCK")
    assert headers["content-range"].startswith("bytes 8-11/")


@needs_nginx
def test_metrics_are_for_the_loopback_and_of_all_workers(site: Site) -> None:
    assert ask(site.port, "/metrics")[0] == 404
    for n in range(12):
        ask(site.web.port, f"{KNOWN}?lang={('id', 'en')[n % 2]}")
    counts = set()
    for _ in range(6):
        text = ask(site.web.port, "/metrics")[2].decode()
        found = re.findall(r'atlas_answers_total\{[^}]*route="embed[^}]*\} (\d+)', text)
        counts.add(sum(map(int, found)))
    assert len(counts) == 1
    assert counts.pop() >= 12
    assert ask(site.web.port, "/metrics", {"X-Forwarded-For": "203.0.113.9"})[0] == 403


@needs_nginx
def test_the_log_has_no_person_and_can_be_counted(site: Site) -> None:
    ask(site.port, "/kota?rahasia=1", {"Cookie": "siapa=saya", "User-Agent": "Saya/1.0"})
    ask(site.port, KNOWN, {"Referer": "https://koran.example/politik/saya.html?x=1"})
    time.sleep(0.3)
    log = site.folder / "access.log"
    text = log.read_text()
    assert not re.search(
        "rahasia|siapa|Saya/1.0|saya.html|127.0.0.1", text.replace("127.0.0.1:", "")
    )
    assert "127.0.0.0" in text
    counted = count(log)
    assert counted["page,/kota"] >= 1
    assert counted["embed,map/jumlah_penduduk"] >= 1
    assert counted["host,koran.example"] >= 1


@needs_nginx
def test_the_limits_refuse_a_flood_but_not_a_class_of_pupils(site: Site, tmp_path: Path) -> None:
    ports = free_port(), (site.apps[0].port, site.apps[1].port), site.web.port
    with fronted(tmp_path, *ports):
        pupils = each(ports[0], [KNOWN] * 300, 30, BROTLI)
        flood = each(ports[0], [KNOWN] * 3000, 30, BROTLI)
    print(f"\n300 at once: {pupils.statuses}; 3,000 at once: {flood.statuses}")
    assert set(pupils.statuses) == {"200"}
    assert flood.statuses["429"] > 1000


@needs_nginx
def test_busy_pages_never_delay_an_embed(site: Site, state: Path) -> None:
    """People who never rest on both app processes; embeds are asked for by another process."""
    asked = views(state)
    each(site.port, asked[:30], 1, BROTLI)
    quiet, known = asked[30 : 30 + ASKED], [KNOWN] * 1000
    other = asked[30 + ASKED : 30 + 2 * ASKED]

    async def person(number: int, end: asyncio.Event) -> list[float]:
        times = []
        async with Visitor(site.port, f"Peramban/{number}") as session:
            while not end.is_set():
                for page in ("kota", "indikator", "kecamatan"):
                    step = await session.step(page, {"lang": "en"} if number % 2 else {})
                    assert step.errors == []
                    times.append(step.seconds * 1000)
        return times

    async def crowded() -> tuple[Load, Load, Load, list[float]]:
        end = asyncio.Event()
        people = [asyncio.create_task(person(n, end)) for n in range(BUSY)]
        await asyncio.sleep(3)
        new = await asyncio.to_thread(each, site.port, other, 1, BROTLI)
        kept = await asyncio.to_thread(each, site.port, known, 1, BROTLI)
        within = await asyncio.to_thread(each, site.apps[0].port, other[:50], 1, BROTLI)
        end.set()
        return new, kept, within, [t for times in await asyncio.gather(*people) for t in times]

    alone = each(site.port, quiet, 1, BROTLI), each(site.port, known, 1, BROTLI)
    new, kept, within, steps = asyncio.run(crowded())
    steps.sort()
    print(f"\n95th percentile of an embed, ms, without and with {BUSY} page sessions that never rest "
          f"({len(steps)} steps, median {steps[len(steps) // 2]:.0f} ms): "
          f"new views {alone[0].late:.1f} and {new.late:.1f}, "
          f"from the cache {alone[1].late:.2f} and {kept.late:.2f}; "
          f"had an app process to draw new views, {within.late:.1f}; "
          f"medians {alone[0].median:.1f} and {new.median:.1f}, "
          f"{alone[1].median:.2f} and {kept.median:.2f}; "
          f"{os.cpu_count()} processors, load average {os.getloadavg()[0]:.1f}")  # fmt: skip
    for load in (*alone, new, kept, within):
        assert set(load.statuses) == {"200"}
    assert kept.late < 25
    assert new.late < SLOWEST


@needs_nginx
def test_web_away_is_replaced_by_the_app_and_the_cache(
    state: Path, tmp_path: Path, site: Site
) -> None:
    nobody, named = free_port(), {"Host": "atlas.test", **BROTLI}
    front = free_port()
    with fronted(tmp_path, front, (site.apps[0].port, site.apps[1].port), nobody):
        assert ask(front, KNOWN, named)[0] == 200
        assert ask(front, "/healthz")[0] == 200
    alone = free_port()
    with fronted(tmp_path, alone, (free_port(), free_port()), nobody):
        status, headers, _ = ask(alone, KNOWN, named)
        assert status == 200
        assert headers["x-cache"] in ("HIT", "STALE", "UPDATING")
        status, headers, body = ask(alone, "/kota")
        assert (status, headers["retry-after"]) == (503, "30")
        assert b"Sedang tidak dapat menjawab" in body
        assert b"Cannot answer" in body


@needs_nginx
def test_visitors_of_a_killed_app_process_go_on_with_the_other(site: Site) -> None:
    async def lived() -> tuple[int, int, list[str], float]:
        people = [Visitor(site.port, f"Peramban/{n}") for n in range(16)]
        for person in people:
            await person.__aenter__()
            assert (await person.step("kota")).errors == []
        os.kill(_streamlit(site.apps[0].pid), 9)
        lost = [p for p in people if await p.gone(0.5)]
        errors = [e for p in people if p not in lost for e in (await p.step("indikator")).errors]
        slowest = 0.0
        for person in lost:
            started = time.perf_counter()
            async with Visitor(site.port, person.name) as back:
                errors += (await back.step("kota")).errors
            slowest = max(slowest, time.perf_counter() - started)
            errors += (
                [] if ask(site.port, "/kota", {"User-Agent": person.name})[0] == 200 else ["page"]
            )
        for person in people:
            await person.__aexit__()
        return len(people), len(lost), errors, slowest

    count_, lost, errors, slowest = asyncio.run(lived())
    print(f"\n{lost} of {count_} sessions were on the killed process; all were back on the other, "
          f"the slowest with its page after {slowest:.1f} s; errors: {errors}")  # fmt: skip
    assert 0 < lost < count_
    assert errors == []


def _streamlit(pid: int) -> int:
    """`nice` becomes the program it starts, so its process is the app's."""
    assert "streamlit" in Path(f"/proc/{pid}/cmdline").read_text()
    return pid


def run(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = ["sh", str(DEPLOY / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


def test_a_copy_is_restored_into_an_empty_folder_and_serves(state: Path, tmp_path: Path) -> None:
    source = Path(shutil.copytree(state, tmp_path / "state"))
    (source / "static" / "1").mkdir(parents=True)
    (source / ".building-1").mkdir()
    made = run("backup.sh", source, tmp_path / "copies")
    assert made.returncode == 0, made.stderr
    copy = Path(made.stdout.strip())
    assert copy.stat().st_mode & 0o077 == 0
    restored = run("restore.sh", copy, tmp_path / "restored")
    assert restored.returncode == 0, restored.stderr
    print(f"\n{copy.name}: {copy.stat().st_size / 2**20:.1f} MiB; {restored.stdout.strip()}")
    names = {p.name for p in (tmp_path / "restored").iterdir()}
    assert names == {p.name for p in state.iterdir()} - {"static"}
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "atlas.web.alone:app", "--port", str(port)]
    environment = {"ATLAS_STATE": str(tmp_path / "restored")}
    with running(command, port, "/healthz", environment):
        assert releases.current(state).encode() in ask(port, "/healthz")[2]
        assert ask(port, KNOWN)[0] == 200
    full = run("restore.sh", copy, tmp_path / "restored")
    assert full.returncode == 1
    assert "not empty" in full.stderr


def test_a_damaged_copy_is_not_restored_and_old_copies_go(state: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    for n in range(3):
        folder.mkdir(exist_ok=True)
        (folder / f"atlas-medan-2020010{n}T000000Z.tar.gz").write_bytes(b"")
    copy = Path(run("backup.sh", state, folder, 2).stdout.strip())
    kept = sorted(p.name for p in folder.glob("*.tar.gz"))
    assert kept == ["atlas-medan-20200102T000000Z.tar.gz", copy.name]
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 1
    copy.write_bytes(content)
    assert run("restore.sh", copy, tmp_path / "restored").returncode != 0
    assert not (tmp_path / "restored").exists()
    assert "nothing to copy" in run("backup.sh", tmp_path, folder).stderr
    assert not list(folder.glob(".*"))


SAMPLE = """\
2026-11-22T08:00:00+07:00 203.0.113.0 GET 200 9000 0.004 HIT koran.example /embed/map/tpt
2026-11-22T08:00:01+07:00 203.0.113.0 GET 304 0 0.001 HIT koran.example /embed/map/tpt
2026-11-22T08:00:02+07:00 2001:db8:: GET 200 7000 0.021 MISS - /image/bar/ipm.svg
2026-11-22T08:00:03+07:00 203.0.113.0 GET 404 100 0.001 MISS - /embed/map/tidakada
2026-11-22T08:00:04+07:00 203.0.113.0 GET 200 500 0.010 - - /indikator
2026-11-22T08:00:05+07:00 203.0.113.0 GET 200 500 0.010 - - /
2026-11-22T08:00:06+07:00 203.0.113.0 GET 101 0 60.000 - - /_stcore/stream
2026-11-23T08:00:07+07:00 203.0.113.0 GET 502 0 0.010 - - /kota
2026-11-23T08:00:08+07:00 203.0.113.0 GET 200 800 0.010 MISS - /api/v1/observations
2026-11-23T08:00:09+07:00 203.0.113.0 GET 200 800 0.010 - - /embed/map/a,b"c d
broken line
"""


def count(log: Path, day: str = "") -> dict[str, int]:
    """What count.awk says of a log: "what,which" -> count, of one day or of all."""
    command = ["awk", "-f", str(DEPLOY / "count.awk"), str(log)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    found: dict[str, int] = {}
    for line in lines:
        date, what, which, number = line.split(",")
        if date.startswith(day):
            found[f"{what},{which}"] = found.get(f"{what},{which}", 0) + int(number)
    return found


def test_a_log_is_counted_without_persons(tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_text(SAMPLE)
    assert count(log, "2026-11-22") == {
        "bytes,": 17_100, "networks,": 2, "kept,": 2, "known,": 1, "refused,404": 1,
        "embed,map/tpt": 2, "host,koran.example": 2, "host,-": 1, "picture,bar/ipm.svg": 1,
        "page,/indikator": 1, "page,/": 1,
    }  # fmt: skip
    second = count(log, "2026-11-23")
    assert second["failed,502"] == second["data,api"] == 1
    assert "page,/kota" not in second


def test_the_systemd_units_are_clean(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    for path in [*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")]:
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(
            text.replace("/opt/atlas-medan/.venv/bin/python", sys.executable)
        )
    shutil.copy(tmp_path / "atlas-app@.service", tmp_path / "atlas-app@8501.service")
    units = [p for p in tmp_path.iterdir() if "@." not in p.name]
    checked_ = subprocess.run(["systemd-analyze", "verify", *map(str, units)], capture_output=True, text=True)  # fmt: skip
    own = [line for line in checked_.stderr.splitlines() if "atlas" in line]
    assert own == []
    for name in ("atlas-app@8501", "atlas-web"):
        command = [
            "systemd-analyze",
            "security",
            "--offline=yes",
            str(tmp_path / f"{name}.service"),
        ]
        said = subprocess.run(command, capture_output=True, text=True).stdout.strip().splitlines()
        exposure = re.search(r"(\d+\.\d)", said[-1]) if said else None
        print(f"\n{said[-1] if said else 'systemd-analyze security says nothing'}")
        assert exposure is None or float(exposure.group(1)) < 3


def test_every_file_of_deploy_is_explained() -> None:
    text = (ROOT / "docs" / "DEPLOY.md").read_text(encoding="utf-8")
    for path in DEPLOY.iterdir():
        assert path.name in text, f"docs/DEPLOY.md says nothing of {path.name}"
