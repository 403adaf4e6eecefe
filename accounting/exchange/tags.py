"""How files name the options of tracking categories: `tracking-Cost-Centre` for the category Cost Centre."""

import re
from itertools import count

PREFIX = "tracking-"
COLUMN = "tracking:"
"""How the heading of a column for a category begins in CSV."""
IN_COMMENT = re.compile(rf"(?:^|[\s,]){PREFIX}([^\s:,]+):([^,]*)")
"""A tag in a comment of hledger."""


def key(category: str) -> str:
    """Return the key of a category as Beancount's metadata and hledger's tags allow it: letters of English, digits and
    hyphens."""
    words = re.sub("[^A-Za-z0-9]+", "-", category).strip("-")
    return f"{PREFIX}{words or 'category'}"


def key_among(category: str, keys: dict[str, str]) -> str:
    """Return the key of a category in a file. `keys` has those of the file, and gets it."""
    if category not in keys:
        taken, wanted = {one.casefold() for one in keys.values()}, key(category)
        names = (f"{wanted}-{i}" if i > 1 else wanted for i in count(1))
        keys[category] = next(name for name in names if name.casefold() not in taken)
    return keys[category]


def category_of(key: str) -> str:
    """Return the name of a category whose key this is."""
    return key.removeprefix(PREFIX).replace("-", " ")


def heading(category: str) -> str:
    """Return the heading of a category's column in CSV."""
    return f"{COLUMN} {category}"
