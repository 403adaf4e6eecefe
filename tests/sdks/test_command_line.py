"""The command line against a running Atlas: what it prints, how it ends, and what it keeps."""

import io
import json
import os
import re
import shlex
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx2
import orjson
import pytest
from atlas_accounting import Atlas, webhooks
from atlas_accounting.cli import calling, output
from atlas_accounting.cli.main import main

from accounting.models import Company
from api.reference import document as served_document
from foundation import tenancy
from identity.models import User
from tests.factories import make_webhook
from tests.people import PASSWORD
from tests.processes import process
from tests.sdks.conftest import ClientOf, tokens_of
from tests.sdks.wire import Wire
from tests.servers import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "a-secret-of-the-endpoint"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "config/atlas/credentials.json"


@pytest.fixture
def environment(address: str, kept: Path) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ATLAS_")}
    return {**clean, "PYTHONPATH": str(ROOT / "sdks/python"), "ATLAS_CREDENTIALS": str(kept), "ATLAS_BASE_URL": address}


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    """Run `atlas` with some words; `said` is its standard input. In this process, because Python takes longer to start
    than most commands to end."""

    def ran(*words: str, said: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        # A file in a locale without most letters. Python itself writes to stderr whatever it can.
        of = {"stdout": "strict", "stderr": "backslashreplace"}
        streams = {
            name: io.TextIOWrapper(io.BytesIO(), "ascii", errors, write_through=True) for name, errors in of.items()
        }
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "environ", {**environment, **more})
            patch.setattr(sys, "stdin", io.StringIO(said))
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            try:
                code = main(list(words))
            except SystemExit as end:  # argparse
                code = end.code
        printed = {name: stream.buffer.getvalue().decode() for name, stream in streams.items()}
        return subprocess.CompletedProcess(words, code, **printed)

    return ran


@pytest.fixture
def run_alone(environment: dict[str, str]) -> Run:
    """Run `atlas` as a process of its own."""

    def ran(*words: str, said: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "atlas_accounting.cli", *words]
        return subprocess.run(
            command, env=environment, input=said, capture_output=True, text=True, timeout=60, check=False
        )

    return ran


@pytest.fixture
def signed_in(run: Run, admin: User, company: Company) -> Run:
    ran = run("login", "--email", admin.email, said=PASSWORD + "\n")
    assert ran.returncode == 0, ran.stderr
    return run


@pytest.fixture
def customer(atlas: Atlas) -> str:
    return atlas.customers.create(name="Blue Door Bakery").id


def test_login_keeps_tokens_that_only_their_owner_can_read(
    run_alone: Run, admin: User, company: Company, kept: Path
) -> None:
    ran = run_alone("login", "--email", admin.email, said=PASSWORD + "\n")
    assert ran.returncode == 0, ran.stderr
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    data = json.loads(kept.read_text())
    assert PASSWORD not in kept.read_text()
    for secret in (PASSWORD, data["access_token"], data["refresh_token"]):
        assert secret not in ran.stdout + ran.stderr
    assert admin.full_name in ran.stdout
    assert admin.email in run_alone("auth", "me").stdout


def test_login_with_a_key_tries_it_out(run: Run, atlas: Atlas, kept: Path, company: Company) -> None:
    made = atlas.api_keys.create(name="Terminal", role="accountant", scopes=["invoices:read"])
    assert made.secret
    wrong = run("login", said="atlas_sk_wrong\n")
    assert (wrong.returncode, kept.exists()) == (3, False)
    assert "atlas_sk" not in wrong.stdout + wrong.stderr
    ran = run("login", said=made.secret + "\n")
    assert ran.returncode == 0, ran.stderr
    assert made.secret not in ran.stdout + ran.stderr
    assert run("invoices", "list").returncode == 0
    refused = run("payments", "list")
    assert (refused.returncode, "scope_missing" in refused.stderr) == (1, True)


def test_a_file_that_others_can_read_is_refused(signed_in: Run, kept: Path) -> None:
    kept.chmod(0o644)
    ran = signed_in("auth", "me")
    assert ran.returncode == 3
    assert "chmod 600" in ran.stderr
    kept.chmod(0o600)
    for wrong in ("[]", "{}", "not JSON"):
        kept.write_text(wrong)
        ran = signed_in("auth", "me")
        assert (ran.returncode, "Traceback" in ran.stderr, "Run `atlas login` again." in ran.stderr) == (3, False, True)


