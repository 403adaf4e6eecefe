"""The roles that actions need: one table of defaults, and exceptions in a view's `roles`.

Actions are `list`, `retrieve`, `read`, `create`, `update`, `delete`, and those that a resource adds (api/actions.py).
"""

from collections.abc import Mapping
from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from accounting.ledger.access import RANK
from accounting.models import CompanyRole


def required_role(roles: Mapping[str, str], action: str, *, writes: bool) -> str:
    """Return the least role for an action: that of the view, or else viewer to read and accountant to write."""
    return str(roles.get(action, CompanyRole.ACCOUNTANT if writes else CompanyRole.VIEWER))


def at_least(role: str, required: str) -> bool:
    return RANK[role] >= RANK[required]


class RoleAllows(BasePermission):
    """Allow an action if the caller's role in the company (or as admin of the organization) is high enough."""

    message = "Your role does not allow this."

    def has_permission(self, request: Request, view: Any) -> bool:
        return bool(view.may(view.action_name, writes=request.method not in SAFE_METHODS))
