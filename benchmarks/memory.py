"""What memory the processes of Atlas have: after many requests, and at most in commands on books of many lines.

    .venv/bin/python -m benchmarks.memory [--requests 150000] [--lines 1000000] [--only web,files,commands]

`web`: one web process of four threads answers requests that wrk sends over four connections. Of eight, five are of 40
Enterprise organizations (of ten: four lists of 50 entries, two single entries, two `GET /auth/me`, a report, and a new
entry). One is `GET /auth/me` of one of 10,000 other organizations, one a list of another size or order, and one is
wrong, each time with another text: a token, a path, an id, a query or a body.
Beside it run a Celery worker with one process and the engine (`manage.py webhook_worker`), with one webhook for each
organization, whose address refuses. Memory is the private one (USS) of each program with its children, in MiB.

`files`: one web process of four threads, a new one for each kind of file, answers 20 requests that send or ask for such
a file, from four clients at once. Resident memory of the process in MiB: before, at most, and afterwards.

`commands`: export_journal, export_archive, restore_archive and import_journal, each a process of its own, with the most
memory it had (maximum resident set, which includes what is shared).
"""

import argparse
import base64
import itertools
import json
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPResponse
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil
import redis

from benchmarks import archiving
from benchmarks.house import house
from benchmarks.http import KINDS, LUA, Books, open_books, process, web

ORGANIZATIONS = 10_000
SORTS = ("date", "entry_number", "created_at")
WRONG = 1 / 8

STEPS = 10
MEBIBYTE = 1024 * 1024
MIX = ("list", "list", "list", "list", "get", "get", "me", "me", "report", "post")
SECONDS = 10
"""How long wrk sends before the counts for the rate limits are forgotten again."""
WARM = 2000
"""After how many requests the first memory is shown."""
FILES = 20
CLIENTS = 4
ENTRIES = 5000
"""The entries of each company whose ledger is asked for."""
FILE = 10 * MEBIBYTE
IMPORT = 24 * MEBIBYTE
BOUNDARY = "of-a-benchmark"
YEAR = "start_date=2026-01-01&end_date=2026-12-31"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=150_000)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--only", default="web,files,commands")
    given = parser.parse_args()
    with house() as servers, ExitStack() as stack, tempfile.TemporaryDirectory(prefix="atlas-bench-") as folder:
        if "web" in given.only:
            serve(given.requests, servers, stack, Path(folder))
        if "files" in given.only:
            files(servers)
        if "commands" in given.only:
            commands(given.lines, servers, Path(folder))


def serve(requests: int, servers: Any, stack: ExitStack, folder: Path) -> None:
    """Answer so many requests, and print the memory after each tenth of them."""
    from foundation import tenancy
    from tests.factories import make_webhook

    made = open_books(servers.owner_url, ())
    with tenancy.everyone():
        for books in made:
            make_webhook(books.company, "http://127.0.0.1:1029/hooks")
    port, server = stack.enter_context(web("atlas", Path(), workers="1"))
    celery = ["-m", "celery", "--quiet", "--app", "atlas", "worker", "--loglevel", "CRITICAL", "--concurrency", "1"]
    worker = stack.enter_context(process(*celery, "--without-gossip", "--without-mingle"))
    engine = stack.enter_context(process("manage.py", "webhook_worker"))
    script = write_requests(made, folder)
    print(f"{'requests':>10}{'web':>8}{'worker':>8}{'engine':>8}{'entries':>10}{'minutes':>9}", flush=True)
    began, sent, shown = time.monotonic(), 0, 0
    forget = redis.Redis.from_url(servers.redis_url).flushdb
    while True:
        if sent >= min(shown, requests):
            found = [private(one) for one in (server, worker, engine)]
            minutes = (time.monotonic() - began) / 60
            sizes = "".join(f"{one:>8.1f}" for one in found)
            print(f"{sent:>10,}{sizes}{posted():>10,}{minutes:>9.1f}", flush=True)
            shown += requests // STEPS if sent else WARM
        if sent >= requests:
            return
        forget()
        sent += send(port, script)


def other_tokens() -> list[str]:
    """Create the other organizations, and return a token of each one's admin."""
    from foundation import tenancy
    from identity import tokens
    from identity.models import Organization, Role, User

    with tenancy.everyone():
        others = Organization.objects.bulk_create(Organization(name=f"Other {n}") for n in range(ORGANIZATIONS))
        admins = User.objects.bulk_create(
            User(email=f"{one.pk}@example.com", password="!", organization=one, role=Role.ADMIN) for one in others
        )
        return [tokens.issue(admin).access_token for admin in admins]


