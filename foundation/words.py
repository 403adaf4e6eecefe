"""Words about numbers."""


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number and what it counts: `1 entry`, `2 entries`. `many` is the plural, unless an s makes it."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
