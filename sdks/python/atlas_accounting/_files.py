"""Files in responses of the API."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote


@dataclass(frozen=True)
class Download:
    """A file: its bytes, its type, and the name that Atlas gives it (empty if it gives none)."""

    content: bytes = field(repr=False)
    content_type: str
    filename: str

    @property
    def text(self) -> str:
        return self.content.decode()

    def save(self, path: str | Path) -> Path:
        """Write the file to a path, or into a folder under its own name. Returns the path."""
        path = Path(path)
        if path.is_dir():
            if not self.filename:
                raise ValueError(f"{path} is a folder, and the file has no name of its own")
            path = path / self.filename
        path.write_bytes(self.content)
        return path


def file_name(disposition: str) -> str:
    """Return the name in a `Content-Disposition`, without any folder."""
    found = re.search(r"filename\*=(?:UTF-8|utf-8)''([^;]+)", disposition)
    if found:
        name = unquote(found[1].strip())
    else:
        found = re.search(r'filename=(?:"((?:[^"\\]|\\.)*)"|([^";]+))', disposition)
        name = re.sub(r"\\(.)", r"\1", found[1] or found[2] or "").strip() if found else ""
    name = re.split(r"[/\\]", name)[-1]
    return "" if name in (".", "..") else name