def wrong_request(books: Books, number: int) -> bytes:
    """Return a request that is refused, with a text that no other has."""
    company = f"/api/v1/companies/{books.company.pk}"
    match number % 5:
        case 0:
            return books.request("GET", "/api/v1/auth/me").replace(books.token.encode(), f"wrong-{number}".encode())
        case 1:
            return books.request("GET", f"/api/v1/nothing-{number}/{number}")
        case 2:
            return books.request("GET", f"{company}/journal-entries/{uuid4()}")
        case 3:
            return books.request("GET", f"{company}/journal-entries?option-{number}=1&cursor=wrong-{number}")
    return books.request("POST", f"{company}/journal-entries", {f"member-{number}": number})


def write_requests(made: list[Books], folder: Path) -> Path:
    """Write wrk's script, with the requests of all organizations in turn."""
    usual = itertools.cycle([KINDS[kind].ours(books) for kind in MIX for books in made])  # type: ignore[misc]  # all have one
    texts: list[bytes] = []
    for number, token in enumerate(other_tokens()):
        books = made[number % len(made)]
        order = f"sort_by={SORTS[number % len(SORTS)]}&sort_order={('asc', 'desc')[number // 3 % 2]}"
        texts += itertools.islice(usual, 5)
        texts.append(books.request("GET", "/api/v1/auth/me").replace(books.token.encode(), token.encode()))
        texts.append(books.ours("GET", f"journal-entries?page_size={1 + number % 40}&{order}"))
        texts.append(wrong_request(books, number))
    (folder / "requests").write_bytes(b"\0".join(texts))
    (folder / "requests.lua").write_text(
        f"""local all = {{}}
        for one in io.open({json.dumps(str(folder / "requests"))}, "rb"):read("*a"):gmatch("[^%z]+") do
            all[#all + 1] = one
        end
        return {{requests = all}}"""
    )
    script = folder / "wrk.lua"
    script.write_text(f"wrk_requests = {json.dumps(str(folder / 'requests.lua'))}\n{LUA}")
    return script


