"""The client libraries of the API, and what generates them from docs/openapi.yaml. Nothing of Atlas imports this."""
