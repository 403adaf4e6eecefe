"""What is generated from the document. That the committed files are current is tested in api/test_document.py."""

import copy
from functools import cache
from typing import Any

import orjson

from api.reference import document
from sdks.generator import python
from sdks.generator.document import Document


@cache
def raw() -> dict[str, Any]:
    return orjson.loads(document())


def test_every_operation_has_one_place() -> None:
    """Each operation of the document is one method, but for the twins under a company, which are the same."""
    described = Document(copy.deepcopy(raw()))
    wanted = {
        item[method]["operationId"]
        for path, item in raw()["paths"].items()
        if "{company_id}" not in path or path.replace("/companies/{company_id}", "") not in raw()["paths"]
        for method in ("get", "post", "put", "patch", "delete")
        if method in item
    }
    assert {operation.id for operation in described.operations} == wanted
    places = [(*operation.resource, operation.name) for operation in described.operations]
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
