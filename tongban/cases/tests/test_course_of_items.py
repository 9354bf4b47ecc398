"""What an item manager sets on the sheet bends the course of a case: its extension, what comes first, how many."""

import pytest

from tongban.cases.models import Case
from tongban.cases.tests.conftest import Town, _item, _publish, _version
from tongban.catalogue.rules.sheet import fields
from tongban.matters.rules.extensions import extension_rules


def test_the_sheet_offers_the_rules_of_extension_that_there_are() -> None:
    field = next(field for _, field in fields() if field.name == "extension_rule")
    offered = {code: (name, english) for code, name, english in field.choices if code}
    assert offered == {rule.code: (rule.name, rule.name_en) for rule in extension_rules().values()}
    for rule in extension_rules().values():
        assert f"{rule.at_most} " in field.help, rule.code


@pytest.mark.requirement("A24")
def test_a_case_is_extended_by_the_rule_of_its_item(town: Town) -> None:
    item = _item(town.bureau, town.market, "990114001000", "人力资源服务许可")
    receipt = {"amount": 5, "unit": "working", "silence": "accepted", "starts": "receipt"}
    version = _version(item, promised_amount=5, receipt_rule=receipt, elements={"extension_rule": "joint"})
    case: Case = town.case(_publish(version))
    assert case.matter.extension_rule == "joint"
