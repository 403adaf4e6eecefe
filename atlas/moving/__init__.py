"""Move one organization whole into another Atlas database, and prove it there (docs/decisions/0048).

`tables` says what is moved, `copying` copies it in one transaction of the other database and proves it, and `steps` are
what `manage.py move_organization` does: begin, copy, finish, cancel, remove.
"""


class NotMoved(Exception):
    """The move, or this step of it, is refused. The message says why."""
