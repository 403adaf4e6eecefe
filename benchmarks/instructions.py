"""Count the instructions of a request in the web process, which other work on the machine hardly changes.

    .venv/bin/python -m benchmarks.instructions [--requests post,list,get,me] [--times 24] [--beside ../other-checkout]

As in benchmarks/parts.py the application is called in one process without a server, here under callgrind (Debian's
package valgrind), which counts only while the requests run. All have been made before, so that nothing is new to the
process. Instructions of the kernel, PostgreSQL and Valkey are not in it. Two counts of the same code differ by up to
one percent.

With `--beside` another checkout with the same migrations is counted too, as `before`.
"""

import argparse
import io
import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any


def inside(given: dict[str, list[str]]) -> None:
    """Make the requests that the lines of stdin ask for."""
    import django

    django.setup()
    from atlas import front, wsgi
    from benchmarks.parts import scope_of
    from foundation import garbage

    class Receiver:
        def response_bytes(self, status: int, _headers: Any, body: bytes) -> None:
            assert status < 300, (status, body)

    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # where the log lines go
    server, receiver = front.Front(wsgi.application, 1), Receiver()
    scopes = {kind: [scope_of(text) for text in texts] for kind, texts in given.items()}
    print("ready", flush=True)
    for line in sys.stdin:
        kind, times = json.loads(line)
        for number in range(times):
            scope, body = scopes[kind][number % len(scopes[kind])]
            environ = front.environ_of(scope)
            environ["wsgi.input"] = io.BytesIO(body)
            server._answer(environ, receiver, is_last=False)
        garbage.spare_collector()
        print("done", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", default="post,list,get,me")
    parser.add_argument("--times", type=int, default=24)
    parser.add_argument("--beside", type=Path, help="another checkout of Atlas to count beside this one")
    options = parser.parse_args()
    from benchmarks.house import house
    from benchmarks.http import KINDS, open_books

    with house() as servers, ExitStack() as stack:
        import redis

        wanted, kinds = options.requests.split(","), dict[str, Any](KINDS)
        books, valkey = open_books(servers.owner_url, wanted), redis.Redis.from_url(servers.redis_url)
        home = Path(os.environ["ATLAS_HOME"])
        path = home / "requests.json"
        path.write_text(json.dumps({kind: [kinds[kind].ours(each).decode() for each in books] for kind in wanted}))
        checkouts = {"atlas": Path.cwd(), **({"before": options.beside.resolve()} if options.beside else {})}
        for name, checkout in checkouts.items():
            out = home / f"callgrind.{name}"
            valgrind = ["valgrind", "--quiet", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={out}"]
            child: Any = subprocess.Popen(
                [*valgrind, sys.executable, "-P", str(Path(__file__).resolve()), "--inside", str(path)],
                cwd=checkout,
                env={**os.environ, "PYTHONPATH": str(checkout), "PYTHONHASHSEED": "0", "LOG_LEVEL": "INFO"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            stack.callback(child.communicate)
            assert child.stdout.readline() == "ready\n", name

            def make(kind: str, times: int, child: Any = child) -> None:
                for key in valkey.scan_iter("atlas:rate:*"):
                    valkey.delete(key)
                child.stdin.write(json.dumps([kind, times]) + "\n")
                child.stdin.flush()
                assert child.stdout.readline() == "done\n", kind

            for number, kind in enumerate(wanted, 1):
                make(kind, len(books))
                control(child, "--instr=on")
                make(kind, options.times)
                control(child, "--instr=off")
                control(child, "--dump")
                lines = Path(f"{out}.{number}").read_text(errors="replace").splitlines()
                [count] = [int(line.split()[1]) for line in lines if line.startswith("totals:")]
                print(f"{name:8}{kind:8}{count / options.times / 1000:>10,.0f} thousand", flush=True)


def control(child: Any, command: str) -> None:
    subprocess.run(["callgrind_control", command, str(child.pid)], check=True, capture_output=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(json.loads(Path(sys.argv[2]).read_text()))
    else:
        main()
