"""The TypeScript SDK when things go wrong on the way: limits, late and lost answers, killed servers."""

import shutil
import signal
from collections import Counter
from pathlib import Path

import pytest

from accounting.models import Company
from foundation import tenancy
from identity.models import User
from tests.people import make_admin, make_organization
from tests.processes import web
from tests.sdks.conftest import tokens_of
from tests.sdks.test_python_faults import first_times, named
from tests.sdks.test_typescript import SDK, run
from tests.sdks.wire import Wire

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("packages"),
    pytest.mark.skipif(not shutil.which("npm"), reason="THERE IS NO npm HERE, so the TypeScript SDK is not tested"),
]
CREATE = "POST /api/v1/contacts/customers"


def suffer(fault: str, address: str, user: User, company: Company | None = None) -> None:
    """Run the test of one fault in sdks/typescript/test/faults.test.mjs."""
    said = run(
        *("node", "--test", "--test-reporter=tap", "test/faults.test.mjs"),
        cwd=SDK,
        FAULT=fault,
        ATLAS_BASE_URL=address,
        ATLAS_COMPANY_ID=str(company.id) if company else "",
        ATLAS_ACCESS=str(tokens_of(user).access_token),
    )
    ran = said.count("\nok ") - said.count("# SKIP")
    assert ran == 1, said


def methods(wire: Wire) -> Counter[str]:
    return Counter(line.split()[0] for line in wire.lines)


@pytest.mark.parametrize("fault", ["limits", "limit"])
def test_limits(fault: str, address: str) -> None:
    with tenancy.everyone():
        standard = make_admin(make_organization())
    suffer(fault, address, standard)


@pytest.mark.parametrize("fault", ["late", "late again"])
def test_a_late_answer(fault: str, wire: Wire, admin: User, company: Company) -> None:
    late = first_times(1, CREATE)
    wire.delay = lambda line: 8.0 if late(line) else 0.0
    suffer(fault, wire.address, admin, company)
    assert methods(wire)["POST"] >= 2
    assert named(company, "Late") == 1


def test_a_killed_server(wire: Wire, admin: User, company: Company, tmp_path: Path) -> None:
    """The server dies with a request in it; the next one answers the same call, and the write happens once."""
    steady = wire.upstream
    with web(tmp_path / "log", WEB_WORKERS="1", DRAIN_SECONDS="0") as doomed:
        wire.upstream = doomed.port

        def die(line: str) -> bool:
            if line.startswith("POST"):
                doomed.process.send_signal(signal.SIGKILL)
                wire.upstream = steady
                wire.lose = lambda line: False
                return True
            return False

        wire.lose = die
        suffer("killed", wire.address, admin, company)
    assert named(company, "Survivor") == 1
    assert methods(wire)["POST"] == 2


def test_a_deletion_whose_answer_is_lost(wire: Wire, admin: User, company: Company) -> None:
    wire.lose = first_times(1, "DELETE")
    suffer("deleted", wire.address, admin, company)
    assert named(company, "Gone") == 0
    assert methods(wire)["DELETE"] == 2


def test_what_cannot_be_repeated(wire: Wire, admin: User) -> None:
    wire.lose = lambda line: line.startswith("POST")
    suffer("login", wire.address, admin)
    assert methods(wire)["POST"] == 1