def send(port: int, script: Path) -> int:
    """Send requests for some seconds. Returns how many were answered."""
    command = ["wrk", "-t1", "-c4", "--timeout", "60s", f"-d{SECONDS}s", "-s", str(script), f"http://127.0.0.1:{port}/"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    answers = json.loads(said.strip().splitlines()[-1])
    assert not answers["lost"], answers
    assert answers["refused"] < answers["answers"] * (WRONG + 0.1), answers
    return int(answers["answers"])


def private(parent: psutil.Process) -> float:
    """Return the private memory of a process and of its children, in MiB."""
    return sum(each.memory_full_info().uss for each in family(parent)) / MEBIBYTE


def family(parent: psutil.Process) -> Iterator[psutil.Process]:
    yield parent
    yield from parent.children(recursive=True)


def posted() -> int:
    from django.db.models import Sum

    from accounting.models import LedgerHead
    from foundation import tenancy

    with tenancy.everyone():
        return int(LedgerHead.objects.aggregate(all=Sum("last_number"))["all"])


def files(servers: Any) -> None:
    """Send or ask for files of each kind, and print the memory of the process that answers."""
    made = open_books(servers.owner_url, ())[:CLIENTS]
    stored, invoices = [], []
    with ExitStack() as stack:
        port, _ = stack.enter_context(web("atlas", Path(), workers="1"))
        for number, books in enumerate(made):
            for _ in range(ENTRIES // 1000):
                ask(port, number, books.ours("POST", "journal-entries/batch", {"entries": [books.entry] * 1000}))
            stored.append(ask(port, number, attachment_as_json(books))["id"])
            invoices.append(ask(port, number, books.ours("POST", "invoices", books.invoice))["id"])
    kinds: dict[str, Callable[[int, Books], bytes]] = {
        "attachment, form": lambda _, books: attachment_as_form(books),
        "attachment, JSON": lambda _, books: attachment_as_json(books),
        "attachment, download": lambda n, books: books.ours("GET", f"attachments/{stored[n]}/content"),
        "invoice, PDF": lambda n, books: books.ours("GET", f"invoices/{invoices[n]}/pdf"),
        "ledger, XLSX": lambda _, books: books.ours("GET", f"reports/general-ledger?{YEAR}&format=xlsx"),
        "ledger, CSV": lambda _, books: books.ours("GET", f"reports/general-ledger?{YEAR}&format=csv"),
        "import, form": lambda _, books: import_as_form(books),
    }
    print(f"{FILES} of each, MiB      {'before':>8}{'most':>8}{'after':>8}", flush=True)
    for title, request in kinds.items():
        redis.Redis.from_url(servers.redis_url).flushdb()
        with web("atlas", Path(), workers="1") as (port, server), ThreadPoolExecutor(CLIENTS) as clients:
            (worker,) = server.children()
            ask_all(port, clients, made, lambda _, books: books.ours("GET", "journal-entries"), CLIENTS)
            before = resident(worker, "VmRSS")
            Path(f"/proc/{worker.pid}/clear_refs").write_text("5")  # forgets the most memory until here
            ask_all(port, clients, made, request, FILES)
            sizes = (before, resident(worker, "VmHWM"), resident(worker, "VmRSS"))
            print(f"{title:22}{''.join(f'{size:>8.0f}' for size in sizes)}", flush=True)


def ask_all(
    port: int, clients: ThreadPoolExecutor, made: list[Books], request: Callable[[int, Books], bytes], times: int
) -> None:
    """Let each client ask for its share of so many requests, one after the other."""

    def ask_some(number: int) -> None:
        for _ in range(times // CLIENTS):
            ask(port, number, request(number, made[number]))

    list(clients.map(ask_some, range(CLIENTS)))


def ask(port: int, number: int, request: bytes) -> Any:
    """Send a request from an address of its client's own, which has limits of its own. Return the answer, if JSON."""
    with socket.create_connection(("127.0.0.1", port), source_address=(f"127.0.0.{10 + number}", 0)) as connection:
        connection.sendall(request)
        answer = HTTPResponse(connection)
        answer.begin()
        body = answer.read()
        assert answer.status < 300, (answer.status, body[:1000])
        return json.loads(body) if answer.headers["Content-Type"].startswith("application/json") else None


def attachment_as_json(books: Books) -> bytes:
    content = base64.b64encode(new_file()).decode()
    return books.ours("POST", "attachments", {**belongs(books), "file_name": "receipt.pdf", "content": content})


def attachment_as_form(books: Books) -> bytes:
    return form(books, "attachments", belongs(books), "receipt.pdf", new_file())


def import_as_form(books: Books) -> bytes:
    return form(books, "imports", {}, "journal.csv", journal())


def belongs(books: Books) -> dict[str, str]:
    return {"object_type": "journal_entry", "object_id": str(books.entry_id)}


def new_file() -> bytes:
    return b"%PDF-1.7\n" + os.urandom(FILE - 9)


def journal() -> bytes:
    return b"date,account,debit,credit\n" + b"2026-03-15,1000,100.00,\n" * (IMPORT // 24)


def form(books: Books, path: str, members: dict[str, str], name: str, content: bytes) -> bytes:
    """Return a request whose body is a form with a file."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in members.items()
    ]
    parts.append(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n')
    body = "".join(parts).encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    head = f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {len(body)}\r\n"
    return books.ours("POST", path).replace(b"\r\n\r\n", f"\r\n{head}\r\n".encode()) + body


def resident(process: psutil.Process, which: str) -> float:
    """Return the resident memory (VmRSS) of a process, or the most that it had (VmHWM), in MiB."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{which}:")) / 1024


def commands(lines: int, servers: Any, folder: Path) -> None:
    """Write and read books of so many lines by the commands."""
    _, company = archiving.books(lines)
    archive, journal = folder / "books.jsonl.gz", folder / "books.csv"
    print(f"{lines:,} lines", flush=True)
    show("export_journal", archiving.command("export_journal", str(journal), "--company", "Books", "--format", "csv"))
    show("export_archive", archiving.command("export_archive", str(archive), "--company", str(company.id)))
    again = ["--company", "Again", "--currency", "USD", "--organization", str(company.organization_id)]
    show("import_journal", archiving.command("import_journal", str(journal), *again))
    show("restore_archive", archiving.restore(servers, archive, "restored"))


def show(name: str, measured: tuple[float, float]) -> None:
    seconds, most = measured
    print(f"{name:20}{seconds:>8.1f} s{most:>8.0f} MB", flush=True)


if __name__ == "__main__":
    main()
