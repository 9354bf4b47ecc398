"""What import-linter cannot see of the house: who writes, who reads the clock, relations, templates, names, lengths."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from tests import house

FILES = {
    "__init__", "apps", "rules", "events", "models", "queries", "actions", "reactions", "forms", "views", "api", "urls",
    "indicators", "feeds", "demo", "examples", "templates", "tests", "migrations",
}  # fmt: skip
# Names beyond those of the house style, each with its reason.
MORE_FILES = {
    "locale": "English texts",
    "static": "style sheets and scripts of this module's pages",
    "triggers": "what the database refuses, whoever writes (catalogue)",
    "templatetags": "where Django looks for tags",
    "wording": "obstacles in words, in both languages",
    "slots": "panels that this module offers to pages below it",
    "access": "who may: asked by views of every module above (people), or of what lies under a subject (documents)",
    "devices": "readers and cameras at a window, each a protocol with a demo device (windows)",
    "adapters": "partners outside, each a protocol with a demo partner (exchange)",
    "adapter": "how people sign in: what the account library asks of us (people)",
    "provider": "how people sign in: by an identity provider that the province runs (people)",
    "factors": "how people sign in: by what more than a password (people)",
    "backends": "how people sign in: by which proof (people)",
    "sessions": "how long people stay signed in (people)",
    "fields": "form fields for identifiers (people)",
    "papers": "printed papers, one typst file per kind (documents)",
    "printing": "typst, called in one place (documents)",
    "storage": "bytes of files, in one place (documents)",
    "uploads": "files on their way in, sealed (documents)",
    "jobs": "what the worker does at times",
    "messages": "approved texts of short messages (exchange)",
    "data": "facts set by law, dated, each with its source",
    "demo_items": "items of the demo city, as an item manager would write them (catalogue)",
    "sample_sheets": "a workbook of invented items, as large as wanted: for tests and measurements (catalogue)",
    "workbooks": "Excel workbooks that came in, read by a child within bounds (documents)",
    "middleware": "what every request passes (people, portal)",
}
# A demo partner writes too: its tables stand for the world outside. A session saves itself.
WRITING = {"actions", "models", "demo", "adapters", "sessions", "tests", "migrations"}
WITHOUT_TABLES = {"kernel", "ui"}  # the kernel's tables are its own business
WRITES = {"save", "create", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
CLOCK = {"now", "today", "utcnow", "localdate", "localtime"}
# What a role is made of, and who may only receive; powers are what everybody else asks for.
ROLES_BY_NAME = {"RoleGrant", "roles_with", "powers_of", "grants", "is_contracted", "is_superuser", "POST_OF_POWER"}
SHOWING_ROLES = {("profile.py", "grants")}
LONGEST = 400  # lines
MEASURED = {".py", ".html", ".js", ".css", ".md"}
# Hosts that may stand in a kept file: names of name spaces, schemas and licences, and this machine.
HOSTS = {
    "127.0.0.1", "localhost", "www.w3.org", "json-schema.org", "www.apache.org", "www.omg.org",
    "schemas.openxmlformats.org", "example.org", "example.com",
    "testserver",
}  # fmt: skip

RESERVED = (".example.org", ".example.com", ".test")  # nobody's for ever (RFC 2606)


def test_only_actions_models_and_sample_data_write_rows() -> None:
    writes = [
        f"{house.where(path, call)} {name}"
        for path in house.sources()
        if house.module_of(path) not in WITHOUT_TABLES and house.role(path) not in WRITING
        for call, name in house.calls(ast.parse(path.read_text()))
        if _writes(call, name)
    ]
    assert not writes, writes


def _writes(call: ast.Call, name: str) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    on_rows = re.search(r"\.objects\b|\.filter\(|\.exclude\(", ast.unparse(call.func.value))
    return name in WRITES or (name == "update" and on_rows is not None)


def test_every_action_tells_what_happened() -> None:
    """An action, or what it calls by name, publishes an event."""
    called: dict[str, set[str]] = {}
    actions: dict[str, str] = {}
    for path in house.sources():
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef):
                called.setdefault(function.name, set()).update(name for _, name in house.calls(function))
                if house.role(path) == "actions" and "action" in map(ast.unparse, function.decorator_list):
                    actions[function.name] = house.where(path)
    silent = [f"{where} {name}" for name, where in actions.items() if not _reaches("publish", name, called)]
    assert not silent, silent


def _reaches(goal: str, start: str, called: dict[str, set[str]]) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        names = called.get(waiting.pop(), set()) - seen
        seen |= names
        waiting += names
    return goal in seen


def test_rules_never_read_the_clock() -> None:
    readings = [
        house.where(path, call)
        for path in house.sources()
        if house.role(path) == "rules"
        for call, name in house.calls(ast.parse(path.read_text()))
        if name in CLOCK
    ]
    assert not readings, readings


def test_relations_point_down() -> None:
    upward = [
        f"{field} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields(include_hidden=True)
        if field.is_relation and not field.auto_created and field.related_model
        if _is_ours(model) and _is_ours(field.related_model)
        if not house.may_use(_module(model), _module(field.related_model))
    ]
    assert not upward, upward


def _is_ours(model: type) -> bool:
    return model.__module__.startswith("tongban.")


def _module(model: type) -> str:
    return model.__module__.split(".")[1]


def test_migrations_depend_downward() -> None:
    loader = MigrationLoader(None)
    upward = [
        f"{app}.{name} -> {other}"
        for (app, name), migration in loader.disk_migrations.items()
        for other, _ in migration.dependencies
        if app in house.MODULES and other in house.MODULES and not house.may_use(app, other)
    ]
    assert not upward, upward


def test_templates_build_on_templates_of_layers_below() -> None:
    upward = [
        f"{house.where(path)}: {named}"
        for path in house.templates()
        for named in re.findall(r"""\{%\s*(?:extends|include)\s+["']([a-z_]+)/""", path.read_text())
        if named in house.MODULES and not house.may_use(house.module_of(path), named)
    ]
    assert not upward, upward


