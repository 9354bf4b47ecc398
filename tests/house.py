"""What the tests of the house read: its modules and layers, its files, its addresses of templates and pages."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "tongban"

_contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
LAYERS = [{name.strip() for name in layer.split("|")} for layer in reversed(_contract["layers"])]
MODULES = [module for layer in LAYERS for module in sorted(layer)]
GOVERNMENT = [module for module in MODULES if module not in {"kernel", "ui", "server"}]


def may_use(module: str, other: str) -> bool:
    """Say whether a module may know of another one: itself, or one in a layer below."""
    return module == other or height(other) < height(module)


def height(module: str) -> int:
    return next(number for number, layer in enumerate(LAYERS) if module in layer)


def module_of(path: Path) -> str:
    """Return the module that a file of the package belongs to."""
    return path.relative_to(PACKAGE).parts[0]


def sources(*, with_tests: bool = False) -> Iterator[Path]:
    """Yield the Python files of all modules, without migrations."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).parts
        if len(parts) > 1 and "migrations" not in parts and (with_tests or "tests" not in parts):
            yield path


def role(path: Path) -> str:
    """Return what a file is for: the name of the file or folder that stands directly in its module."""
    return path.relative_to(PACKAGE / module_of(path)).parts[0].removesuffix(".py")


def templates() -> list[Path]:
    return sorted(PACKAGE.glob("*/templates/**/*.*"))


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Yield every call with the last part of the called name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node, node.func.attr
            elif isinstance(node.func, ast.Name):
                yield node, node.func.id


def texts(tree: ast.AST) -> Iterator[str]:
    """Yield every literal text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def kept_files() -> list[Path]:
    """Return every file that is kept in the repository."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def where(path: Path, node: ast.AST | None = None) -> str:
    line = f":{node.lineno}" if isinstance(node, ast.expr) else ""
    return f"{path.relative_to(ROOT)}{line}"
