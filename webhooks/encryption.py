"""Encrypt and decrypt the secrets of webhooks. Decrypted ones stay in memory, because every delivery needs one."""

import functools

from foundation import encryption

MAX_CACHED = 4096

encrypt = encryption.encrypt
decrypt = functools.lru_cache(MAX_CACHED)(encryption.decrypt)
