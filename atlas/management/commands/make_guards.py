"""Write the one-line migrations for changed SQL files of guards. `make guards` runs this command."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db.migrations.loader import MigrationLoader

from foundation.guards import Guards, digest

MIGRATION = """from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("{app}", "{before}")]
    operations = [
{lines}
    ]
"""


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        graph = MigrationLoader(None).graph
        for app, last in graph.leaf_nodes():
            newest: dict[str, str] = {}
            for key in graph.forwards_plan((app, last)):
                applied = [one for one in graph.nodes[key].operations if key[0] == app and isinstance(one, Guards)]
                newest |= {one.path: one.digest for one in applied}
            home = Path(apps.get_app_config(app).path)
            changed = {path: said for path in newest if (said := digest(home / path)) != newest[path]}
            lines = [f'        Guards("{path}", digest="{said}"),' for path, said in changed.items()]
            if lines:
                file = home / "migrations" / f"{int(last[:4]) + 1:04}_guards.py"
                file.write_text(MIGRATION.format(app=app, before=last, lines="\n".join(lines)), encoding="utf-8")
                self.stdout.write(f"Wrote {file}")
