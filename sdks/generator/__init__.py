"""Writes the typed parts of both SDKs from docs/openapi.yaml: `make sdks`."""
