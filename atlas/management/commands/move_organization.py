"""Move one organization whole into another Atlas database, with its ids, numbers, hashes, secrets and pending events.

It is frozen here while it is copied. What arrives is frozen there until it is proved; then the organization is
marked as moved here, and its users are told so. Nothing is deleted here until --remove. If the command is interrupted,
run it again, or take the freeze back with --cancel. docs/scaling.md has the steps.
"""

import os
from argparse import ArgumentParser
from typing import Any

import dj_database_url
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connections

from accounting.management.lookup import find_organization
from atlas.moving import NotMoved, steps
from foundation.words import counted
from identity.models import Organization, OrganizationMove

TO = "MOVE_TO_DATABASE_URL"


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("organization", help="The name or id of the organization.")
        parser.add_argument(
            "--to",
            default=os.environ.get(TO, ""),
            help=f"The other database's address, with its owner's login. Or set {TO}: other users see arguments.",
        )
        parser.add_argument("--address", default="", help="The address of Atlas there, which users are told.")
        parser.add_argument("--wait", type=float, default=60, help="Seconds for transactions in progress to end.")
        step = parser.add_mutually_exclusive_group()
        step.add_argument("--cancel", action="store_true", help="Take back the freeze of a move that did not end.")
        step.add_argument("--remove", action="store_true", help="Delete here what has moved.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["to"]:
            raise CommandError(f"Name the other database: --to, or {TO}.")
        add_target(options["to"])
        try:
            connect_target()
            with steps.at(steps.HERE):
                organization = find_organization(options["organization"])
            with steps.alone(organization):
                self.step(organization, options)
        except NotMoved as error:
            raise CommandError(str(error)) from error
        finally:
            forget_target()

    def step(self, organization: Organization, options: dict[str, Any]) -> None:
        steps.check_target(organization)
        if options["remove"]:
            gone = steps.remove(organization)
            self.stdout.write(f"Removed {organization.name!r} here: {sum(gone.values()):,} rows. It is there.")
        elif options["cancel"]:
            steps.cancel(organization)
            self.stdout.write(f"{organization.name!r} is open again here. Nothing is in the other database.")
        else:
            self.move(organization, options["address"], options["wait"])

    def move(self, organization: Organization, address: str, seconds: float) -> None:
        with steps.at(steps.HERE):
            move = OrganizationMove.objects.filter(organization=organization).first()
        if move is not None and move.moved_at is not None:
            raise CommandError(f"{organization.name!r} has moved already, at {move.moved_at:%Y-%m-%d %H:%M} UTC.")
        evidence = self.copy(organization, seconds, begun=move is not None)
        steps.finish(organization, evidence, address)
        rows = sum(table["rows"] for table in evidence["tables"].values())
        self.stdout.write(
            f"Moved {organization.name!r} ({organization.pk}): {counted(rows, 'row')}, "
            "each table with the same SHA-256."
        )
        for company, head in evidence["companies"].items():
            self.stdout.write(
                f"Company {company}: last entry {head['last_number']:,}, hash {head['last_hash']}. It holds."
            )
        if others := evidence["users_that_stand_in"]:
            self.stdout.write(f"Staff of Atlas whom its rows name, and who stay as names there: {len(others):,}.")

    def copy(self, organization: Organization, seconds: float, begun: bool) -> dict[str, Any]:
        """Freeze, copy and prove, from where an earlier run was. If it is refused, open the organization here again."""
        copied = steps.copied(organization) if begun else None
        if copied is None:
            if begun and (evidence := steps.arrived(organization)) is not None:
                return evidence
            steps.check(organization)
            steps.begin(organization, steps.target())
        try:
            steps.wait(seconds)
            if copied is None:
                steps.copy(organization, seconds)
            else:
                steps.compare(organization, copied)
            return steps.prove(organization)
        except NotMoved:
            steps.cancel(organization)
            raise


def add_target(url: str) -> None:
    """Name the other database, with the options of the owner's connection here."""
    try:
        given = dj_database_url.parse(url)
    except ValueError:  # its text may quote the address, which has a password
        given = {}
    if given.get("ENGINE") != "django.db.backends.postgresql" or not given.get("NAME"):
        raise CommandError("The other database must be PostgreSQL: postgresql://owner:…@host/name.")
    there = connections[steps.HERE].copy(steps.THERE)
    there.settings_dict |= {name: given.get(name, "") for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    there.settings_dict["OPTIONS"] |= given.get("OPTIONS") or {}
    connections[steps.THERE] = there


def connect_target() -> None:
    try:
        connections[steps.THERE].ensure_connection()
    except DatabaseError as error:
        raise CommandError(f"The other database cannot be used: {str(error).splitlines()[0]}.") from None


def forget_target() -> None:
    connections[steps.THERE].close()
    del connections[steps.THERE]
