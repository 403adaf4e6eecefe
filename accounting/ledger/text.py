r"""The characters that texts of the books may not have: control characters, line and paragraph separators, and
characters that change the direction of writing, as in invoice<U+202E>fdp.exe.

They are in the form of a character class of a regular expression, for Python and for the OpenAPI document.
"""

import re

_ALSO_HIDDEN = r"\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
HIDDEN = r"\u0000-\u001f" + _ALSO_HIDDEN
HIDDEN_FROM_LINES = r"\u0000-\u0008\u000b\u000c\u000e-\u001f" + _ALSO_HIDDEN
"""The same without line breaks and tabs."""

_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""How a formula begins, also in full width, as spreadsheets with Japanese or Chinese settings read it, or a text that
begins with apostrophes before that."""


def harmless(text: str) -> str:
    """Return a text for a cell of CSV, with an apostrophe in front if a spreadsheet would read it as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_written(cell: str) -> str:
    """Return the text of a cell that `harmless` wrote, without its apostrophe."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell
