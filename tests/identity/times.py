"""Letting time pass for the allowances (identity/slowdown.py), which count by PostgreSQL's clock."""

from datetime import timedelta

from django.db.models import F

from identity.models import SignInAllowance


def let_pass(time: timedelta) -> None:
    SignInAllowance.objects.update(spent_until=F("spent_until") - time)
