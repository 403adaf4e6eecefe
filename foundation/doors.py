"""Find out whether an address belongs to the API or to the pages."""

API = "/api/"


def is_api(path: str) -> bool:
    """Return whether an address belongs to the API: `/api` or an address below it."""
    return f"{path}/".startswith(API)
