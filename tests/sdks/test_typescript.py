"""The TypeScript SDK: built, checked, run by node against a running Atlas, installed from it into an empty project."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from accounting.events import CATALOGUE
from accounting.models import Company
from api.rendering import dumps
from foundation import tenancy
from identity.models import User
from tests.factories import account
from tests.sdks.conftest import tokens_of
from tests.sdks.wire import Wire
from tests.servers import ROOT

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("npm"), reason="THERE IS NO npm HERE, so the TypeScript SDK is not tested"),
]
SDK = ROOT / "sdks/typescript"


@pytest.fixture(scope="session")
def tarball(packages: Path) -> Path:
    return packages / "atlas-accounting-sdk.tgz"


def run(*command: str, cwd: Path, **environment: str) -> str:
    ran = subprocess.run(
        command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, timeout=300, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_it_works_against_a_running_atlas(
    address: str, wire: Wire, tarball: Path, admin: User, company: Company
) -> None:
    left = ["once"]
    wire.lose = lambda line: line.startswith("POST") and bool(left) and left.pop() == "once"
    access, refresh = tokens_of(admin), tokens_of(admin)
    with tenancy.everyone():
        sales = str(account(company, "4000").id)
    said = run(
        *("node", "--test", "test/"),
        cwd=SDK,
        ATLAS_BASE_URL=address,
        ATLAS_WIRE=wire.address,
        ATLAS_COMPANY_ID=str(company.id),
        ATLAS_ACCESS=str(access.access_token),
        ATLAS_REFRESH=str(refresh.refresh_token),
        SALES=sales,
        EVENT=dumps(CATALOGUE["invoice.paid"].sample).decode().replace('"amount":1500,', '"amount":1500.00,'),
    )
    assert re.search(r"# pass [1-9]", said) or re.search(r"pass [1-9]", said)


def test_it_is_packed_as_every_resolver_wants_it(tarball: Path) -> None:
    run("npm", "run", "--silent", "lint", cwd=SDK)


def test_npm_installs_it_from_a_running_atlas_and_the_readme_runs(
    address: str, tarball: Path, admin: User, company: Company, tmp_path: Path
) -> None:
    (tmp_path / "package.json").write_text('{"private": true}')
    run("npm", "install", "--silent", "--no-audit", f"{address}/packages/{tarball.name}", cwd=tmp_path)
    assert sorted(path.name for path in (tmp_path / "node_modules").glob("[!.]*")) == ["@atlas-accounting"]
    environment = {
        "ATLAS_BASE_URL": address,
        "ATLAS_API_KEY": str(tokens_of(admin).access_token),
        "ATLAS_COMPANY_ID": str(company.id),
    }
    common = (
        'const { Atlas } = require("@atlas-accounting/sdk"); new Atlas().auth.me().then((me) => console.log(me.email));'
    )
    assert run("node", "-e", common, cwd=tmp_path, **environment) == f"{admin.email}\n"
    snippets = re.findall(r"```js\n(.*?)```", (SDK / "README.md").read_text(), re.DOTALL)
    assert len(snippets) >= 4
    (tmp_path / "readme.mjs").write_text("\n".join(snippets))
    said = run("node", "readme.mjs", cwd=tmp_path, **environment)
    for line in ("draft 1500.00", "paid", "lines[0].unit_price"):
        assert line in said


def test_what_is_not_used_is_not_bundled(tarball: Path, tmp_path: Path) -> None:
    def bundled(names: str, use: str) -> int:
        (tmp_path / "entry.mjs").write_text(f'import {{ {names} }} from "{SDK}/dist/esm/index.js"; console.log({use});')
        run(
            "npx",
            "esbuild",
            str(tmp_path / "entry.mjs"),
            "--bundle",
            "--minify",
            f"--outfile={tmp_path}/out.js",
            cwd=SDK,
        )
        return (tmp_path / "out.js").stat().st_size

    whole = bundled("Atlas", "new Atlas()")
    part = bundled("Client, Invoices", "new Invoices(new Client())")
    assert part < whole * 0.6
    assert bundled("webhooks", "webhooks.verify") < whole * 0.25
