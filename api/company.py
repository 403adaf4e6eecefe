"""The company that a request is about, the caller's role in it, and the views of companies and organizations.

Every route of a company is registered once and has two addresses: `/invoices?company_id=…` and
`/companies/{company_id}/invoices`.
"""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from accounting.ledger import access, locking
from accounting.models import Company, CompanyRole
from api import concurrency
from api.errors import BadRequest, CompanyRequired, NotFound
from api.literals import parse_id
from api.parts import Part
from api.permissions import RoleAllows, at_least, lack_of, required_role
from api.views import WRITES, ApiView
from api.viewsets import ResourceViewSet
from identity.beside import Beside

MAX_LOOKED_FOR = 2
"""How many companies are looked for if none is named: a second one shows that it has to be."""


class CompanyScope(ApiView):
    """Find the company before the handler runs, and set `self.company` and `self.role`."""

    permission_classes: Any = (RoleAllows,)
    roles: ClassVar[dict[str, str]] = {}
    company: Company
    role: str

    def prepare(self) -> None:
        self.company = self.find_company()
        self.role = self.company.role  # type: ignore[attr-defined]  # set by companies_of
        super().prepare()
        if self.request.method in WRITES and not isinstance(self.request._request, Part):
            self.wait()

    def wait(self) -> None:
        """Wait until the request may write in the company."""
        self.hold(self.company.id, alone=self.writes_alone())

    def writes_alone(self) -> bool:
        """Return whether this write must be the only one in the company. With `If-Match` its object is locked before
        what its operation locks first."""
        return self.writes_several or concurrency.if_match(self.request) is not None

    def question(self) -> Beside:
        return access.asked(company_id=self.company_id(), most=MAX_LOOKED_FOR)

    def company_id(self) -> UUID | None:
        """Return the company that path or query name, or None if they name none, or no UUID."""
        named: UUID | None = self.kwargs.get("company_id")
        return named or parse_id(self.request.query_params.get("company_id", ""))

    def only_company(self) -> UUID | None:
        return self.companies[0].pk if self.companies and len(self.companies) == 1 else None

    def find_company(self) -> Company:
        """Return the company of path or query, or the only one. Raises NotFound, BadRequest, CompanyRequired."""
        company_id = self.company_id()
        is_named = company_id is not None or "company_id" in self.request.query_params
        if is_named and company_id is None:
            raise BadRequest("Must be a UUID.", field="company_id")
        found = self.companies
        if found is None:  # a part of a batch with an API key signs in once
            found = access.companies_of(self.user, company_id=company_id, most=MAX_LOOKED_FOR)
        if len(found) == 1:
            return found[0]
        if is_named:
            raise NotFound("There is no such company.")
        raise CompanyRequired(field="company_id")

    def query_names(self) -> set[str]:
        names = super().query_names()
        return names if "company_id" in self.kwargs else names | {"company_id"}

    def may(self, action: str, *, writes: bool = True) -> bool:
        return at_least(self.role, required_role(self.roles, action, writes=writes))

    def lacks(self, role: str) -> str:
        """Return the message that refuses a caller who has less than this role."""
        return lack_of(role, of_company=self.role)


class CompanyView(CompanyScope):
    """A view of one company that is not a table, such as a report. Subclasses write `read(query)` for its GET."""

    def get(self, request: Request, **kwargs: Any) -> HttpResponseBase:
        return self.to_response(self.read(self.validated_query()), self.response_serializer)

    def read(self, query: dict[str, Any]) -> Any:
        raise NotImplementedError


class CompanyViewSet(CompanyScope, ResourceViewSet):
    """Rows of one company. `scope` is the path from a row to its company."""

    scope: ClassVar[str] = "company"
    changes_lock_it_first: ClassVar[bool] = True
    """Whether a change or deletion of an object locks it before all else (tests/test_house.py sees to it)."""

    def scoped(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(**{self.scope: self.company})

    def writes_alone(self) -> bool:
        if self.changes_lock_it_first and self.request.method in ("PATCH", "DELETE"):
            return self.writes_several
        return super().writes_alone()

    def lock(self, rows: QuerySet[Any]) -> None:
        """Lock as the operations do. A weaker lock first would let others in between who then wait for each other."""
        locking.lock(rows)


class OrganizationViewSet(ResourceViewSet):
    """Rows of the caller's organization. `scope` is the path from a row to it. Only its admins can write them."""

    scope: ClassVar[str] = "organization"
    permission_classes: Any = (RoleAllows,)
    roles_in_row: ClassVar[dict[str, str]] = {}
    """The roles that actions need in the row's own company, if the rows are companies."""

    def scoped(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(**{self.scope: self.user.organization_id})

    def may(self, action: str, *, writes: bool = True) -> bool:
        role = CompanyRole.ADMIN if self.user.is_organization_admin else CompanyRole.VIEWER
        return at_least(role, required_role(self.roles, action, writes=writes))

    def lacks(self, role: str) -> str:
        """Return the message that refuses a caller who is not an admin of the organization."""
        return "Only admins of the organization can do this."
