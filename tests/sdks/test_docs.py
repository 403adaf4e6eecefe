"""What the docs show was really answered, and what they call is what the SDKs have."""

import datetime
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from accounting.models import AccountingPeriod, Company
from foundation import tenancy
from identity.models import User
from pages.docs.shelf import resources
from tests.factories import (
    PDF,
    account,
    make_approved_bill,
    make_budget,
    make_customer,
    make_draft,
    make_entry,
    make_invoice,
    make_item,
    make_payment,
    make_sent_invoice,
    make_tracking_category,
    make_vendor,
    open_in_euros,
    options_of,
)
from tests.people import PASSWORD
from tests.sdks.conftest import tokens_of
from tests.sdks.test_python_typing import PACKAGE
from tests.servers import ROOT

GETTING_STARTED = ROOT / "docs/getting-started.md"
BLOCK = re.compile(r"```(sh|json)[^\n]*\n(.*?)```", re.DOTALL)
SHELL = """
set -eu
field() {
  python3 -c 'import functools, json, sys; members = sys.argv[2].split(".")
print(functools.reduce(lambda value, key: value[key], members, json.load(open(sys.argv[1]))))' "$@"
}
"""
ANSWERED = re.compile(r"```sh\n(.*?)```(?:\n\n```json\n(.*?)```)?", re.DOTALL)
"""A block of calls in a guide, and the part of the answer that stands right below it, if any."""
MORE = {"errors", "companies", "allowed_actions"}
"""Members whose lists may be longer or shorter than on the page."""


@pytest.mark.django_db(transaction=True)
def test_the_answers_of_getting_started_are_those_that_are_given(
    address: str, admin: User, company: Company, tmp_path: Path
) -> None:
    """Run its calls in order, as a reader would: what the page calls `the access_token` is that of the first answer."""
    blocks = BLOCK.findall(GETTING_STARTED.read_text())
    script, shown = [SHELL], []
    for number, (language, text) in enumerate(blocks):
        if language == "json":
            shown.append((number - 1, text))
            assert blocks[number - 1][0] == "sh", "an answer stands below its call"
            continue
        is_asking = number + 1 < len(blocks) and blocks[number + 1][0] == "json"
        script.append("{ " + text.strip() + f"\n}}{f' >{tmp_path}/{number}.json' if is_asking else ''}")
    assert len(shown) >= 6
    first = f"{tmp_path}/{shown[0][0]}.json"
    replaced = {
        "https://api.atlas-accounting.com": address,
        "your@email.com": admin.email,
        "your-password": PASSWORD,
        '"the access_token"': f"$(field {first} tokens.access_token)",
        '"the refresh_token"': f"$(field {first} tokens.refresh_token)",
        '"the id of a company"': f"{company.id}",
    }
    text = "\n".join(script)
    for before, after in replaced.items():
        assert before in text, before
        text = text.replace(before, after)
    ran = subprocess.run(["bash"], input=text, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    for number, said in shown:
        given = json.loads((tmp_path / f"{number}.json").read_text())
        assert shape(given) == shape(json.loads(said)), said


@pytest.mark.django_db(transaction=True)
def test_the_calls_of_the_guides_succeed_as_they_are_written(
    address: str, admin: User, company: Company, tmp_path: Path
) -> None:
    """Each block of shell that calls the API, in one set of books, with the variables that a reader has by then."""
    with tenancy.everyone():
        open_in_euros(company)
        customer = make_customer(company)
        known = {
            "TOKEN": tokens_of(admin).access_token,
            "COMPANY": company.id,
            "SALES": account(company, "4000").id,
            "RENT": account(company, "6200").id,
            "WAGES": account(company, "6000").id,
            "PAYROLL": account(company, "2300").id,
            "ENTRY": make_entry(company).id,
            "ENTRY_DRAFT": make_draft(company).id,
            "VENDOR": make_vendor(company).id,
            "BANK": account(company, "1000").id,
            "CUSTOMER": customer.id,
            "ITEM": make_item(company).id,
            "DRAFT": make_invoice(company).id,
            "INVOICE": make_sent_invoice(company, customer=customer).id,
            "PAYMENT": make_payment(company).id,
            "BILL": make_approved_bill(company).id,
            "BUDGET": make_budget(company, {}, start_date=datetime.date(2027, 1, 1)).id,
            "PERIOD": AccountingPeriod.objects.filter(company=company).earliest("start_date").id,
            "OPTION": options_of(make_tracking_category(company, "Sales", name="Section"))[0],
            "SECRET": "a secret",
        }
    (tmp_path / "receipt.pdf").write_bytes(PDF)
    script = ["set -eu", 'curl() { command curl --fail-with-body "$@"; echo; }', "echo '{}' > body.json"]
    shown = []
    for guide in sorted((ROOT / "docs/guides").glob("*.md")):
        text = "true\n"
        for block, answer in ANSWERED.findall(guide.read_text()):
            if "manage.py" not in block:
                text += f"{{ {block} }} {f'>answer{len(shown)}.json' if answer else ''}\n"
            if answer:
                shown.append(answer)
        script.append(f"echo {guide.name} >&2\n({text})")
    ran = subprocess.run(
        ["bash"],
        input="\n".join(script).replace("https://api.atlas-accounting.com", address),
        env={**os.environ, **{name: str(value) for name, value in known.items()}},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr
    assert len(shown) >= 3
    for number, said in enumerate(shown):
        given = json.loads((tmp_path / f"answer{number}.json").read_text())
        assert is_part(json.loads(said), of=given), said


def is_part(said: Any, *, of: Any) -> bool:
    """Return whether an answer has all members that are shown, of the same types. Of lists some elements are shown."""
    if isinstance(said, dict):
        return isinstance(of, dict) and all(name in of and is_part(said[name], of=of[name]) for name in said)
    if isinstance(said, list):
        return isinstance(of, list) and all(any(is_part(one, of=each) for each in of) for one in said)
    return shape(said) == shape(of)


def shape(value: Any, name: str = "") -> Any:
    """Return the members and types of an answer, in order. Of a list the first element stands for all."""
    if isinstance(value, dict):
        return [(key, shape(inner, key)) for key, inner in value.items()]
    if isinstance(value, list):
        return [shape(value[0])] if value and name not in MORE else []
    return "number" if type(value) in (int, float) else type(value).__name__


def test_guides_show_errors_as_they_are() -> None:
    """The guide has the same answer as Getting Started, which the test above has seen."""
    (first,) = re.findall(r"```json\n(.*?)```", (ROOT / "docs/guides/errors.md").read_text(), re.DOTALL)
    assert first in GETTING_STARTED.read_text()


def test_the_python_calls_of_the_reference_are_checked_strictly(tmp_path: Path) -> None:
    """mypy knows each method and argument that the reference shows."""
    calls = [each["calls"]["python"] for of in resources().values() for each in of["operations"]]
    assert len(calls) > 100
    functions = [
        f"def call_{number}(atlas: Atlas) -> None:\n" + "\n".join("    " + line for line in call.splitlines())
        for number, call in enumerate(calls)
    ]
    program = tmp_path / "calls.py"
    program.write_text("from atlas_accounting import Atlas\n\n" + "\n\n".join(functions) + "\n")
    (tmp_path / "mypy.ini").write_text("[mypy]\n")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", str(tmp_path / "mypy.ini")]
    ran = subprocess.run(
        [*command, "--cache-dir", str(ROOT / ".mypy_cache/sdk"), str(program)],
        cwd=tmp_path,
        env={"MYPYPATH": str(PACKAGE), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
