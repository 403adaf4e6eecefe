"""Which door of Atlas an address leads to: the API's, or that of the pages."""

API = "/api/"


def is_api(path: str) -> bool:
    """Tell whether an address belongs to the API, with or without the slash of `/api/`."""
    return f"{path}/".startswith(API)
