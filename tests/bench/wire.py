"""A byte-counting proxy on the loopback: what really crosses the wire, headers and all."""

from __future__ import annotations

import contextlib
import socket
import threading


class Wire:
    """Passes connections on to a port and counts the bytes that come back from it."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.received = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self.target))
            for source, sink, counted in ((near, far, False), (far, near, True)):
                threading.Thread(
                    target=self._pump, args=(source, sink, counted), daemon=True
                ).start()

    def _pump(self, source: socket.socket, sink: socket.socket, counted: bool) -> None:
        try:
            while block := source.recv(65536):
                if counted:
                    self.received += len(block)
                sink.sendall(block)
        except OSError:
            pass
        finally:
            for end in (source, sink):
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._listener.close()
