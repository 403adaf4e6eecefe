"""The generated files are what docs/openapi.yaml says."""

import copy
from functools import cache
from typing import Any

from sdks.generator import python
from sdks.generator.document import Document, load
from tests.servers import ROOT


@cache
def raw() -> dict[str, Any]:
    return load(ROOT / "docs/openapi.yaml")


def test_generated_files_are_current() -> None:
    for path, text in python.write(Document(copy.deepcopy(raw()))).items():
        assert (ROOT / path).read_text() == text, f"{path}: run `make sdks`"


def test_every_operation_has_one_place() -> None:
    """Each operation of the document is one method, but for the twins under a company, which are the same."""
    document = Document(copy.deepcopy(raw()))
    wanted = {
        item[method]["operationId"]
        for path, item in raw()["paths"].items()
        if "{company_id}" not in path or path.replace("/companies/{company_id}", "") not in raw()["paths"]
        for method in ("get", "post", "put", "patch", "delete")
        if method in item
    }
    assert {operation.id for operation in document.operations} == wanted
    places = [(*operation.resource, operation.name) for operation in document.operations]
    assert len(places) == len(set(places))


def test_a_change_of_the_document_is_seen() -> None:
    """A new field of an invoice is an attribute, an argument, and a shape; a new value of an enum is one of a type."""
    changed = copy.deepcopy(raw())
    schemas = changed["components"]["schemas"]
    schemas["Invoice"]["properties"]["tip"] = {"type": "number", "description": "What was given on top."}
    post = next(
        item["post"] for path, item in changed["paths"].items() if path.endswith("/invoices") and "{" not in path
    )
    reference = post["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    schemas[reference.rpartition("/")[2]]["properties"]["tip"] = {
        "type": "number",
        "description": "What was given on top.",
    }
    files = python.write(Document(changed))
    assert "    tip: Decimal | None = None\n" in files[python.PACKAGE / "models.py"]
    assert '"tip": "decimal"' in files[python.PACKAGE / "models.py"]
    assert "        tip: Exact | Omit = OMIT,\n" in files[python.PACKAGE / "resources.py"]
