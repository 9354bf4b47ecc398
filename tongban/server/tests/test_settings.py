"""The list of settings is the one list: the page is written from it, and every setting in it is read."""

import ast

from tests import house
from tongban.server import variables
from tongban.server.backup.keys import NAMES
from tools.settings_page import PAGE, page

# Secret too, but no key of stored data.
IN_THE_ENVIRONMENT = {"TONGBAN_IDENTITY_SECRET", "TONGBAN_DATABASE_URL", "TONGBAN_METRICS_TOKEN", "TONGBAN_PAYMENT_KEY"}


def test_the_page_is_what_the_list_says() -> None:
    assert PAGE.read_text() == page(), "run: make settings"


def test_every_setting_of_the_platform_is_asked_for_once() -> None:
    calls = house.calls(ast.parse((house.PACKAGE / "server/settings.py").read_text()))
    asked = [call.args[0].value for call, name in calls if name == "given" and isinstance(call.args[0], ast.Constant)]

    assert sorted(map(str, asked)) == sorted(variables.names())


def test_nobody_else_reads_the_environment_for_a_setting() -> None:
    beside = {
        house.where(path)
        for path in house.sources()
        for call, name in house.calls(ast.parse(path.read_text()))
        if name in ("get", "getenv") and any(_is_ours(argument) for argument in call.args)
    }

    assert beside == set()


def _is_ours(argument: ast.expr) -> bool:
    return isinstance(argument, ast.Constant) and str(argument.value).startswith("TONGBAN_")


def test_secrets_are_marked_as_such() -> None:
    marked = {variable.name for variable in variables.PLATFORM if variable.is_secret}

    assert marked == set(NAMES) | IN_THE_ENVIRONMENT
