"""The members of a company and their roles in it: for its admins."""

from typing import Any, ClassVar

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from accounting.ledger import members
from accounting.models import CompanyMember
from api import concurrency, filters
from api.company import CompanyViewSet
from api.errors import NotFound, PreconditionFailed
from api.fields import AllowedActions, CharField, EmailField
from api.mixins import DestroyMixin, ListMixin, RetrieveMixin
from api.serializers import ModelSerializer
from identity.models import User


class MemberSerializer(ModelSerializer):
    email = EmailField(source="user.email", read_only=True)
    full_name = CharField(source="user.full_name", read_only=True)
    allowed_actions = AllowedActions()

    class Meta:
        model = CompanyMember
        fields: ClassVar[list[str]] = [
            "id",
            "user_id",
            "email",
            "full_name",
            "role",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar[list[str]] = ["user_id"]


class MemberFilter(filters.FilterSet):
    search = filters.SearchFilter(["user__email", "user__full_name"])

    class Meta:
        model = CompanyMember
        fields: ClassVar[list[str]] = []


class MemberViewSet(ListMixin, RetrieveMixin, DestroyMixin, CompanyViewSet):
    """The roles of users in this company. Admins of the organization need none: they are admin in every company."""

    changes_lock_it_first = False  # but the user
    queryset = CompanyMember.objects.filter(user__removed_at=None).select_related("user")
    serializer_class = MemberSerializer
    filterset_class = MemberFilter
    roles: ClassVar[dict[str, str]] = dict.fromkeys(["list", "retrieve", "update", "delete"], "admin")

    def get_object(self) -> CompanyMember:
        found: CompanyMember | None = self.get_queryset().filter(user=self.kwargs["user_id"]).first()
        if found is None:
            raise self.not_found()
        return found

    def get_object_for_update(self) -> CompanyMember:
        member = self.get_object()
        if concurrency.if_match(self.request) is not None:
            self.kwargs["id"] = member.id
            member = super().get_object_for_update()
        return member

    @extend_schema(responses={200: MemberSerializer, 201: MemberSerializer})
    def replace(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Give a user a role in this company. The response is 201 if they had none before."""
        users = User.objects.filter(organization=self.company.organization_id, removed_at=None, acts_for=None)
        user = users.select_for_update(no_key=True, of=("self",)).filter(id=self.kwargs["user_id"]).first()
        if user is None:
            raise NotFound("There is no such user.")
        before = self.get_queryset().filter(user=user).first()
        if before is not None:
            concurrency.refuse_existing(request)
        if concurrency.if_match(request) is not None:
            if before is None:
                raise PreconditionFailed
            before = self.get_object_for_update()
        data = self.validated_data(MemberSerializer)
        member = members.put(before, self.company, user=user, by=self.user, **data)
        if before is None:
            return self.object_response(self.reload(member), 201, {"Location": request.path})
        return self.object_response(self.reload(member))

    def perform_delete(self, member: CompanyMember) -> None:
        members.remove(member, by=self.user)
