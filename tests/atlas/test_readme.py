"""Run the README's commands exactly as written, against `manage.py up` with the demo's books."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.atlas.test_up import ROOT, free_port, running

README = (ROOT / "README.md").read_text()

SHELLS = {"bash": [], "zsh": ["-f", "-i", "-o", "no_prompt_sp", "-o", "no_prompt_cr"]}
"""zsh as people paste into it: interactive, where `#` begins no comment."""
LATER = """
call companies -d '{"name": "Made later '$$'", "base_currency": "EUR"}' >/dev/null
"""
"""Readers follow the README again after they have made or imported a company."""


def first_call(port: int) -> str:
    """Return the shell commands of the first call, for a server on another port."""
    chapter = README.partition("## The first call")[2].partition("\n## ")[0]
    commands = re.findall(r"```sh\n(.*?)```", chapter, re.DOTALL)
    assert len(commands) == 2
    return "".join(commands).replace("localhost:8000", f"127.0.0.1:{port}")


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """Start Atlas with the demo's books. It takes half a minute, so .ci/run names the one of its quick start."""
    if "README_PORT" in os.environ:
        yield int(os.environ["README_PORT"])
        return
    port = free_port()
    with running(tmp_path / "home", port, tmp_path / "log", demo=True):
        yield port


def test_first_call_runs_as_written(port: int) -> None:
    for shell in filter(shutil.which, SHELLS):
        done = subprocess.run(
            [shell, *SHELLS[shell], "-eu"],
            input=first_call(port) + LATER,
            env={**os.environ, "PS1": "", "PS2": ""},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), shell
        assert re.fullmatch(r'\{.*"email":"admin@example\.com".*\}INV-\d+\nPAY-\d+\npaid\n', done.stdout), shell


def test_every_file_that_the_readme_links_to_is_there() -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_command_of_make_that_the_readme_names_is_there() -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert set(re.findall(r"^make ([a-z-]+)", README, re.MULTILINE)) <= set(targets)
