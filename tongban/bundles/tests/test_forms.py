"""One form of several: what fills a field in that several ask."""

from typing import Any

from tongban.bundles.rules.forms import Part, merge_forms


def merged(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    parts = [
        Part(code, code, {"properties": {"name": spec}, "required": []}, "", {"name": "name"})
        for code, spec in (("trader", first), ("drain", second))
    ]
    return merge_forms(parts).schema["properties"]["name"]


def test_the_name_of_a_shop_is_not_filled_in_with_its_keepers_because_another_item_asks_who_drains() -> None:
    shop = {"type": "string", "title": "字号名称"}
    assert "autofill" not in merged(shop, {"type": "string", "title": "排水户", "autofill": "party.name"})


def test_what_was_answered_fills_it_in_whichever_item_asked() -> None:
    one = merged({"type": "string", "title": "面积"}, {"type": "string", "title": "面积", "autofill": "answers.area"})
    assert one["autofill"] == "answers.drain.area"
