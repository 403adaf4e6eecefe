"""Encrypt secrets with the first of `settings.ENCRYPTION_KEYS`, and decrypt them with any of these keys."""

import functools

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


@functools.cache
def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.ENCRYPTION_KEYS])


def encrypt(secret: str) -> str:
    return _fernet().encrypt(secret.encode()).decode()


def encrypt_bytes(content: bytes) -> bytes:
    return _fernet().encrypt(content)


def decrypt_bytes(encrypted: bytes) -> bytes:
    """Return the content. Raises cryptography.fernet.InvalidToken if no key fits."""
    return _fernet().decrypt(encrypted)


def renew(encrypted: str) -> str:
    """Return the same secret, encrypted with the first key. Raises cryptography.fernet.InvalidToken."""
    return _fernet().rotate(encrypted.encode()).decode()


def decrypt(encrypted: str) -> str:
    """Return the secret. Raises cryptography.fernet.InvalidToken if no key fits."""
    return _fernet().decrypt(encrypted.encode()).decode()
