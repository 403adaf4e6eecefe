r"""The characters that texts of the books may not have: control characters, line and paragraph separators, and
characters that change the direction of writing, as in invoice<U+202E>fdp.exe.

They are in the form of a character class of a regular expression, for Python and for the OpenAPI document.
"""

_ALSO_HIDDEN = r"\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
HIDDEN = r"\u0000-\u001f" + _ALSO_HIDDEN
HIDDEN_FROM_LINES = r"\u0000-\u0008\u000b\u000c\u000e-\u001f" + _ALSO_HIDDEN
"""The same without line breaks and tabs."""


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """Return a text for a cell of CSV, with an apostrophe in front if a spreadsheet would read it as a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