def test_processes_that_renew_the_tokens_at_once_all_go_on(
    environment: dict[str, str], wire: Wire, admin: User, company: Company, kept: Path
) -> None:
    """The first refresh is answered when all have asked with the old token. So all need a new one before the first has
    it, however long they take to start."""

    def asked_with_the_old_one(line: str) -> float:
        until = time.monotonic() + 60
        while "/auth/refresh" in line and "".join(wire.lines).count("/auth/me") < 3 and time.monotonic() < until:
            time.sleep(0.01)
        return 0.0

    wire.delay = asked_with_the_old_one
    kept.parent.mkdir(parents=True)
    kept.touch(mode=0o600)
    old = {"base_url": wire.address, "access_token": "eyJexpired", "refresh_token": tokens_of(admin).refresh_token}
    kept.write_text(json.dumps(old))
    command = [sys.executable, "-m", "atlas_accounting.cli", "auth", "me"]
    given = {**environment, "ATLAS_BASE_URL": wire.address}
    running = [
        subprocess.Popen(command, env=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    ended = [(*each.communicate(timeout=90), each.returncode) for each in running]
    assert [code for _, _, code in ended] == [0, 0, 0], ended
    assert all(admin.email in said for said, _, _ in ended)
    assert len([line for line in wire.lines if "/auth/refresh" in line]) == 3
    again = subprocess.run(command, env=given, capture_output=True, text=True, timeout=60, check=False)
    assert (again.returncode, admin.email in again.stdout) == (0, True), "the tokens of the last one are kept"
    assert len([line for line in wire.lines if "/auth/refresh" in line]) == 3


def test_logout_forgets_and_ends_the_session(signed_in: Run, kept: Path) -> None:
    token = json.loads(kept.read_text())["access_token"]
    assert signed_in("logout").returncode == 0
    assert not kept.exists()
    assert signed_in("auth", "me").returncode == 3
    assert signed_in("auth", "me", ATLAS_API_KEY=token).returncode == 3


def test_a_token_of_one_server_is_not_sent_to_another(signed_in: Run) -> None:
    ran = signed_in("auth", "me", "--base-url", "http://127.0.0.1:9")
    assert ran.returncode == 3
    assert "signed in to" in ran.stderr


def test_new_tokens_are_kept(signed_in: Run, kept: Path) -> None:
    """A refresh token works once: the next command has the new one."""
    before = json.loads(kept.read_text())
    kept.write_text(json.dumps({**before, "access_token": "expired"}))
    assert signed_in("auth", "me").returncode == 0
    after = json.loads(kept.read_text())
    assert after["refresh_token"] != before["refresh_token"]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert signed_in("auth", "me").returncode == 0


def test_an_invoice_from_draft_to_paid(signed_in: Run, atlas: Atlas, customer: str) -> None:
    sales = atlas.chart_of_accounts.list(code="4000").first().items[0].id
    line = json.dumps([{"description": "Consulting", "quantity": 3, "unit_price": 500.10, "account_id": sales}])
    made = signed_in("invoices", "create", "--customer-id", customer, "--lines", line, "--json")
    assert made.returncode == 0, made.stderr
    assert '"amount": 1500.30' in made.stdout
    invoice = json.loads(made.stdout)["id"]
    assert signed_in("invoices", "send", invoice).returncode == 0
    shown = signed_in("invoices", "get", invoice).stdout
    assert "amount            1500.30" in shown
    assert "1. description Consulting, quantity 3, unit_price 500.10" in shown
    listed = signed_in("invoices", "list", "--status", "sent,overdue", "--status", "paid")
    head, row = listed.stdout.splitlines()
    assert head.split()[:2] == ["INVOICE_NUMBER", "STATUS"]
    assert row.endswith(invoice)
    assert "1500.30" in row


def test_lists_are_read_as_far_as_wanted(signed_in: Run, atlas: Atlas) -> None:
    for number in range(5):
        atlas.customers.create(name=f"Customer {number}", idempotency_key=f"c{number}")
    two = signed_in("customers", "list", "--limit", "2")
    assert len(two.stdout.splitlines()) == 3
    assert two.stderr == "2 of 5. --all shows all.\n"
    assert len(json.loads(signed_in("customers", "list", "--all", "--json").stdout)) == 5
    none = signed_in("bills", "list")
    assert (none.returncode, none.stdout, none.stderr) == (0, "", "There are none.\n")
    assert signed_in("bills", "list", "--json").stdout == "[]\n"


def test_names_in_any_letters_are_printed_in_any_locale(signed_in: Run, atlas: Atlas) -> None:
    atlas.customers.create(name="Čajovna 日本")
    for more in ([], ["--json"]):
        ran = signed_in("customers", "list", *more)
        assert (ran.returncode, ran.stderr) == (0, "")
        assert "Čajovna 日本" in ran.stdout


def test_a_filter_may_have_a_comma(signed_in: Run, atlas: Atlas) -> None:
    made = [atlas.customers.create(name=name, external_id=name, metadata={"note": name}) for name in ("a, b", "a", "b")]
    for words, found in (
        (["--external-id", "a, b"], made),
        (["--external-id", "a,b"], made[1:]),
        (["--metadata", "note:a, b"], made[:1]),
    ):
        ran = signed_in("customers", "list", "--json", *words)
        assert {each["id"] for each in json.loads(ran.stdout)} == {each.id for each in found}


class Estimating(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        page = {"items": [{"id": "a"}], "total": 12_000, "total_is_estimate": True, "has_next": False}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(page).encode())

    def log_message(self, *args: Any) -> None:
        pass


def test_all_of_a_list_is_all_also_if_its_total_is_an_estimate(run: Run) -> None:
    with HTTPServer(("localhost", 0), Estimating) as server:
        threading.Thread(target=server.serve_forever).start()
        try:
            where = {"ATLAS_BASE_URL": f"http://localhost:{server.server_port}", "ATLAS_API_KEY": "key"}
            assert run("audit", "list", "--all", **where).stderr == ""
            assert run("audit", "list", **where).stderr == "1 of 12000. --all shows all.\n"
        finally:
            server.shutdown()


def test_errors_name_the_field_and_the_request(signed_in: Run) -> None:
    ran = signed_in("invoices", "create", "--customer-id", "x", "--lines", "[]")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "422 invalid" in ran.stderr
    assert "  customer_id: Must be a UUID." in ran.stderr
    assert "  request 01" in ran.stderr
    body = json.loads(signed_in("invoices", "create", "--customer-id", "x", "--lines", "[]", "--json").stderr)
    assert body["code"] == "invalid"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nothing"], "no command 'nothing'"),
        (["invoices", "paint"], "invoices has no command 'paint'"),
        (["invoices", "list", "--status", "nonsense"], "'nonsense' is not one of draft"),
        (["invoices", "create"], "missing: --customer-id, --lines"),
        (["invoices", "create", "--data", "[]"], "must be an object"),
        (["invoices", "create", "--data", "@/nothing"], "No such file"),
        (["invoices", "create", "--data", '{"notes": "a", "notes": "b"}'], "'notes' is there twice"),
        (["invoices", "create", "--data", '{"lines": [{"unit_price": NaN}]}'], "'NaN' is not a number"),
        (["imports", "create", "--content", "@/nothing"], "No such file"),
        (["listen", "--forward-to", "localhost:3000"], "is not an address such as"),
        (["invoices", "get"], "required: ID"),
        (["invoices", "list", "--limit", "0"], "--limit"),
        (["tax-rates", "create", "--name", "x", "--percent", "many"], "'many' is not a number"),
        (["tax-rates", "create", "--name", "x", "--percent", "Infinity"], "'Infinity' is not a number"),
        (["trigger"], "required: EVENT"),
    ],
)
def test_a_wrong_command_ends_with_2_before_anything_is_sent(run: Run, words: list[str], says: str) -> None:
    ran = run(*words)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert says in ran.stderr