def test_views_render_templates_of_their_own_or_of_layers_below() -> None:
    upward = [
        f"{house.where(path)}: {text}"
        for path in house.sources()
        for text in house.texts(ast.parse(path.read_text()))
        if (found := re.fullmatch(r"([a-z]+)/[\w/-]+\.(html|txt)", text)) and found[1] in house.MODULES
        if not house.may_use(house.module_of(path), found[1])
    ]
    assert not upward, upward


def test_permission_is_asked_of_people_alone() -> None:
    """Nobody else looks at roles and posts: ``people.queries`` answers, so that mandates will have one door."""
    deciding = [
        f"{house.where(path)}: {name}"
        for path in house.sources()
        if house.module_of(path) not in {"people", "server"} and house.role(path) not in {"demo", "migrations"}
        for name in _names_of_roles(ast.parse(path.read_text()))
    ]
    assert not deciding, deciding


def test_views_ask_for_powers_and_never_for_roles() -> None:
    deciding = [
        f"{house.where(path)}: {name}"
        for path in house.sources()
        if house.role(path) in {"views", "api", "slots", "access"}
        for name in _names_of_roles(ast.parse(path.read_text()))
        if (house.where(path).rpartition("/")[2], name) not in SHOWING_ROLES
    ]
    assert not deciding, deciding


def _names_of_roles(tree: ast.AST) -> Iterator[str]:
    """Yield whatever names roles, their grants or being contracted: imported, or read from an officer."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names if alias.name in ROLES_BY_NAME)
        elif isinstance(node, ast.Attribute) and node.attr in ROLES_BY_NAME:
            yield node.attr


def test_addresses_are_put_together_by_the_server_alone() -> None:
    including = [
        house.where(path, call)
        for path in house.sources()
        if house.module_of(path) != "server"
        for call, name in house.calls(ast.parse(path.read_text()))
        if name == "include" and any("tongban." in text for text in house.texts(call))
    ]
    assert not including, including


def test_files_of_a_module_have_the_names_of_the_house() -> None:
    strange = [
        house.where(path)
        for module in house.GOVERNMENT
        for path in sorted((house.PACKAGE / module).iterdir())
        if path.name != "__pycache__" and path.name.partition(".")[0] not in FILES | set(MORE_FILES)
    ]
    assert not strange, strange


def test_pages_hold_no_inline_script_style_or_handler() -> None:
    inline = re.compile(r"<script(?![^>]*\ssrc=)|<style\b|<[^>]*\s(?:style|on[a-z]+)=", re.IGNORECASE)
    found = [
        f"{house.where(path)}: {match[0][-60:]}"
        for path in house.templates()
        if path.suffix in {".html", ".svg"}
        for match in inline.finditer(path.read_text())
    ]
    assert not found, found


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    long = [
        f"{house.where(path)}: {length}"
        for path in house.kept_files()
        if path.suffix in MEASURED and "migrations" not in path.parts
        if (length := len(path.read_text().splitlines())) > LONGEST
    ]
    assert not long, long


def test_kept_files_name_no_address_outside() -> None:
    found = [
        f"{house.where(path)}: {host}"
        for path in house.kept_files()
        if path.name != "LICENSE"
        for host in re.findall(r"https?://([\w.-]+\.\w+|localhost)", _text(path))
        if host not in HOSTS and not host.endswith(RESERVED)
    ]
    assert not found, found


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="ignore")
