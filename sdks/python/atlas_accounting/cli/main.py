"""`atlas`: sign in, call any operation, listen to events, trigger a test."""

from __future__ import annotations

import argparse
import getpass
import io
import os
import sys
import time
from dataclasses import replace
from typing import Any

from atlas_accounting import Atlas, __version__
from atlas_accounting._calls import Call, segment
from atlas_accounting._client import BASE_URL
from atlas_accounting.cli import calling, credentials, listening, output
from atlas_accounting.cli.credentials import Credentials, NotSignedIn
from atlas_accounting.errors import APIConnectionError, AtlasError, AuthenticationError, ServerError

DONE, REFUSED, USAGE, NOT_SIGNED_IN, NO_ANSWER, STOPPED = 0, 1, 2, 3, 4, 130
CODES = """exit codes:
  0  done
  1  Atlas refused it (4xx), or an endpoint did
  2  the command is wrong
  3  not signed in
  4  no answer, or a fault of Atlas (5xx)"""
OWN = {
    "login": "Sign in, and keep an API key or the tokens of a person in a file that only you can read.",
    "logout": "End the session, and forget what login has kept.",
    "listen": "Follow events as they happen, and forward them to a server of yours.",
    "trigger": "Send a test event of any type to a webhook.",
}
WAIT_SECONDS = 20
POLL_SECONDS = 0.5


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):  # no name ends a command because a terminal lacks its letters
        sys.stdout.reconfigure(encoding=None if sys.stdout.isatty() else "utf-8", errors="replace")
    try:
        return _main(words)
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever reads has seen enough
        return DONE
    except (AtlasError, OSError, ValueError) as error:
        output.failure(error, as_json="--json" in words)
        return code_of(error)


def code_of(error: Exception) -> int:
    if isinstance(error, NotSignedIn | AuthenticationError):
        return NOT_SIGNED_IN
    if isinstance(error, APIConnectionError | ServerError):
        return NO_ANSWER
    return REFUSED if isinstance(error, AtlasError) else USAGE