def test_no_answer_is_4_and_no_credentials_3(run_alone: Run) -> None:
    assert run_alone("auth", "me").returncode == 3
    there = run_alone("health", "get", "--base-url", "http://127.0.0.1:9")
    assert there.returncode == 4
    assert run_alone("health", "get").returncode == 0


def test_help_is_everywhere() -> None:
    """Each resource and operation has its own, without a server."""
    for name, of in calling.commands().items():
        for operation, described in of["operations"].items():
            text = calling.parser_for(name, operation).format_help()
            for each in described.get("fields", []):
                assert "--" + each["name"].replace("_", "-") in text or each["name"] == "format", (name, operation)


def test_overview_lists_every_resource(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    for name in calling.commands():
        assert f"  {name} " in text or not name
    assert main(["invoices", "--help"]) == 0
    assert "  send " in capsys.readouterr().out
    assert main(["--version"]) == 0


def test_every_operation_of_the_document_is_a_command() -> None:
    from sdks.generator.document import Document

    document = Document(orjson.loads(served_document()))
    commands = {
        (each["method"], each["path"]) for of in calling.commands().values() for each in of["operations"].values()
    }
    assert commands == {(operation.method, operation.path) for operation in document.operations}


def test_a_report_as_a_file(signed_in: Run, tmp_path: Path) -> None:
    wanted = tmp_path / "profit.csv"
    ran = signed_in("reports", "profit-loss", "--format", "csv", "--output", str(wanted))
    assert ran.returncode == 0, ran.stderr
    assert wanted.read_text().startswith("Type,Code,Name")
    assert signed_in("reports", "profit-loss", "--format", "csv").stdout.encode() == wanted.read_bytes()
    assert json.loads(signed_in("reports", "profit-loss", "--json").stdout)["report"] == "profit_and_loss"
    ran = signed_in("reports", "profit-loss", "--format", "csv", "--output", str(tmp_path / "none" / "profit.csv"))
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert "No such file or directory" in ran.stderr


@pytest.mark.parametrize(("words", "seconds"), [((), 600), (("--timeout", "7"), 7)])
def test_a_command_waits_as_long_as_it_is_told(words: tuple[str, ...], seconds: int) -> None:
    parser, waited = calling.parser_for("exports", "archive"), []

    def answer(request: httpx2.Request) -> httpx2.Response:
        waited.append(request.extensions["timeout"]["read"])
        return httpx2.Response(200, content=b"{}")

    client = Atlas(api_key="atlas_sk_1", http_client=httpx2.Client(transport=httpx2.MockTransport(answer)))
    described, given = calling.commands()["exports"]["operations"]["archive"], parser.parse_args(words)
    calling.run(client, described, given, calling.call_for(described, given, parser))
    assert waited == [seconds]
    with pytest.raises(SystemExit):
        parser.parse_args(["--timeout", "0"])


def test_a_list_is_imported_from_a_file(signed_in: Run, tmp_path: Path) -> None:
    wanted = tmp_path / "list.csv"
    wanted.write_text("name\nÉcole\n", encoding="utf-8-sig")
    words = ("imports", "create", "--format", "customers_csv", "--dry-run", "--json", "--content")
    found = [json.loads(signed_in(*words, content, ATLAS_API_KEY="").stdout) for content in (f"@{wanted}", "name\n1\n")]
    assert [(one["format"], one["file_name"], one["size"]) for one in found] == [
        ("customers_csv", "list.csv", 12),
        ("customers_csv", "", 7),
    ]


def test_terminals_get_no_control_codes() -> None:
    assert output.cell("Bakery\x1b[2J\r\n") == "Bakery�[2J��"


# listen and trigger


class Hook(BaseHTTPRequestHandler):
    """Takes deliveries, and remembers them."""

    taken: list[tuple[dict[str, str], bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).taken.append((dict(self.headers.items()), body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *arguments: Any) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[tuple[str, list[tuple[dict[str, str], bytes]]]]:
    class Own(Hook):
        taken: list[tuple[dict[str, str], bytes]] = []

    server = HTTPServer(("127.0.0.1", 0), Own)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hooks", Own.taken
    server.shutdown()
    server.server_close()


def test_listen_forwards_what_happens_signed_as_a_webhook_is(
    signed_in: Run, atlas: Atlas, receiver: Any, environment: dict[str, str]
) -> None:
    url, taken = receiver
    atlas.customers.create(name="Before")
    command = [sys.executable, "-m", "atlas_accounting.cli", "listen", "--forward-to", url]
    command += ["--secret", SECRET, "--count", "2", "--interval", "0.2", "--events", "contact.created"]
    listening = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert listening.stderr is not None
    assert url in listening.stderr.readline()
    assert "Listening after event" in listening.stderr.readline()
    atlas.customers.create(name="First")
    second = atlas.customers.create(name="Second")
    atlas.customers.update(second.id, name="Renamed")
    said, _ = listening.communicate(timeout=60)
    assert listening.returncode == 0
    assert said.count("contact.created  → 204") == 2
    events = [webhooks.verify(body, headers, SECRET) for headers, body in taken]
    assert [event.data.name for event in events] == ["First", "Second"]
    for headers, body in taken:
        alone = {name: value for name, value in headers.items() if name.lower() == "x-atlas-signature"}
        assert webhooks.verify(body, alone, SECRET, tolerance=None).event == "contact.created"
        assert headers["X-Atlas-Sequence"] == str(json.loads(body)["sequence"])


def test_listen_says_that_nobody_is_there_and_goes_on(signed_in: Run, atlas: Atlas) -> None:
    atlas.customers.create(name="First")
    atlas.customers.create(name="Second")
    ran = signed_in("listen", "--after", "0", "--count", "2", "--forward-to", "http://127.0.0.1:9/hooks")
    assert ran.returncode == 0
    assert ran.stdout.count("→ failed: ConnectError") == 2


def test_ctrl_c_ends_listening(signed_in: Run, environment: dict[str, str]) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # jobs in the background begin with it ignored
    listening = subprocess.Popen(
        [sys.executable, "-m", "atlas_accounting.cli", "listen"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert listening.stderr is not None
    assert "Listening" in listening.stderr.readline()
    listening.send_signal(signal.SIGINT)
    _, said = listening.communicate(timeout=30)
    assert (listening.returncode, said) == (130, "")


def test_trigger_sends_a_test_and_says_how_it_went(
    signed_in: Run, company: Company, admin: User, receiver: Any, client_of: ClientOf
) -> None:
    url, taken = receiver
    with tenancy.everyone():
        endpoint = make_webhook(company, url=url)
    with process("manage.py", "webhook_worker", WEBHOOKS_ALLOW_HTTP_LOOPBACK="1"):
        ran = signed_in("trigger", "invoice.paid")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == f"invoice.paid to webhook {endpoint.id}: succeeded 204\n"
    ((headers, body),) = taken
    assert headers["X-Atlas-Event"] == "invoice.paid"
    assert '"amount":1500.00' in body.decode()
    wrong = signed_in("trigger", "nonsense")
    assert (wrong.returncode, "event:" in wrong.stderr) == (1, True)


def test_trigger_asks_which_webhook(signed_in: Run, company: Company) -> None:
    none = signed_in("trigger", "invoice.paid")
    assert (none.returncode, "there is no webhook yet" in none.stderr) == (2, True)
    with tenancy.everyone():
        first, second = make_webhook(company), make_webhook(company)
    ran = signed_in("trigger", "invoice.paid")
    assert ran.returncode == 2
    assert str(first.id) in ran.stderr
    assert str(second.id) in ran.stderr


def test_the_environment_comes_before_the_file(run: Run, admin: User, company: Company) -> None:
    token = str(tokens_of(admin).access_token)
    ran = run("auth", "me", ATLAS_API_KEY=token)
    assert admin.email in ran.stdout


def test_the_commands_of_the_readme_work(
    run: Run, admin: User, company: Company, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    chapter = (ROOT / "sdks/python/README.md").read_text().partition("## Command line")[2].partition("\n## ")[0]
    commands = [
        shlex.split(line)[1:] for line in "".join(re.findall(r"```sh\n(.*?)```", chapter, re.DOTALL)).splitlines()
    ]
    assert len(commands) == 7
    for words in commands:
        words = [admin.email if word == "you@example.com" else word for word in words if not word.startswith("https:")]
        words = [word for word in words if word != "--base-url"]  # the environment names this server
        if words[0] == "listen":
            words += ["--after", "0", "--count", "1"]
        ran = run(*words, said=PASSWORD + "\n")
        if words[0] == "trigger":
            assert "there is no webhook yet" in ran.stderr  # the tests above send one
        else:
            assert ran.returncode == 0, (words, ran.stderr)
    assert (tmp_path / "profit.csv").exists()
