"""A company's complete books as one file, from which an Atlas makes the same books again.

The file is JSON Lines in UTF-8. The first line is an object about the archive. Then each table is a line
`{"table": …, "columns": […]}` and a line for each row: an array of texts, as PostgreSQL writes the values (moments in
UTC, binary as hexadecimal digits), or null. The last line is an object with the number of rows of each table, and the
SHA-256 of all bytes before it. docs/decisions/0038-an-archive-is-the-rows.md says why.
"""

FORMAT = 1
"""The edition of the file format. A change that an older release cannot read, or reads otherwise, is a new one."""


class Unreadable(Exception):
    """The archive cannot be restored. The message says why."""
