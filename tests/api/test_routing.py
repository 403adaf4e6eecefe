"""A route that was found once is found by the shape of a path, and is the one that Django finds."""

from uuid import UUID

import pytest
from django.urls import Resolver404, resolve

FIRST, SECOND = UUID("01a2250f-85cf-70d0-98f7-e4b55bf434c0"), UUID("01a2250f-85e9-76fa-a832-6147fa506186")


@pytest.mark.parametrize(
    ("path", "route", "given"),
    [
        ("auth/me", "auth/me", {}),
        (f"invoices/{FIRST}/send", "invoices/<id:id>/send", {"id": FIRST}),
        (f"invoices/{str(FIRST).upper()}", "invoices/<id:id>", {"id": FIRST}),
        (
            f"companies/{FIRST}/invoices/{SECOND}",
            "companies/<id:company_id>/invoices/<id:id>",
            {"company_id": FIRST, "id": SECOND},
        ),
    ],
)
def test_the_second_match_is_as_the_first(path: str, route: str, given: dict[str, UUID]) -> None:
    matches = [resolve(f"/api/v1/{path}") for _ in range(2)]
    for match in matches:
        assert (match.route, match.kwargs, match.args) == (f"api/v1/{route}", given, ())
    names = [(match.func, match.url_name, match.namespaces, match.app_names) for match in matches]
    assert names[0] == names[1]


def test_what_looks_alike_is_not_found() -> None:
    resolve(f"/api/v1/invoices/{FIRST}")
    for path in (
        "invoices/<id>",
        f"invoices/x{FIRST}",
        f"invoices/{FIRST}{SECOND}",
        f"invoices/{FIRST}/",
        "invoices/1",
    ):
        with pytest.raises(Resolver404):
            resolve(f"/api/v1/{path}")
