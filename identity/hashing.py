"""Hash passwords with Argon2id and the first parameters in OWASP's Password Storage Cheat Sheet."""

import threading
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher

HASHING_AT_ONCE = 2
"""The most hashes at once in one process. Each takes `memory_cost` and a processor for about 50 ms, so more of them
would not be faster."""
_slots = threading.BoundedSemaphore(HASHING_AT_ONCE)


class Argon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes and one lane. With Django's 100 MiB and eight lanes, 16 sign-ins took 800 MB.

    Hashes with other parameters are still verified, and replaced at the user's next sign-in.
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
        """Do nothing: verifying an old hash takes more time than a new one, not less."""
