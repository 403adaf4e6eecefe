"""Measure where the processor time of a request goes, part by part.

    .venv/bin/python -m benchmarks.parts [--rounds 12] [--times 300] [--requests post,key,list,get,me]
        [--beside ../other-checkout]

The application is called in one process without a server, at production settings, by requests of 40 Enterprise
organizations in turn. Each function of PARTS is timed (`time.thread_time`) without the functions inside it that are
parts of their own. The figures are µs of the thread's processor time, each the least of all rounds: of a part it is
what the work takes, because other work on the machine only adds to it. `in all` is without any timer inside, so the
parts come to a little more. The last line is what the server takes for a request, if the application does nothing.

With `--beside` another checkout with the same migrations is measured too, in turn, as `before`.
"""

import argparse
import importlib
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

PARTS: dict[str, list[str]] = {
    "front: environment": ["atlas.front.environ_of"],
    "log line": ["atlas.middleware.log_request", "structlog.stdlib.BoundLogger.info"],
    "counts": ["atlas.metrics.count_request"],
    "route": ["django.core.handlers.base.BaseHandler.resolve_request"],
    "headers": [
        "api.throttles.apply_headers",
        "api.middleware.set_headers",
        "api.middleware.patch_vary_headers",
        "django.middleware.security.SecurityMiddleware.process_request",
        "django.middleware.security.SecurityMiddleware.process_response",
        "django.middleware.common.CommonMiddleware.process_request",
        "django.middleware.common.CommonMiddleware.process_response",
        "django.middleware.clickjacking.XFrameOptionsMiddleware.process_response",
    ],
    "sign-in, company, role": ["api.authentication.BearerAuthentication.authenticate"],
    "· statement of sign-in": ["identity.tokens.fetch"],
    "limits": ["api.views.ApiView.check_throttles"],
    "· Valkey": ["foundation.limiter.Limiter._call"],
    "transaction": ["api.views.ApiView.transact"],
    "· commit": ["foundation.postgresql.base.DatabaseWrapper._commit"],
    "checks before the handler": ["api.views.ApiView.admit"],
    "idempotency": ["api.idempotency.once"],
    "body: parse": ["api.views.ApiView.request_data"],
    "body: validate": ["api.views.ApiView.validated_data"],
    "operation (journal.create)": ["accounting.ledger.journal.create"],
    "· journal_post": ["accounting.ledger.journal.fetch"],
    "· event": ["accounting.ledger.events.ring"],
    "rows (Reader.read)": ["api.reading.Reader.read"],
    "· their statement": ["api.reading.fetch"],
    "response of a row": ["api.viewsets.ResourceViewSet.to_json"],
    "entity tag, headers": ["api.concurrency.tagged"],
    "handler": ["api.views.ApiView.run"],
    "REST framework, view": ["api.views.ApiView.dispatch"],
}
AROUND = "Django around these"
"""The part of everything that no other part has."""
SECONDS = 4


class Timers:
    """Give the processor time of a thread to one part at a time: that of the innermost function."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self.part, self.since = AROUND, 0.0

    def turn(self, part: str) -> str:
        now = time.thread_time()
        self.taken[self.part] += now - self.since  # type: ignore[assignment]  # seconds
        before, self.part, self.since = self.part, part, now
        return before

    def around(self, part: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            before = self.turn(part)
            try:
                return call(*args, **kwargs)
            finally:
                self.turn(before)

        return timed

    def install(self) -> list[tuple[Any, str, Any]]:
        """Put a timer around each function of PARTS, and return what was there."""
        replaced = []
        for part, names in PARTS.items():
            for name in names:
                owner, attribute = found(name)
                there = vars(owner).get(attribute)
                if there is None:  # in another checkout
                    continue
                setattr(owner, attribute, self.around(part, there))
                replaced.append((owner, attribute, there))
        return replaced


def found(name: str) -> tuple[Any, str]:
    """Return the module or class with a function, and the function's name."""
    path, _, attribute = name.rpartition(".")
    try:
        return importlib.import_module(path), attribute
    except ModuleNotFoundError:
        module, _, kind = path.rpartition(".")
        return getattr(importlib.import_module(module), kind), attribute


def scope_of(text: str) -> tuple[Any, bytes]:
    """Return a request as granian gives it to the front, and its body."""
    head, _, body = text.partition("\r\n\r\n")
    line, *fields = head.split("\r\n")
    method, target, _ = line.split(" ")
    path, _, query = target.partition("?")
    headers = {name.lower(): value for name, _, value in (field.partition(": ") for field in fields)}
    address = {"server": "127.0.0.1:80", "client": "127.0.0.1:9", "scheme": "http", "http_version": "1.1"}
    return SimpleNamespace(method=method, path=path, query_string=query, headers=headers, **address), body.encode()


