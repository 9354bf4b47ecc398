"""Print the lengths of files and functions, median and 95th percentile, and the five longest: a mirror, not a gate."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "tongban"
Lengths = list[tuple[int, str]]


def main() -> None:
    paths = [path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts and path.stat().st_size]
    report("files (aim: median < 90, none > 400)", [(_lines(path), _name(path)) for path in paths])
    report("functions (aim: 95 % < 35)", [entry for path in paths for entry in functions(path)])


def functions(path: Path) -> Lengths:
    """Return the length of every function of a file, its docstring and decorators included."""
    return [
        ((node.end_lineno or node.lineno) - node.lineno + 1, f"{_name(path)}:{node.lineno} {node.name}")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def report(title: str, lengths: Lengths) -> None:
    """Print one group.

    >>> report("files", [(10, "a.py"), (30, "b.py"), (20, "c.py")])
    3 files: median 20, 95 % at most 30
         30  b.py
         20  c.py
         10  a.py
    """
    ordered = sorted(lengths, reverse=True)
    median, high = ordered[len(ordered) // 2][0], ordered[len(ordered) // 20][0]
    print(f"{len(ordered)} {title}: median {median}, 95 % at most {high}")
    for length, name in ordered[:5]:
        print(f"  {length:5}  {name}")


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def _name(path: Path) -> str:
    return str(path.relative_to(PACKAGE.parent))


if __name__ == "__main__":
    main()
