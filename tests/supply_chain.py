"""The packages of Atlas: `make audit` checks them, `make sbom` lists them. Neither is part of the product."""

import ast
import importlib.metadata
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

TREE = Path(__file__).parent.parent
REQUIREMENTS = ("requirements.txt", "requirements-servers.txt", "requirements-dev.txt")
LOCKS = ("requirements.lock", "requirements-servers.lock", "requirements-dev.lock")
AUDIT_SECONDS = 120

# The allowed licences of the product's packages, as their metadata name them. The LGPL is allowed because we change
# none of these packages; the GPL is not, because GPL-2.0-only would apply to everybody who distributes Atlas.
ALLOWED = {
    *("MIT", "MIT License", "MIT-0", "MIT-CMU"),
    *("BSD", "BSD License", "New BSD", "BSD-2-Clause", "BSD-3-Clause", "BSD 3-Clause"),
    "BSD license (see license.txt for details), Copyright (c) 2000-2025, ReportLab Inc.",  # BSD-3-Clause
    *("Apache-2.0", "Apache 2.0", "Apache Software License"),
    *("PSF-2.0", "PSFL", "Python Software Foundation License"),
    *("MPL-2.0", "Mozilla Public License 2.0 (MPL 2.0)"),
    *("LGPL", "LGPL-3.0-only", "GNU Lesser General Public License v2 or later (LGPLv2+)"),
    *("Unlicense", "The Unlicense (Unlicense)", "Public Domain", "CC0-1.0", "CC-BY-4.0"),
}
NAMES_NO_LICENCE = {"", "UNKNOWN", "Dual License", "OSI Approved"}

# Requirements that nothing imports or names, and what uses them.
USED_UNNAMED = {
    "pytest-django": "pytest loads it",
    "pytest-xdist": "make test: pytest -n",
    "django-stubs": "mypy reads it",
    "djangorestframework-stubs": "mypy reads it",
    "types-psutil": "mypy reads it",
}


@dataclass
class Locked:
    """One package of a lock file."""

    name: str
    version: str
    marker: str
    hashes: list[str] = field(default_factory=list)
    needed_by: list[str] = field(default_factory=list)

    @property
    def purl(self) -> str:
        return f"pkg:pypi/{self.name}@{self.version}"


def locked(text: str) -> list[Locked]:
    """Read a lock file as `make lock` writes it."""
    packages: list[Locked] = []
    for line in text.splitlines():
        if match := re.match(r"([a-z0-9._-]+)==([^ ;]+)(?: ; ([^\\]+))?", line):
            packages.append(Locked(match[1], match[2], (match[3] or "").strip()))
        elif match := re.search(r"--hash=sha256:([0-9a-f]{64})", line):
            packages[-1].hashes.append(match[1])
        elif packages and (match := re.match(r"    #\s+(?:via\b)?\s*(.*)", line)) and match[1]:
            packages[-1].needed_by.append(match[1])
    return packages


def product() -> list[Locked]:
    """Return the packages of requirements.lock."""
    return locked((TREE / "requirements.lock").read_text())


def licences(metadata: Any) -> set[str]:
    """Return each licence that a package's metadata name; of "A OR B" both, so that somebody looks at a new one."""
    if expression := metadata.get("License-Expression"):
        said = [expression]
    else:
        said = [
            line.rsplit(" :: ", 1)[-1] for line in metadata.get_all("Classifier", []) if line.startswith("License ::")
        ]
        text = (metadata.get("License") or "").strip()
        said += [text] if "\n" not in text else []  # the licence's whole text has its name in a classifier
    names = {name.strip(" ()") for words in said for name in re.split(r" (?:AND|OR|WITH) ", words)}
    # "(LGPLv2+)" belongs to the classifier's name.
    names = {f"{name})" if name.count("(") > name.count(")") else name for name in names}
    return names - NAMES_NO_LICENCE


def metadata_of(package: Locked) -> Any:
    """Return the metadata of a package, or None where it is not installed, as on another system."""
    try:
        return importlib.metadata.metadata(package.name)
    except importlib.metadata.PackageNotFoundError:
        return None


def licence_faults(packages: list[Locked]) -> list[str]:
    """Return a sentence per package whose licence is not allowed or not named."""
    faults = []
    for package in packages:
        if (metadata := metadata_of(package)) is None:
            continue
        names = licences(metadata)
        if not names:
            faults.append(f"{package.name} {package.version} names no licence.")
        elif refused := sorted(names - ALLOWED):
            faults.append(f"{package.name} {package.version} is under {', '.join(refused)}, which is not allowed.")
    return faults


def requirement_names(text: str) -> list[str]:
    """Return the names in a requirements file."""
    return [match[1].lower() for match in re.finditer(r"^([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==", text, re.MULTILINE)]


def words_of(path: Path) -> Iterator[str]:
    """Return the names that a file imports or uses: the first part of dotted names in Python, all words in other
    files."""
    if path.suffix != ".py":
        yield from re.findall(r"[\w-]+", path.read_text())
        return
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").split(".")[0]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value.split(".")[0].split("/")[-1]


