r"""Which characters the books take in texts: no control characters, no line and paragraph separators, and nothing that
turns the direction of writing, as in invoice<U+202E>fdp.exe.

Written as in a class of a regular expression, for Python and for the API's document.
"""

_ALSO_HIDDEN = r"\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
HIDDEN = r"\u0000-\u001f" + _ALSO_HIDDEN
HIDDEN_FROM_LINES = r"\u0000-\u0008\u000b\u000c\u000e-\u001f" + _ALSO_HIDDEN
"""Line breaks and tabs are not."""
