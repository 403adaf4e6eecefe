"""Companies over HTTP: the books that the caller may see."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field

from accounting.errors import Forbidden
from accounting.ledger import charts, companies
from accounting.ledger.access import visible_companies
from accounting.models import Company, CompanyRole
from api import filters
from api.company import OrganizationViewSet
from api.fields import AllowedActions, ChoiceField, MethodField
from api.mixins import CreateMixin, ListMixin, RetrieveMixin, UpdateMixin
from api.parts import Part
from api.permissions import at_least, lack_of
from api.serializers import ModelSerializer


class CompanySerializer(ModelSerializer):
    chart = ChoiceField(
        choices=charts.names(), required=False, write_only=True, help_text="The chart of accounts to start from."
    )
    role = MethodField(help_text="Your role in this company.")
    allowed_actions = AllowedActions()

    class Meta:
        model = Company
        fields: ClassVar[list[str]] = [
            "id",
            "name",
            "base_currency",
            "fiscal_year_start_month",
            "time_zone",
            "tax_rounding",
            "two_person_approval",
            *Company.DETAILS,
            "chart",
            "role",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]

    @extend_schema_field(ChoiceField(choices=CompanyRole.choices))
    def get_role(self, company: Company) -> str:
        return str(company.role)  # type: ignore[attr-defined]  # annotated by visible_companies


class CompanyChanges(CompanySerializer):
    """The chart of accounts can be chosen only at the start."""

    class Meta(CompanySerializer.Meta):
        fields: ClassVar[list[str]] = [name for name in CompanySerializer.Meta.fields if name != "chart"]


class CompanyFilter(filters.FilterSet):
    search = filters.SearchFilter(["name"])

    class Meta:
        model = Company
        fields: ClassVar[list[str]] = []


class CompanyViewSet(ListMixin, RetrieveMixin, CreateMixin, UpdateMixin, OrganizationViewSet):
    """Companies: one set of books each, in one base currency."""

    queryset = Company.objects.all()
    serializer_class = CompanySerializer
    filterset_class = CompanyFilter
    sort_fields: ClassVar[dict[str, str]] = {"created_at": "created_at", "updated_at": "updated_at", "name": "name"}
    roles: ClassVar[dict[str, str]] = {"create": "admin", "update": "viewer"}
    roles_in_row: ClassVar[dict[str, str]] = {"update": "admin"}

    def prepare(self) -> None:
        super().prepare()
        if self.action == "partial_update" and not isinstance(self.request._request, Part):
            self.hold(self.kwargs["id"])

    def scoped(self, rows: QuerySet[Company]) -> QuerySet[Company]:
        return visible_companies(self.user)

    def get_serializer_class(self) -> type[ModelSerializer]:
        return CompanyChanges if self.action == "partial_update" else CompanySerializer

    def possible_actions(self, company: Any) -> tuple[str, ...]:
        return ("update",) if at_least(company.role, self.roles_in_row["update"]) else ()

    def perform_create(self, data: dict[str, Any]) -> Company:
        return companies.create(organization=self.organization, by=self.user, **data)

    def perform_update(self, company: Any, data: dict[str, Any]) -> Company:
        if not at_least(company.role, role := self.roles_in_row["update"]):
            raise Forbidden(lack_of(role, of_company=company.role))
        return companies.update(company, by=self.user, **data)
