"""nginx with the shipped configuration, on free ports, in a folder of its own, on the loopback."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "docs" / "deploy" / "nginx.conf"
LACKING = "nginx is not installed: apt-get install nginx-light"


def nginx() -> str | None:
    """The program; Debian keeps it where a plain user's PATH does not look."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def written(folder: Path, port: int, apps: tuple[int, int], web: int, limited: bool = True) -> Path:
    """The shipped file with other ports and folders (and, for a load from one address, without
    limits) and nothing else changed, inside a main file that needs no rights. ValueError when the
    shipped file lacks a line that is changed here."""
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("listen [::]:80;", ""),
        ("127.0.0.1:8501", f"127.0.0.1:{apps[0]}"),
        ("127.0.0.1:8502", f"127.0.0.1:{apps[1]}"),
        ("127.0.0.1:8600", f"127.0.0.1:{web}"),
        ("/var/cache/nginx/atlas", f"{folder}/cache"),
        ("/var/log/atlas-medan/", f"{folder}/"),
        ("rate=50r/s", "rate=50r/s" if limited else "rate=100000r/s"),
    ):
        if old not in text:
            raise ValueError(f"{SHIPPED} has no {old}")
        text = text.replace(old, new)
    (folder / "atlas.conf").write_text(text, encoding="utf-8")
    spools = "".join(f"{n}_temp_path {folder}/{n};" for n in ("fastcgi", "uwsgi", "scgi", "proxy"))
    main = folder / "nginx.conf"
    main.write_text(
        f"{'user root;' if os.geteuid() == 0 else ''} daemon off; worker_processes 1; "
        f"pid {folder}/pid; error_log {folder}/error.log; events {{ worker_connections 1024; }}\n"
        f"http {{ client_body_temp_path {folder}/body; {spools} include {folder}/atlas.conf; }}\n",
        encoding="utf-8",
    )
    return main


def checked(main: Path) -> str:
    """What `nginx -t` says of a configuration: two lines when it is clean."""
    command = [nginx() or "nginx", "-p", str(main.parent), "-e", "stderr", "-c", str(main), "-t"]
    said = subprocess.run(command, capture_output=True, text=True).stderr
    return re.sub(r"^.*?nginx: ", "nginx: ", said, flags=re.MULTILINE)


@contextmanager
def fronted(
    folder: Path, port: int, apps: tuple[int, int], web: int, limited: bool = True
) -> Iterator[int]:
    """nginx in front of what runs on these ports, from its first answer on; gives its process."""
    main = written(folder, port, apps, web, limited)
    command = [nginx() or "nginx", "-p", str(folder), "-e", "stderr", "-c", str(main)]
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
    try:
        for _ in range(100):
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
                connection.request("GET", "/metrics")
                connection.getresponse()
                break
            except OSError:
                time.sleep(0.05)
        else:
            raise RuntimeError((folder / "said").read_text())
        yield process.pid
    finally:
        process.terminate()
        process.wait(10)
