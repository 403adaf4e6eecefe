"""How passwords are hashed: Argon2id with the first parameters in OWASP's Password Storage Cheat Sheet."""

import threading
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher

HASHING_AT_ONCE = 2
"""In one process: each takes `memory_cost` and a processor for some 50 ms; more of them would only share it."""
_slots = threading.BoundedSemaphore(HASHING_AT_ONCE)


class Argon2(Argon2PasswordHasher):
    """19 MiB, two passes, one lane. Django's own choice is 100 MiB, eight lanes: 16 sign-ins at once took 800 MB.

    A hash made with other parameters is still verified, and made again at its user's next sign-in.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _slots:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _slots:
            return super().verify(password, encoded)

    def harden_runtime(self, password: str, encoded: str) -> Any:
        """Do nothing: an old hash is more expensive than a new one, not cheaper."""
