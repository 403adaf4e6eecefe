"""The docs at /docs: Markdown files of docs/, and the API reference from docs/reference.json. Public, and cached."""
