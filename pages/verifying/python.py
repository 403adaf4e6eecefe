import hashlib
import hmac
import os

SECRET = os.environ["ATLAS_WEBHOOK_SECRET"]


def is_from_atlas(body: bytes, signature: str) -> bool:
    """`body`: the request's raw bytes. `signature`: its X-Atlas-Signature header."""
    expected = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.encode())
