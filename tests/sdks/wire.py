"""A wire between a client and a real server: it carries bytes, and can lose or delay answers, or be cut."""

import contextlib
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self


class Wire:
    """Carries whole connections to `port`. `lose` says of each request, by its first line, whether to lose its answer.

    The server has then done what was asked, and the client does not know. `delay` is in seconds, before each answer.
    """

    def __init__(self, port: int) -> None:
        self.upstream = port
        self.lose: Callable[[str], bool] = lambda line: False
        self.delay: Callable[[str], float] = lambda line: 0.0
        self.lines: list[str] = []
        self._stop = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._accept, daemon=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the thread that accepts, too. If it stayed in `accept`, and the process was stopped and continued, it
        would go on with the number of its file, which the listener of the next wire has by then."""
        self._stop.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listener.close()

    def _accept(self) -> None:
        while not self._stop.is_set():
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        with contextlib.suppress(OSError), contextlib.closing(near):
            far = socket.create_connection(("127.0.0.1", self.upstream))
            with contextlib.closing(far):
                self._carry_requests(near, far)

    def _carry_requests(self, near: socket.socket, far: socket.socket) -> None:
        while True:
            request = message(near)
            if not request:
                return
            line = request.partition(b"\r\n")[0].decode()
            self.lines.append(line)
            far.sendall(request)
            answer = message(far)
            if not answer or self.lose(line):
                return
            self._stop.wait(self.delay(line))
            near.sendall(answer)


def message(source: socket.socket) -> bytes:
    """Read one HTTP message, whose length its header says; empty at the end."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = source.recv(65536)
        if not more:
            return b""
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    missing = (int(lengths[0]) if lengths else 0) - len(body)
    while missing > 0:
        more = source.recv(65536)
        if not more:
            return b""
        data, missing = data + more, missing - len(more)
    return data
