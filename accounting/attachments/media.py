"""The kinds of files that can be attached: the ends of their names, and how their bytes begin.

The name, the media type that a client claims and the bytes must say the same. Types that a browser would run, such as
HTML and SVG, are not among them.
"""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass

_NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HEIF = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"

Fits = Callable[[bytes], bool]


@dataclass(frozen=True)
class Kind:
    """A kind of file. `fits` says whether bytes are of it; `others` are what clients call it too."""

    media_type: str
    suffixes: tuple[str, ...]
    fits: Fits
    others: tuple[str, ...] = ()


def _begins(*with_: bytes) -> Fits:
    return lambda content: content.startswith(with_)


def _is_text(content: bytes) -> bool:
    return content.startswith(_UTF_16) or not _NOT_TEXT.search(content)


def _is_xml(content: bytes) -> bool:
    begin = content[:200].replace(b"\x00", b"").removeprefix(codecs.BOM_UTF8).lstrip(b"\xfe\xff")
    return begin.lstrip().startswith(b"<") and _is_text(content)


def _is_office(folder: bytes) -> Fits:
    """Return whether bytes are a ZIP with the files of Office: their names are never compressed."""
    return lambda content: content.startswith(b"PK\x03\x04") and b"[Content_Types].xml" in content and folder in content


def _is_open_document(kind: str) -> Fits:
    """Return whether bytes are an OpenDocument: a ZIP whose first file, not compressed, says the media type."""
    named = f"mimetype{_OPEN}.{kind}".encode()
    return lambda content: content.startswith(b"PK\x03\x04") and content.startswith(named, 30)


KINDS = (
    Kind("application/pdf", (".pdf",), lambda content: b"%PDF-" in content[:1024], ("application/x-pdf",)),
    Kind("image/png", (".png",), _begins(b"\x89PNG\r\n\x1a\n")),
    Kind("image/jpeg", (".jpg", ".jpeg"), _begins(b"\xff\xd8\xff"), ("image/jpg", "image/pjpeg")),
    Kind("image/gif", (".gif",), _begins(b"GIF87a", b"GIF89a")),
    Kind("image/webp", (".webp",), lambda content: content.startswith(b"RIFF") and content[8:12] == b"WEBP"),
    Kind(
        "image/heic",
        (".heic", ".heif"),
        lambda content: content[4:8] == b"ftyp" and content[8:12] in _HEIF,
        ("image/heif",),
    ),
    Kind("image/tiff", (".tif", ".tiff"), _begins(b"II*\x00", b"MM\x00*")),
    Kind("text/plain", (".txt",), _is_text),
    Kind("text/csv", (".csv",), _is_text, ("text/plain", "application/csv", "application/vnd.ms-excel")),
    Kind("application/xml", (".xml",), _is_xml, ("text/xml",)),
    Kind(f"{_OFFICE}.wordprocessingml.document", (".docx",), _is_office(b"word/")),
    Kind(f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",), _is_office(b"xl/")),
    Kind(f"{_OFFICE}.presentationml.presentation", (".pptx",), _is_office(b"ppt/")),
    Kind(f"{_OPEN}.text", (".odt",), _is_open_document("text")),
    Kind(f"{_OPEN}.spreadsheet", (".ods",), _is_open_document("spreadsheet")),
    Kind(
        "application/zip",
        (".zip",),
        _begins(b"PK\x03\x04"),
        ("application/x-zip-compressed", "application/x-zip"),
    ),
)
ANY = ("", "application/octet-stream")
"""What claims nothing."""
BY_SUFFIX = {suffix: kind for kind in KINDS for suffix in kind.suffixes}


def kind_of(file_name: str) -> Kind | None:
    """Return what the end of a name says, in any case of letters."""
    _, dot, end = file_name.rpartition(".")
    return BY_SUFFIX.get(dot + end.lower())
