"""The pages of the API reference: one per resource, as HTML and as Markdown."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from pages.docs.markdown import figure, inline, linked, switch
from pages.docs.shelf import address_of, resources

SERVER = "https://api.atlas-accounting.com"
LANGUAGES = (("sh", "curl"), ("python", "python"), ("typescript", "typescript"))
PARTS = (("path", "Path"), ("query", "Query"))


def resource_html(slug: str) -> str:
    """Return the main part of a resource's page."""
    resource = resources()[slug]
    created = {field["name"] for each in resource["operations"] if each["anchor"] == "create" for field in each["body"]}
    titles = {each["name"]: each for each in resource["objects"]}
    context = {
        "resource": resource,
        "description": text(resource["description"]),
        "more": text(resource["more"]),
        "operations": [_shown(each, created, titles) for each in resource["operations"]],
        "objects": [
            {
                **each,
                "text": text(each["description"]),
                "base": titles.get(each.get("extends", "")),
                "html": fields_html(each["fields"], each["anchor"], titles),
            }
            for each in resource["objects"]
        ],
    }
    return str(render_to_string("docs/_resource.html", context))


def _shown(operation: dict[str, Any], created: set[str], titles: dict[str, Any]) -> dict[str, Any]:
    """Return what the template needs of an operation. The fields of create are not repeated for update."""
    body, anchor = operation["body"], operation["anchor"]
    names = [field["name"] for field in body]
    is_same = anchor == "update" and len(names) > 3 and set(names) <= created
    given = [
        (title, fields_html([each for each in operation["parameters"] if each["in"] == part], anchor))
        for part, title in PARTS
        if any(each["in"] == part for each in operation["parameters"])
    ]
    response = operation["response"]
    return {
        **operation,
        "text": text(operation["description"]),
        "given": given,
        "same_as_create": names if is_same else [],
        "fields": "" if is_same else fields_html(body, anchor),
        "object": titles.get(operation["answer"]["object"]),
        "calls_html": switch([(fence, here(operation["calls"][name])) for fence, name in LANGUAGES]),
        "response_html": figure(response, "json", f"Response {operation['status']}") if response else "",
    }


def fields_html(fields: list[dict[str, Any]], anchor: str, objects: dict[str, Any] | None = None) -> str:
    """Return a list of fields; those of objects in them are inside of the field.

    `objects` are those of the page, if the fields are of one of them, and not sent.
    """
    if not fields:
        return ""
    shown = [
        {
            **field,
            "id": f"{anchor}.{field['name']}" if anchor else "",
            "text": text(field.get("description", "")),
            "inner": fields_html(
                field.get("fields", []), f"{anchor}.{field['name']}" if objects is None else "", objects
            ),
            "of": (objects or {}).get(field.get("object", "")),
        }
        for field in fields
    ]
    return str(render_to_string("docs/_fields.html", {"fields": shown, "is_sent": objects is None}))


def text(value: str) -> str:
    return inline(value, address_of)


def here(call: str) -> str:
    """Return a call to this server."""
    return call.replace(SERVER, settings.PUBLIC_URL)


def resource_markdown(slug: str) -> str:
    """Return a resource's page as Markdown."""
    resource = resources()[slug]
    lines = [f"# {resource['title']}", "", resource["description"], ""]
    lines += [resource["more"], ""] if resource["more"] else []
    if resource["twin"]:
        lines += ["Each address exists below `/companies/{company_id}` too.", ""]
    for operation in resource["operations"]:
        lines += [*_operation_markdown(operation), ""]
    for each in resource["objects"]:
        lines += [f"## The object: {each['title']}", "", each["description"], ""]
        lines += [f"The fields of {each['extends']}, and:", ""] if "extends" in each else []
        lines += [*fields_markdown(each["fields"]), ""]
    return linked("\n".join(lines).strip() + "\n", lambda file: f"{settings.PUBLIC_URL}{address_of(file)}.md")


def _operation_markdown(operation: dict[str, Any]) -> Iterator[str]:
    yield from (f"## {operation['summary']}", "", f"`{operation['method']} {operation['path']}`", "")
    if operation["description"]:
        yield from (operation["description"], "")
    if operation["role"]:
        scope = f"; API keys need the scope `{operation['scope']}`" if operation["scope"] else ""
        yield from (f"Requires the role {operation['role']} of the {operation['role_of']}{scope}.", "")
    for title, fields in (("Parameters", operation["parameters"]), ("Body", operation["body"])):
        if fields:
            yield from (f"### {title}", "", *fields_markdown(fields), "")
    if operation["shared"]:
        yield from ("Also: " + ", ".join(f"`{name}`" for name in operation["shared"]) + ".", "")
    yield from (f"Errors: {', '.join(operation['errors'])}.", "")
    for fence, name in LANGUAGES:
        yield from (f"```{fence}", here(operation["calls"][name]), "```", "")
    if operation["response"]:
        yield from (f"Response {operation['status']}:", "", "```json", operation["response"], "```")


def fields_markdown(fields: list[dict[str, Any]], depth: int = 0) -> Iterator[str]:
    for field in fields:
        notes = [field["type"], *(["required"] if field.get("required") else [])]
        notes += ["or null"] if field.get("nullable") else []
        notes += [field["limits"]] if "limits" in field else []
        values = "One of " + ", ".join(f"`{value}`" for value in field["choices"]) + "." if "choices" in field else ""
        said = " ".join(filter(None, [field.get("description", ""), values]))
        yield f"{'  ' * depth}- `{field['name']}` ({', '.join(notes)}) {said}".rstrip()
        yield from fields_markdown(field.get("fields", []), depth + 1)
