"""Print which requirement is covered by which tests: those that carry ``@pytest.mark.requirement("A07")``."""

import collections
import sys

import pytest


class Coverage:
    """Gathers, while pytest collects, the tests of each requirement."""

    def __init__(self) -> None:
        self.tests: dict[str, list[str]] = collections.defaultdict(list)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            for marker in item.iter_markers("requirement"):
                for identifier in marker.args:
                    self.tests[identifier].append(item.nodeid)


def main() -> int:
    """Collect all tests without running any, and print the table."""
    coverage = Coverage()
    # Without the terminal reporter its options in ``addopts`` are unknown.
    status = pytest.main(["--collect-only", "-p", "no:terminal", "-o", "addopts=--strict-markers"], plugins=[coverage])
    for identifier, tests in sorted(coverage.tests.items()):
        print(identifier)
        for test in dict.fromkeys(test.partition("[")[0] for test in tests):
            path, _, name = test.partition("::")
            print(f"    {name.replace('_', ' ')}   ({path})")
    print(f"{len(coverage.tests)} requirements are covered by tests")
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
