"""What a user's editor and interpreter get from the Python SDK: types, a quick import, and few requirements."""

import subprocess
import sys
from pathlib import Path

from tests.servers import ROOT

PACKAGE = ROOT / "sdks/python"
IMPORT = """
import sys, time, httpx2, anyio
httpx2.Client(trust_env=False).close()
before, began = set(sys.modules), time.process_time()
import atlas_accounting
took = time.process_time() - began
atlas_accounting.Atlas(api_key="x").invoices
print(took)
print(*sorted({name.partition(".")[0] for name in set(sys.modules) - before}))
"""


def test_a_users_program_is_checked_strictly(tmp_path: Path) -> None:
    """mypy finds each mistake that the program marks, and no other: an unused `type: ignore` is an error too."""
    (tmp_path / "mypy.ini").write_text("[mypy]\n")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", str(tmp_path / "mypy.ini")]
    command += ["--cache-dir", str(ROOT / ".mypy_cache/sdk"), str(ROOT / "tests/sdks/program.py")]
    ran = subprocess.run(
        [*command, "--explicit-package-bases"],
        cwd=tmp_path,
        env={"MYPYPATH": f"{PACKAGE}:{ROOT}", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_it_imports_quickly_and_only_what_it_needs() -> None:
    """The import takes less than 150 ms of the processor beyond httpx2's own; the best of three, on a busy machine."""
    ran = [
        subprocess.run([sys.executable, "-c", IMPORT], cwd=PACKAGE, capture_output=True, text=True, check=True).stdout
        for _ in range(3)
    ]
    assert min(float(text.split()[0]) for text in ran) < 0.15
    modules = set(ran[0].splitlines()[1].split())
    assert "atlas_accounting" in modules
    assert {name for name in modules if name not in sys.stdlib_module_names} == {"atlas_accounting"}
