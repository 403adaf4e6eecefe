"""Webhook secrets at rest. Every delivery needs its endpoint's, so those that were decrypted are remembered."""

import functools

from foundation import encryption

MAX_CACHED = 4096

encrypt = encryption.encrypt
decrypt = functools.lru_cache(MAX_CACHED)(encryption.decrypt)
