"""Let what Django looks up along a foreign key name the company: joins, and the rows behind a key.

Where `References("company", …)` holds that a row and the one it points to are of one company, the condition is always
true. It lets PostgreSQL read one partition only, and a distributed PostgreSQL ask one machine
(docs/decisions/0015-the-company-leads-every-key.md).
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models.expressions import Col
from django.db.models.lookups import Exact

from foundation.keys import References


def name_the_company(found: Iterable[type[models.Model]]) -> None:
    """Add the company to the foreign keys of these models that never lead to another company."""
    for model in found:
        for constraint in model._meta.constraints:
            if not isinstance(constraint, References) or constraint.fields[0] != "company":
                continue
            key = model._meta.get_field(constraint.fields[1]) if constraint.fields[1:] else None
            if isinstance(key, models.ForeignKey) and (constraint.key or constraint.fields)[0] == "company":
                key.get_extra_restriction = _Restriction(model)  # type: ignore[method-assign]
                key.get_extra_descriptor_filter = _of_company  # type: ignore[method-assign]


class _Restriction:
    """The condition that both tables of a join have the same company. Copies of a field may share it."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model

    def __call__(self, alias: str | None, related_alias: str | None) -> Any:
        if alias is None or related_alias is None:  # a join that Django leaves out
            return None
        company: Any = self.model._meta.get_field("company")
        return Exact(Col(related_alias, company), Col(alias, company))


def _of_company(instance: Any) -> dict[str, Any]:
    return {"company_id": instance.company_id}
