"""The webhook handlers of the TypeScript SDK's README, in the real Express and Next.js (tests/sdks/hooks has their lock
file)."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import httpx2
import pytest

from tests.sdks.test_python_readme import BODY, SECRET
from tests.servers import ROOT
from webhooks import signing

pytestmark = pytest.mark.skipif(not shutil.which("npm"), reason="THERE IS NO npm HERE, so no handler is tested")
README = (ROOT / "sdks/typescript/README.md").read_text()
UNREACHABLE = re.compile(r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|E40[13]|network", re.IGNORECASE)
START_SECONDS = 120
LAYOUT = "export default function Layout({ children }) { return children; }\n"
SERVERS = {
    "server.mjs": ["node", "server.mjs"],
    "app/hooks/route.js": ["node_modules/.bin/next", "dev", "--hostname", "127.0.0.1"],
}


@pytest.fixture(scope="module")
def project(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install Express, Next.js and the SDK, and write the README's files."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / "tests/sdks/hooks" / name, folder)
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund"]
    for command in (["ci"], ["install", "--no-save", str(packages / "atlas-accounting-sdk.tgz")]):
        ran = subprocess.run(["npm", *command, *quiet], cwd=folder, capture_output=True, text=True, check=False)
        if ran.returncode and UNREACHABLE.search(ran.stderr):
            pytest.skip("THE npm REGISTRY CANNOT BE REACHED, so Express and Next.js are not tested")
        assert ran.returncode == 0, ran.stderr
    snippets = dict(re.findall(r"```js (\S+)\n(.*?)```", README, re.DOTALL))
    assert set(snippets) == set(SERVERS)
    for name, code in {**snippets, "app/layout.js": LAYOUT}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(code)
    return folder


@pytest.mark.parametrize("name", SERVERS)
def test_a_handler_takes_what_is_signed_and_nothing_else(project: Path, name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = {"PORT": str(port), "ATLAS_WEBHOOK_SECRET": SECRET, "NEXT_TELEMETRY_DISABLED": "1"}
    log = project / f"{port}.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            SERVERS[name],
            cwd=project,
            env={**os.environ, **environment},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        wait_for(port, server, log)
        good = signing.headers(
            body=BODY,
            event_type="invoice.paid",
            webhook_id="0198a7c9-2e61-74ab-9f08-5c7d3b1e8a46",
            delivery_id="0198a7ca-77c1-7e02-9b64-2d8f1c3a5e70",
            attempt=1,
            sequence=1,
            timestamp=int(time.time()),
            header_secret=SECRET,
            live_secrets=[SECRET],
        )
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=START_SECONDS, trust_env=False) as client:
            for headers, status in [(good, 204), (good | {"webhook-signature": "v1,x"}, 400), ({}, 400)]:
                sent = {"Content-Type": "application/json", **headers}
                assert client.post("/hooks", content=BODY, headers=sent).status_code == status, log.read_text()
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
    assert re.search(r"INV-\S+ 1500", log.read_text())


def wait_for(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