def inside(given: dict[str, list[str]]) -> None:
    """Measure in this process what the lines of stdin ask for."""
    import django

    django.setup()
    from atlas import front, wsgi
    from foundation import garbage

    sys.stderr = os.fdopen(os.dup(2), "w")  # for a traceback
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # where the log lines go
    scopes = {kind: [scope_of(text) for text in texts] for kind, texts in given.items()}

    application: Any = wsgi.application

    def request(scope: Any, body: bytes) -> None:
        status = ""

        def start(line: str, _headers: Any) -> None:
            nonlocal status
            status = line

        environ = front.environ_of(scope)
        environ["wsgi.input"] = io.BytesIO(body)
        answer: Any = application(environ, start)
        b"".join(answer)
        answer.close()
        assert status[0] == "2", (status, scope.path)

    for kind in scopes:
        request(*scopes[kind][0])
    garbage.spare_collector()
    print("ready", flush=True)
    for line in sys.stdin:
        kind, times = json.loads(line)
        todo = []
        for number in range(times):
            scope, body = scopes[kind][number % len(scopes[kind])]
            if "idempotency-key" in scope.headers:
                headers = {**scope.headers, "idempotency-key": str(uuid4())}
                scope = SimpleNamespace(**{**vars(scope), "headers": headers})
            todo.append((scope, body))
        half, timers = times // 2, Timers()
        began = time.thread_time()
        for each in todo[:half]:
            request(*each)
        whole = time.thread_time() - began
        replaced = timers.install()
        timers.since = time.thread_time()
        for each in todo[half:]:
            request(*each)
        timers.turn(AROUND)
        for owner, attribute, there in replaced:
            setattr(owner, attribute, there)
        parts = {part: 1e6 * seconds / (times - half) for part, seconds in timers.taken.items()}
        print(json.dumps({**parts, "in all": 1e6 * whole / half}), flush=True)


def nothing() -> Any:
    """Return the server's application with one inside that does nothing."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "atlas.settings")
    django.setup()
    from django.http import HttpResponse

    from atlas.front import Front

    def answer(_environ: Any, start: Any) -> Any:
        start("200 OK", [("Content-Type", "application/json"), ("Content-Length", "2")])
        return HttpResponse(b"{}")

    return Front(answer, int(os.environ["WEB_THREADS"]))


def server_alone() -> list[float]:
    """Return the µs of processor time that the server takes for a request, at 4 and at 64 connections."""
    from benchmarks import http

    granian = ["-m", "granian", "--interface", "rsgi", "--factory", "--workers", http.WORKERS, "--log-level", "error"]
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with http.process(*granian, "--port", str(port), "benchmarks.parts:nothing", WEB_THREADS=http.THREADS) as server:
        while not http.is_there(port):
            time.sleep(0.1)
        taken = []
        for connections in (4, 64):
            before = http.processor_seconds(server)
            request = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
            answers = http.wrk(port, [request], connections, SECONDS, once=False)["answers"]
            taken.append(1e6 * (http.processor_seconds(server) - before) / answers)
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--times", type=int, default=300, help="requests of each round")
    parser.add_argument("--requests", default="post,key,list,get,me", help="any of these")
    parser.add_argument("--beside", type=Path, help="another checkout of Atlas to measure beside this one")
    options = parser.parse_args()
    from benchmarks.house import house
    from benchmarks.http import KINDS, open_books

    with house() as servers, ExitStack() as stack:
        import redis

        wanted, kinds = options.requests.split(","), dict[str, Any](KINDS)
        books, valkey = open_books(servers.owner_url, wanted), redis.Redis.from_url(servers.redis_url)
        given = {kind: [kinds["post" if kind == "key" else kind].ours(each) for each in books] for kind in wanted}
        texts = {kind: [one.decode() for one in ours] for kind, ours in given.items()}
        texts |= {
            "key": [one.replace("\r\nHost:", "\r\nIdempotency-Key: -\r\nHost:", 1) for one in texts.get("key", [])]
        }
        path = Path(os.environ["ATLAS_HOME"], "requests.json")
        path.write_text(json.dumps({kind: texts[kind] for kind in wanted}))
        checkouts = {"atlas": Path.cwd(), **({"before": options.beside.resolve()} if options.beside else {})}
        children = {}
        for name, checkout in checkouts.items():
            # -P: else this script's folder would come first, and its `http` would hide Python's own
            child: Any = subprocess.Popen(
                [sys.executable, "-P", str(Path(__file__).resolve()), "--inside", str(path)],
                cwd=checkout,
                env={**os.environ, "PYTHONPATH": str(checkout), "LOG_LEVEL": "INFO"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            stack.callback(child.communicate)
            assert child.stdout.readline() == "ready\n", name
            children[name] = child
        least: dict[tuple[str, str], dict[str, float]] = {}
        for number in range(options.rounds + 1):
            for kind in wanted:
                for name, child in children.items():
                    for key in valkey.scan_iter("atlas:rate:*"):
                        valkey.delete(key)
                    child.stdin.write(json.dumps([kind, options.times]) + "\n")
                    child.stdin.flush()
                    took = json.loads(child.stdout.readline())
                    if number:  # the first round warms up
                        known = least.setdefault((kind, name), took)
                        least[kind, name] = {part: min(known.get(part, took[part]), took[part]) for part in took}
        columns = [(kind, name) for kind in wanted for name in children]
        print(f"{'':30}" + "".join(f"{f'{kind} {name}' if options.beside else kind:>14}" for kind, name in columns))
        for part in [AROUND, *PARTS, "in all"]:
            print(f"{part:30}" + "".join(f"{least[each].get(part, 0):>14,.0f}" for each in columns))
        if shutil.which("wrk"):
            few, many = server_alone()
            print(f"beside these, the server: {few:.0f} at 4 connections, {many:.0f} at 64")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(json.loads(Path(sys.argv[2]).read_text()))
    else:
        main()
