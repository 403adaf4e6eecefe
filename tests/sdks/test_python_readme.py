"""Every Python snippet of the SDK's README, run in order against a running Atlas."""

import asyncio
import contextlib
import io
import re
import time
from pathlib import Path
from typing import Any

import httpx2
import pytest
from django.test import RequestFactory

from accounting.events import CATALOGUE
from accounting.models import Company
from api.rendering import dumps
from identity.models import User
from tests.sdks.conftest import tokens_of
from tests.servers import ROOT
from webhooks import signing

pytestmark = pytest.mark.django_db(transaction=True)
README = (ROOT / "sdks/python/README.md").read_text()
SECRET = "a-secret-of-the-endpoint"
BODY = dumps(CATALOGUE["invoice.paid"].sample)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_every_snippet_runs(
    address: str, admin: User, company: Company, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ATLAS_API_KEY", str(tokens_of(admin).access_token))
    monkeypatch.setenv("ATLAS_BASE_URL", address)
    monkeypatch.setenv("ATLAS_COMPANY_ID", str(company.id))
    names: dict[str, Any] = {"SECRET": SECRET, "__name__": __name__}
    printed = io.StringIO()
    snippets = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(snippets) >= 10
    with contextlib.redirect_stdout(printed):
        for number, snippet in enumerate(snippets, 1):
            exec(compile(snippet, f"snippet {number} of README.md", "exec"), names)
        hooks(names)
    names["atlas"].close()
    names["watched"].close()
    said = printed.getvalue()
    for line in ("draft 1500.00", "paid", "True", "lines[0].unit_price", admin.email):
        assert line in said
    assert re.search(r"^sent INV-\d+$", said, re.MULTILINE)
    assert said.count(f"{CATALOGUE['invoice.paid'].sample['data']['invoice_number']} 1500") == 3
    assert list(tmp_path.glob("*.csv"))


def hooks(names: dict[str, Any]) -> None:
    """Deliver a signed event, and one that is not, to each framework's handler."""
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
    for headers, status in [(good, 204), (good | {"webhook-signature": "v1,x"}, 400)]:
        with httpx2.Client(transport=httpx2.WSGITransport(names["app"]), base_url="http://flask") as client:
            assert client.post("/hooks", content=BODY, headers=headers).status_code == status
        assert asyncio.run(to_fastapi(names["api"], headers)) == status
        meta = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
        request = RequestFactory().post("/hooks", BODY, content_type="application/json", **meta)
        assert names["django_hooks"](request).status_code == status


async def to_fastapi(app: Any, headers: dict[str, str]) -> int:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://fastapi") as client:
        return (await client.post("/hooks", content=BODY, headers=headers)).status_code
