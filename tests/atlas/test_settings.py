"""Production does not start with secrets that can be guessed, and rotating keys signs nobody out."""

import io
import json
import os
import re
import subprocess
import sys

import jwt
import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from rest_framework_simplejwt.exceptions import TokenBackendError

from atlas.management.commands import reencrypt
from atlas.management.commands.reencrypt import SECRETS
from atlas.settings import email_config
from foundation import encryption, mail
from foundation.models import OutgoingEmail
from identity import tokens
from identity.tokens import KeyRing
from tests.processes import PRODUCTION
from tests.servers import ROOT

STRONG = "8d1e4f7a0b3c6d9e2f5a8b1c4d7e0f3a"
SETTINGS = {**PRODUCTION, **dict.fromkeys(("SECRET_KEY", "JWT_SIGNING_KEY", "ENCRYPTION_KEYS"), STRONG)}


REFUSED = [
    ("SECRET_KEY", ""),
    ("SECRET_KEY", "a"),
    ("SECRET_KEY", "a" * 64),
    ("SECRET_KEY", "development-only-secret_key-0123456789abcdef0123456789abcdef"),
    ("JWT_SIGNING_KEY", "secret"),
    ("JWT_PREVIOUS_KEYS", f"{STRONG},x"),
    ("ENCRYPTION_KEYS", ","),
    ("ENCRYPTION_KEYS", f"{STRONG},"),
    ("ENCRYPTION_KEYS", "development-only-encryption_keys-0123456789abcdef0123456789abcdef"),
    ("ALLOWED_HOSTS", ""),
    ("PUBLIC_URL", ""),
    ("PUBLIC_URL", "http://shop.example.com"),
    ("PUBLIC_URL", "https://shop.example.com/atlas"),
    ("PUBLIC_URL", "shop.example.com"),
    ("DATABASE_URL", "mysql://atlas_app:a-password@localhost/atlas"),
    ("DATABASE_REPLICA_URL", "replica.internal"),
    ("REDIS_URL", "localhost:6379"),
    ("EMAIL_URL", "smtp+tsl://atlas:a-password@mail.example.com:587"),
    ("CSRF_TRUSTED_ORIGINS", "shop.example.com"),
    ("LOG_LEVEL", "loud"),
]
TAKEN = [
    {},
    {"PUBLIC_URL": "https://books.example.com/", "JWT_PREVIOUS_KEYS": f"{STRONG}0, {STRONG}1"},
    {"CSRF_TRUSTED_ORIGINS": "https://a.example.com, https://b.example.com"},
]
LOAD = """
import json, os, sys
from django.core.exceptions import ImproperlyConfigured
from environs import EnvError
said = []
for changes in json.loads(sys.stdin.read()):
    before = dict(os.environ)
    os.environ.update(changes)
    try:
        import atlas.settings
        listed = atlas.settings.CSRF_TRUSTED_ORIGINS + atlas.settings.JWT_PREVIOUS_KEYS
        said.append("".join(one for one in listed if " " in one))
    except (EnvError, ImproperlyConfigured) as error:
        said.append(str(error))
    sys.modules.pop("atlas.settings", None)
    os.environ.clear()
    os.environ.update(before)
print(json.dumps(said))
"""


def load(*environments: dict[str, str]) -> list[str]:
    """Load the settings in production mode with each of these. Return the refusal of each, or nothing."""
    done = subprocess.run(
        [sys.executable, "-c", LOAD],
        cwd=ROOT,
        env={**os.environ, **SETTINGS},
        input=json.dumps(environments),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_production_does_not_start_with_guessable_secrets_and_names_the_variable(subtests: pytest.Subtests) -> None:
    answers = load(*({name: value} for name, value in REFUSED))
    for (name, value), said in zip(REFUSED, answers, strict=True):
        with subtests.test(f"{name}={value}"):
            assert name in said
            assert len(value) < 8 or value not in said, "a secret is not told"


def test_production_starts_with_what_the_guide_asks_for() -> None:
    assert load(*TAKEN) == [""] * len(TAKEN)


def test_mail_is_sent_with_tls_where_the_guide_says_so() -> None:
    (url,) = re.findall(r"smtp\+tls://\S+?(?=`)", (ROOT / "docs/deploying.md").read_text())
    config = email_config(url)
    assert (config["EMAIL_USE_TLS"], config["EMAIL_HOST"], config["EMAIL_PORT"]) == (True, "host", 587)
    assert config["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert not email_config("smtp://localhost:25")["EMAIL_USE_TLS"]


def test_a_signing_key_is_rotated_while_its_tokens_still_hold() -> None:
    old, new, later = KeyRing(STRONG, []), KeyRing("1" + STRONG, [STRONG]), KeyRing("1" + STRONG, [])
    text = old.encode({"sub": "ada", "exp": 4102444800})
    assert jwt.get_unverified_header(text)["kid"] == tokens.key_id(STRONG)
    assert new.decode(text)["sub"] == "ada"
    assert jwt.get_unverified_header(new.encode({}))["kid"] == tokens.key_id("1" + STRONG)
    with pytest.raises(TokenBackendError):
        later.decode(text)


@pytest.mark.django_db(transaction=True)
def test_stored_secrets_are_encrypted_again_with_the_first_key(settings, monkeypatch) -> None:
    """They are read in batches: of millions of mails that wait, a process has a thousand at a time."""
    old, new = Fernet.generate_key(), Fernet.generate_key()
    settings.ENCRYPTION_KEYS = [old]
    encryption._fernet.cache_clear()
    monkeypatch.setattr(reencrypt, "BATCH", 2)
    for _ in range(5):
        OutgoingEmail.objects.create(to="ada@example.com", subject="x", encrypted_body=encryption.encrypt("the link"))
    try:
        settings.ENCRYPTION_KEYS = [new, old]
        encryption._fernet.cache_clear()
        out = io.StringIO()
        call_command("reencrypt", stdout=out)
        assert "identity.OutgoingEmail.encrypted_body: 5 encrypted again, 0 that no key decrypts" in out.getvalue()
        settings.ENCRYPTION_KEYS = [new]
        encryption._fernet.cache_clear()
        assert {mail.body_of(one) for one in OutgoingEmail.objects.all()} == {"the link"}
        settings.ENCRYPTION_KEYS = [Fernet.generate_key()]
        encryption._fernet.cache_clear()
        with pytest.raises(CommandError):
            call_command("reencrypt", stdout=out)
    finally:
        encryption._fernet.cache_clear()


def test_every_encrypted_column_is_encrypted_again() -> None:
    from django.apps import apps

    columns = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.name.startswith("encrypted_")
    }
    assert columns == set(SECRETS)