def _main(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help", "help"):
        sys.stdout.write(overview())
        return DONE
    if words[0] in ("-V", "--version"):
        sys.stdout.write(f"atlas {__version__}\n")
        return DONE
    if words[0] in OWN:
        {"login": login, "logout": logout, "listen": listen, "trigger": trigger}[words[0]](words[1:])
        return DONE
    found = calling.found_in(words)
    if found is None:
        sys.stderr.write(f"atlas: there is no command {words[0]!r}. `atlas --help` lists all.\n")
        return USAGE
    name, rest = found
    operations = calling.commands()[name]["operations"]
    if not rest or rest[0] in ("-h", "--help"):
        sys.stdout.write(of_resource(name))
        return DONE if rest else USAGE
    if rest[0] not in operations:
        sys.stderr.write(f"atlas: {name} has no command {rest[0]!r}. It has: {', '.join(operations)}\n")
        return USAGE
    parser = calling.parser_for(name, rest[0])
    given = parser.parse_args(rest[1:])
    described = operations[rest[0]]
    call = calling.call_for(described, given, parser)
    with client_for(given, is_public=described.get("is_public", False)) as client:
        calling.run(client, described, given, call)
    return DONE


def client_for(given: argparse.Namespace, *, is_public: bool = False) -> Atlas:
    """Return a client with the credentials. Operations that are public need none."""
    try:
        return credentials.client(credentials.current(given.base_url))
    except NotSignedIn:
        if not is_public:
            raise
        return Atlas(api_key="none", base_url=given.base_url or os.environ.get("ATLAS_BASE_URL") or BASE_URL)


def overview() -> str:
    table = calling.commands()
    wide = max(len(name) for name in [*table, *OWN]) + 2
    lines = [
        "usage: atlas COMMAND [OPTIONS]",
        "",
        "The command line of Atlas: double-entry accounting.",
        "",
        "commands:",
    ]
    lines += [f"  {name.ljust(wide)}{told}" for name, told in OWN.items()]
    lines += ["", "resources (`atlas invoices --help` lists what each can do):"]
    lines += [f"  {name.ljust(wide)}{of['about']}".rstrip() for name, of in table.items() if name]
    root = table.get("", {"operations": {}})["operations"]
    lines += ["", "more:", *(f"  {name.ljust(wide)}{of['summary']}" for name, of in root.items()), "", CODES]
    lines += ["", "environment: ATLAS_API_KEY, ATLAS_BASE_URL, ATLAS_COMPANY_ID, ATLAS_CREDENTIALS"]
    return "\n".join(lines) + "\n"


def of_resource(name: str) -> str:
    of = calling.commands()[name]
    wide = max(len(each) for each in of["operations"]) + 2 if of["operations"] else 2
    lines = [f"usage: atlas {name} COMMAND [OPTIONS]", "", of["about"], "", "commands:"]
    lines += [f"  {each.ljust(wide)}{told['summary']}" for each, told in of["operations"].items()]
    below = [each for each in calling.commands() if each.startswith(name + " ")]
    lines += ["", "below it:", *(f"  atlas {each}" for each in below)] if below else []
    return "\n".join(lines) + "\n"


def login(words: list[str]) -> None:
    """Ask for a secret without showing it, try it out, and keep it."""
    parser = argparse.ArgumentParser(prog="atlas login", description=OWN["login"], allow_abbrev=False)
    parser.add_argument("--base-url", help=f"The address of Atlas. Default: ATLAS_BASE_URL, or {BASE_URL}.")
    parser.add_argument("--email", help="Sign in as a person, with a password. Without it an API key is asked for.")
    parser.add_argument("--company-id", help="The company of later commands that name none.")
    given = parser.parse_args(words)
    address = (given.base_url or os.environ.get("ATLAS_BASE_URL") or BASE_URL).rstrip("/")
    if given.email:
        kept = tokens_for(address, given.email, ask_for("Password"))
    else:
        kept = Credentials(address, api_key=ask_for("API key"))
    kept = replace(kept, company_id=given.company_id)
    with credentials.client(kept) as client:
        me = client._run(client._settings.converse(Call("GET", "/auth/me"))).json()
    file = credentials.save(kept)
    sys.stdout.write(f"Signed in to {address} as {output.clean(me['full_name'])}. Kept in {file}.\n")
    companies = me.get("companies") or []
    if given.company_id is None and len(companies) > 1:
        sys.stdout.write("Name the company in each command (--company-id), or sign in with one of them:\n")
        output.table(companies, sys.stdout)


def tokens_for(address: str, email: str, password: str) -> Credentials:
    with Atlas(api_key="none", base_url=address) as client:
        body = {"email": email, "password": password}
        try:
            tokens = client._run(client._settings.converse(Call("POST", "/auth/login", body=body, is_public=True)))
        except AuthenticationError as error:
            if error.code != "otp_required":
                raise
            body |= {"otp": ask_for("Code of your authenticator app")}
            tokens = client._run(client._settings.converse(Call("POST", "/auth/login", body=body, is_public=True)))
    found = tokens.json()["tokens"]
    return Credentials(address, access_token=found["access_token"], refresh_token=found["refresh_token"])


def ask_for(what: str) -> str:
    """Return a secret: typed without an echo, or a line of the standard input."""
    found = getpass.getpass(f"{what}: ") if sys.stdin.isatty() else sys.stdin.readline()
    if not found.strip():
        raise NotSignedIn(f"{what} is empty.")
    return found.strip()


def logout(words: list[str]) -> None:
    argparse.ArgumentParser(prog="atlas logout", description=OWN["logout"]).parse_args(words)
    kept = credentials.load()
    credentials.forget()
    if kept is not None and kept.refresh_token:
        with credentials.client(kept) as client:
            body = {"refresh_token": kept.refresh_token}
            client._run(client._settings.converse(Call("POST", "/auth/logout", body=body, is_public=True)))
    sys.stdout.write("Signed out.\n" if kept else "Nobody was signed in.\n")


def listen(words: list[str]) -> None:
    given = listening.parser().parse_args(words)
    with client_for(given) as client:
        listening.run(client, given)


def trigger(words: list[str]) -> None:
    """Send a test event, and wait until it is delivered or has failed."""
    parser = argparse.ArgumentParser(prog="atlas trigger", description=OWN["trigger"], allow_abbrev=False)
    parser.add_argument("event", metavar="EVENT", help="The type of the event, such as invoice.paid.")
    parser.add_argument("--webhook", metavar="ID", help="The webhook. Optional if there is exactly one.")
    parser.add_argument("--no-wait", action="store_true", help="Do not wait for the delivery.")
    calling.add_common(parser)
    given = parser.parse_args(words)
    with client_for(given) as client:
        webhook = given.webhook or only_webhook(client, parser)
        path = f"/webhooks/{segment(webhook)}"
        sent = ask(client, Call("POST", f"{path}/test", body={"event": given.event}, takes_key=True))
        until = time.monotonic() + (0 if given.no_wait else WAIT_SECONDS)
        while sent["status"] == "pending" and time.monotonic() < until:
            time.sleep(POLL_SECONDS)
            sent = ask(client, Call("GET", f"{path}/deliveries/{sent['id']}"))
        attempts = sent.get("attempts") or []
        if given.json:
            sys.stdout.write(output.json_text(sent) + "\n")
        else:
            last = attempts[-1] if attempts else {}
            how = last.get("status_code") or last.get("error") or ""
            sys.stdout.write(
                output.clean(f"{given.event} to webhook {webhook}: {sent['status']} {how}").rstrip() + "\n"
            )
    if attempts and not attempts[-1]["succeeded"]:
        raise AtlasError("The endpoint did not accept it.")


def only_webhook(client: Atlas, parser: argparse.ArgumentParser) -> str:
    """Return the id of the one webhook there is; else say which there are, and exit."""
    items = ask(client, Call("GET", "/webhooks", query={"page_size": 100}))["items"]
    if not items:
        parser.error("there is no webhook yet: make one first")
    if len(items) > 1:
        output.table(items, sys.stderr)
        parser.error("name one of these webhooks: --webhook ID")
    return str(items[0]["id"])


def ask(client: Atlas, call: Call) -> Any:
    return client._run(client._settings.converse(call)).json()
