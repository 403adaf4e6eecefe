"""Encrypt and decrypt the secrets of webhooks. Decrypted ones stay in memory, because every delivery needs one."""

import functools

from cryptography.fernet import InvalidToken

from foundation import encryption

MAX_CACHED = 4096

encrypt = encryption.encrypt
decrypt = functools.lru_cache(MAX_CACHED)(encryption.decrypt)


def opens(encrypted: str) -> bool:
    """Return whether one of our keys opens the secret."""
    try:
        decrypt(encrypted)
    except InvalidToken:
        return False
    return True
