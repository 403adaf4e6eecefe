"""Signatures, checked by other programs: `standardwebhooks` (of PyPI and of npm) and `openssl`."""

import base64
import fcntl
import json
import shutil
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from webhooks import signing

SECRETS = [
    "0123456789abcdef",
    "hU4AFRWFjoAy-oDuMWIHzsQaXWBQSTwtDDAGxNFpoXU",
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    "x" * 128,
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "whsec_not base64"[:16].replace(" ", "-"),
]
BODIES = [b'{"event":"invoice.paid","data":{"amount":1500.00}}', '{"memo":"Zürich – 東京"}'.encode(), b"{}"]


def signed(secrets: list[str], body: bytes, sequence: int | None = 1042) -> dict[str, str]:
    return signing.headers(
        body=body,
        event_type="invoice.paid",
        webhook_id="0198a7c4-52d0-7c3e-9a51-6f0d8e2b4c17",
        delivery_id="0198a7c5-0a4f-7b12-8d3e-1c5a9f7e2b60",
        attempt=3,
        sequence=sequence,
        timestamp=int(time.time()),
        header_secret=secrets[0],
        live_secrets=secrets,
    )


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("body", BODIES)
def test_openssl_computes_the_same_x_atlas_signature(secret: str, body: bytes) -> None:
    key = secret.encode().hex()
    command = ["openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt", f"hexkey:{key}"]
    judged = subprocess.run(command, input=body, capture_output=True, check=True).stdout.decode().split("= ")[1].strip()
    assert signed([secret], body)["X-Atlas-Signature"] == judged


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("body", BODIES)
def test_standardwebhooks_verifies_with_the_form_that_we_show(secret: str, body: bytes) -> None:
    assert Webhook(signing.standard_form(secret)).verify(body, signed([secret], body)) == json.loads(body)


@pytest.fixture(scope="module")
def npm_judge() -> Path:
    """The directory with npm's `standardwebhooks`, installed at its first use. Where it cannot be had, says so."""
    directory = Path(__file__).with_name("judge")
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("NO NODE HERE: npm's standardwebhooks did not judge our signatures")
    with open(directory / "node_modules.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # pytest's other processes wait
        if not (directory / "node_modules" / "standardwebhooks").exists():
            command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
            done = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False, timeout=60)
            if done.returncode:
                shutil.rmtree(directory / "node_modules", ignore_errors=True)
                pytest.skip(f"NPM HAS NO standardwebhooks FOR US: {done.stderr[-300:]}")
    return directory


def test_standardwebhooks_of_npm_verifies_and_refuses(npm_judge: Path) -> None:
    cases: list[dict[str, Any]] = []
    verdicts: list[Any] = []
    for secret in SECRETS:
        for body in BODIES:
            good = {"secret": signing.standard_form(secret), "headers": signed([secret], body), "body": body.decode()}
            other = {**good, "secret": signing.standard_form(SECRETS[0] if secret != SECRETS[0] else SECRETS[1])}
            cases += [good, {**good, "body": body.decode() + " "}, other]
            verdicts += [json.loads(body), None, None]
    rotation = {"headers": signed(SECRETS[:2], BODIES[0]), "body": BODIES[0].decode()}
    cases += [{**rotation, "secret": signing.standard_form(secret)} for secret in SECRETS[:2]]
    verdicts += [json.loads(BODIES[0])] * 2
    command = ["node", "verify.js"]
    answer = subprocess.run(command, cwd=npm_judge, input=json.dumps(cases).encode(), capture_output=True, check=True)
    assert json.loads(answer.stdout) == verdicts


def test_during_a_rotation_both_secrets_verify_and_no_other() -> None:
    body, headers = BODIES[0], signed(SECRETS[:2], BODIES[0])
    for secret in SECRETS[:2]:
        Webhook(signing.standard_form(secret)).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(signing.standard_form(SECRETS[3])).verify(body, headers)


def test_a_changed_body_or_time_does_not_verify() -> None:
    headers = signed(SECRETS[:1], BODIES[0])
    judge = Webhook(signing.standard_form(SECRETS[0]))
    with pytest.raises(WebhookVerificationError):
        judge.verify(BODIES[0] + b" ", headers)
    with pytest.raises(WebhookVerificationError):
        judge.verify(BODIES[0], headers | {"webhook-timestamp": str(int(headers["webhook-timestamp"]) + 1)})


def test_the_known_answer_of_the_specification() -> None:
    """https://github.com/standard-webhooks/standard-webhooks/blob/main/libraries/python/tests/test_webhooks.py"""
    moment = int(datetime(2021, 2, 25, 18, 20, 30, tzinfo=UTC).timestamp())
    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'
    judge = Webhook(secret)
    ours = signing.standard_signature([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", moment, body)
    assert ours == judge.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", datetime.fromtimestamp(moment, UTC), body.decode())


def test_headers_are_exactly_those_of_the_design() -> None:
    assert set(signed(SECRETS[:1], b"{}")) == {
        "Content-Type",
        "User-Agent",
        "X-Atlas-Event",
        "X-Atlas-Delivery",
        "X-Atlas-Attempt",
        "X-Atlas-Sequence",
        "X-Atlas-Signature",
        "webhook-id",
        "webhook-timestamp",
        "webhook-signature",
    }


def test_a_test_has_no_place_in_the_history() -> None:
    assert "X-Atlas-Sequence" not in signed(SECRETS[:1], b"{}", sequence=None)


@pytest.mark.parametrize(
    ("secret", "is_good"),
    [
        ("x" * 15, False),
        ("x" * 16, True),
        ("x" * 128, True),
        ("x" * 129, False),
        ("sixteen letters!", False),
        ("0123456789abcde\n", False),
        ("0123456789abcdeé", False),
        ("0123456789abcd\0f", False),
    ],
)
def test_secrets_have_16_to_128_printable_characters(secret: str, is_good: bool) -> None:
    assert (signing.secret_fault(secret) is None) == is_good


def test_generated_secrets_are_long_and_differ() -> None:
    made = {signing.generate_secret() for _ in range(100)}
    assert len(made) == 100
    assert all(len(base64.urlsafe_b64decode(secret + "=")) == signing.GENERATED_BYTES for secret in made)
    assert all(signing.secret_fault(secret) is None for secret in made)
