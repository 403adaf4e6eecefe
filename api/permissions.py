"""The roles that actions need: one table of defaults, and exceptions in a view's `roles`.

Actions are `list`, `retrieve`, `read`, `create`, `update`, `delete`, and those that a resource adds (api/actions.py).
"""

from collections.abc import Mapping
from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from accounting.ledger.access import RANK
from accounting.models import CompanyRole
from foundation.refusals import Forbidden


def required_role(roles: Mapping[str, str], action: str, *, writes: bool) -> str:
    """Return the least role for an action: that of the view, or else viewer to read and accountant to write."""
    return str(roles.get(action, CompanyRole.ACCOUNTANT if writes else CompanyRole.VIEWER))


def at_least(role: str, required: str) -> bool:
    return RANK[role] >= RANK[required]


def lack_of(required: str, *, of_company: str) -> str:
    """Return the message that refuses a caller whose role in the company is less than the required one."""
    return f"This requires the role {required} of the company. Yours is {of_company}."


class RoleAllows(BasePermission):
    """Allow an action if the caller's role in the company (or as admin of the organization) is high enough. Raises
    Forbidden, which names the role."""

    def has_permission(self, request: Request, view: Any) -> bool:
        writes = request.method not in SAFE_METHODS
        if not view.may(view.action_name, writes=writes):
            raise Forbidden(view.lacks(required_role(view.roles, view.action_name, writes=writes)))
        return True
