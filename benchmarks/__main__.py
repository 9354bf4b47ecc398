"""Run all measurements, or those named: ``python -m benchmarks deadlines``."""

import importlib
import pkgutil
import sys

import benchmarks


def main(names: list[str]) -> None:
    known = [module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name not in OWN]
    for name in names or known:
        print(name)
        importlib.import_module(f"benchmarks.{name}").run()


OWN = {"__main__", "measuring"}

if __name__ == "__main__":
    main(sys.argv[1:])
