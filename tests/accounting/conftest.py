"""What the tests of several areas need."""

import pytest
from reportlab.pdfgen.canvas import Canvas


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what a PDF shows, as it is drawn."""
    words: list[str] = []
    draw = Canvas.drawString
    monkeypatch.setattr(Canvas, "drawString", lambda page, x, y, text: (words.append(text), draw(page, x, y, text)))
    return words
