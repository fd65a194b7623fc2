"""One person in a Streamlit app over its own websocket: what a browser sends, without a browser."""

from __future__ import annotations

import asyncio
import http.client
import re
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

LONGEST_WAIT = 60
KEPT_RUNS = 2
"""Streamlit's global.maxCachedMessageAge: for so many runs a browser keeps a large message."""
MAP_DATA = re.compile(r"/peta/[a-z]+\.json\?[^\"\\]+")


@dataclass
class Step:
    """What one rerun brought: seconds from sending to the end of the script, and to the map data
    that the page then asks for."""

    seconds: float = 0.0
    fetched: float = 0.0
    received: int = 0
    errors: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def waited(self) -> float:
        return self.seconds + self.fetched


class Session:
    """A session of its own in the app on a port of the loopback."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.labels: dict[str, tuple[str, list[str]]] = {}
        """lists by label: their id and what they offer"""
        self._hashes: dict[str, str] = {}
        self._kept: dict[str, int] = {}
        self._runs = 0

    async def __aenter__(self) -> Session:
        self._socket = await connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            origin=f"http://127.0.0.1:{self.port}",  # type: ignore[arg-type]
            subprotocols=[Subprotocol("streamlit"), Subprotocol("PLACEHOLDER_AUTH_TOKEN")],
            max_size=None, max_queue=None, proxy=None,
        )  # fmt: skip
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()

    async def step(
        self, path: str = "", params: dict[str, str] | None = None,
        chosen: dict[str, str] | None = None,
    ) -> Step:  # fmt: skip
        """Run a page with URL parameters, or with something chosen in a list by its label."""
        step = Step()
        message = self._request(path, urlencode(params or {}), chosen or {})
        data: set[str] = set()
        started = time.perf_counter()
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                await self._socket.send(message)
                await self._until_finished(step, data)
                step.seconds = time.perf_counter() - started
                for url in sorted(data):
                    await asyncio.to_thread(self._fetch, url, step)
                step.fetched = time.perf_counter() - started - step.seconds
        except (TimeoutError, OSError, WebSocketException) as error:
            step.seconds = time.perf_counter() - started
            step.errors.append(f"{type(error).__name__} {error}")
        self._runs += 1
        self._kept = {h: run for h, run in self._kept.items() if self._runs - run <= KEPT_RUNS}
        return step

    def _request(self, path: str, query: str, chosen: dict[str, str]) -> bytes:
        back = BackMsg()
        state = back.rerun_script
        state.query_string = query
        if path in self._hashes:
            state.page_script_hash = self._hashes[path]
        else:
            state.page_name = path
        for label, value in chosen.items():
            state.widget_states.widgets.add(id=self.labels[label][0], string_value=value)
        state.cached_message_hashes.extend(self._kept)
        context = state.context_info
        context.url = f"http://127.0.0.1:{self.port}/{path}{'?' if query else ''}{query}"
        context.timezone, context.timezone_offset = "Asia/Jakarta", -420
        context.locale, context.color_scheme = "id-ID", "light"
        return back.SerializeToString()

    async def _until_finished(self, step: Step, data: set[str]) -> None:
        """Read on to the end of the script that this step started."""
        begun = False
        while True:
            content = await self._socket.recv(decode=False)
            step.received += len(content)
            message: Any = ForwardMsg.FromString(content)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                begun = True
            elif kind == "navigation":
                self._hashes = {
                    p.url_pathname: p.page_script_hash for p in message.navigation.app_pages
                }
            elif kind == "ref_hash":
                self._kept[message.ref_hash] = self._runs
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                if message.metadata.cacheable:
                    self._kept[message.hash] = self._runs
                self._look(message.delta.new_element, step, data)
            elif kind in ("page_not_found", "session_event"):
                step.errors.append(kind)
            elif kind == "script_finished" and begun:
                if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    step.errors.append(f"script_finished {message.script_finished}")
                return

    def _look(self, element: Any, step: Step, data: set[str]) -> None:
        """Errors, notices, lists to choose from, and map data that a browser would fetch."""
        kind = element.WhichOneof("type")
        if kind == "exception":
            step.errors.append(f"{element.exception.type}: {element.exception.message}")
        elif kind == "alert" and element.alert.format == Alert.ERROR:
            step.errors.append(element.alert.body)
        elif kind == "alert":
            step.notices.append(element.alert.body)
        elif kind == "selectbox":
            box = element.selectbox
            self.labels[box.label] = (box.id, list(box.options))
        elif kind == "deck_gl_json_chart":
            data.update(MAP_DATA.findall(element.deck_gl_json_chart.json))

    def _fetch(self, url: str, step: Step) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST_WAIT)
        connection.request("GET", url, headers={"Accept-Encoding": "br"})
        answer = connection.getresponse()
        step.received += len(answer.read())
        if answer.status != 200:
            step.errors.append(f"{answer.status} {url}")
        connection.close()
