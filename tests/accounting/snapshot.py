"""The rows that a refusal must not change."""

from functools import cache

from django.apps import apps
from django.db import connection

from accounting.models import Company


def snapshot(company: Company) -> dict[str, list[str]]:
    """Return every row of the company's books as text, by the name of its model."""
    with connection.cursor() as cursor:
        cursor.execute(read_all(), {"company": company.pk})
        return dict(cursor.fetchall())


@cache
def read_all() -> str:
    """Return one statement for all tables, because some hundred tests read them twice."""
    return " UNION ALL ".join(
        f"SELECT '{model.__name__}', ARRAY(SELECT row::text FROM {model._meta.db_table} row"
        " WHERE company_id = %(company)s ORDER BY 1)"
        for model in apps.get_app_config("accounting").get_models()
        if any(field.name == "company" for field in model._meta.fields)
    )