@cache
def words_of_tree() -> set[str]:
    """Return what the tree's code, tools and settings import or name. Documentation and comments do not count."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=TREE, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    tools = {"Makefile", "Procfile", "Dockerfile", "setup.cfg", "ruff.toml", ".ci/run"}
    paths = [TREE / name for name in listed if name.endswith(".py") or name in tools]
    return {word for path in paths if path.exists() for word in words_of(path)}


def unused(names: list[str], words: set[str]) -> list[str]:
    """Return those of the requirements whose modules and commands are not among the words."""
    modules: dict[str, set[str]] = {}
    for module, distributions in importlib.metadata.packages_distributions().items():
        for distribution in distributions:
            modules.setdefault(distribution.lower().replace("_", "-"), set()).add(module)
    left = []
    for name in names:
        try:
            scripts = {point.name for point in importlib.metadata.distribution(name).entry_points}
        except importlib.metadata.PackageNotFoundError:
            scripts = set()
        if name not in USED_UNNAMED and not words & (modules.get(name, set()) | scripts | {name}):
            left.append(name)
    return left


def unused_requirements() -> list[str]:
    """Return the requirements that nothing uses."""
    names = [name for file in REQUIREMENTS for name in requirement_names((TREE / file).read_text())]
    return unused(names, words_of_tree())


def vulnerabilities() -> tuple[list[str], str]:
    """Ask pip-audit about every locked package: return a sentence per finding, and one on what could not be asked."""
    files = [argument for lock in LOCKS for argument in ("--requirement", lock)]
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--format", "json", *files]
    try:
        run = subprocess.run(command, cwd=TREE, capture_output=True, text=True, timeout=AUDIT_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return [], f"VULNERABILITY DATA COULD NOT BE REACHED: pip-audit did not end in {AUDIT_SECONDS} seconds."
    try:
        packages = json.loads(run.stdout)["dependencies"]
    except ValueError:
        last = (run.stderr.strip() or "it said nothing").splitlines()[-1]
        return [], f"VULNERABILITY DATA COULD NOT BE REACHED, so no known vulnerability was looked for: {last}"
    return judged(packages)


def judged(packages: list[dict[str, Any]]) -> tuple[list[str], str]:
    """Read pip-audit's answer: return a sentence per finding, and one on the packages that it has no data about."""
    faults = [
        f"{package['name']} {package['version']} has {found['id']}, "
        f"mended in {', '.join(found['fix_versions']) or 'no version'}."
        for package in packages
        for found in package.get("vulns", [])
    ]
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    if not skipped:
        return faults, ""
    if len(skipped) == len(packages):
        return faults, (
            f"VULNERABILITY DATA COULD NOT BE REACHED: none of the {len(packages)} locked packages was looked up, "
            "so run `make audit` where pypi.org answers before a release."
        )
    return faults, f"NO VULNERABILITY DATA FOR {len(skipped)} OF {len(packages)} PACKAGES: {', '.join(skipped)}."


def audit() -> int:
    """Print what is wrong with our packages, and return the exit status."""
    faults = licence_faults(product())
    faults += [f"{name} is required, but nothing imports or names it." for name in unused_requirements()]
    known, warning = vulnerabilities()
    faults += known
    for line in [warning, *faults]:
        if line:
            print(line, file=sys.stderr)
    if not faults:
        print("Licences are allowed, every requirement is used" + ("." if warning else ", no vulnerability is known."))
    return 1 if faults else 0


def sbom(packages: list[Locked]) -> dict[str, Any]:
    """Return the CycloneDX document of the product's packages. The same lock gives the same bytes."""
    atlas = {"type": "application", "bom-ref": "atlas", "name": "atlas"}
    by_name = {package.name: package for package in packages}
    ours = requirement_names((TREE / "requirements.txt").read_text())
    needs: dict[str, list[str]] = {package.purl: [] for package in packages}
    needs["atlas"] = [by_name[name].purl for name in ours]
    for package in packages:
        for name in package.needed_by:
            needs[by_name[name].purl].append(package.purl)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": atlas},
        "components": [component(package) for package in packages],
        "dependencies": [{"ref": ref, "dependsOn": sorted(set(refs))} for ref, refs in needs.items()],
    }


def component(package: Locked) -> dict[str, Any]:
    """Return one package as CycloneDX has it, with the hash of each file that the lock lets in."""
    metadata = metadata_of(package)
    entry: dict[str, Any] = {
        "type": "library",
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        "purl": package.purl,
        "licenses": [{"license": {"name": name}} for name in sorted(licences(metadata))] if metadata else [],
        "externalReferences": [
            {
                "type": "distribution",
                "url": f"https://pypi.org/project/{package.name}/{package.version}/",
                "hashes": [{"alg": "SHA-256", "content": digest} for digest in package.hashes],
            }
        ],
    }
    if package.marker:
        entry["properties"] = [{"name": "python:marker", "value": package.marker}]
    return entry


if __name__ == "__main__":
    if sys.argv[1:] == ["sbom"]:
        print(json.dumps(sbom(product()), indent=2))
    elif sys.argv[1:] == ["audit"]:
        sys.exit(audit())
    else:
        sys.exit("python -m tests.supply_chain audit|sbom")
