"""A field that the result of one member fills in is not asked: it stands in the form of the next when that begins."""

from dataclasses import replace

import pytest
from django.urls import reverse

from tongban.bundles.actions.designing import draft_from_current, link_members, publish_version
from tongban.bundles.actions.loading import shipped_designs
from tongban.bundles.actions.refusals import CannotPublish
from tongban.bundles.models import BundleVersion, Link
from tongban.bundles.queries.feeding import fed_in
from tongban.bundles.queries.plans import plan_of
from tongban.bundles.rules.files import read_design
from tongban.bundles.rules.written import written
from tongban.bundles.tests.conftest import MORNING, Street, next_version
from tongban.cases.models import Result
from tongban.cases.tests.conftest import signed_in
from tongban.kernel.events import SYSTEM
from tongban.kernel.models import JournalEntry
from tongban.people.rules.identifiers import check_uscc

pytestmark = pytest.mark.requirement("E05", "C18")


def feeding(street: Street, fields: dict[str, str], *, target: str = "food") -> BundleVersion:
    """Draft the bundle anew: the trader's result fills in these fields of the restaurant."""
    version = draft_from_current(bundle=street.bundle, by=SYSTEM, now=MORNING)
    members = {member.code: member for member in version.members.all()}
    link_members(
        version=version, source=members["trader"], target=members[target], fields=fields, by=SYSTEM, now=MORNING
    )
    return version


@pytest.fixture
def fed(street: Street) -> Street:
    """The platform on which the restaurant delivers is, for once, the number of the trader's licence."""
    publish_version(version=feeding(street, {"platform": "number"}), by=SYSTEM, now=MORNING)
    street.bundle.refresh_from_db()
    return street


@pytest.mark.django_db
def test_it_is_not_asked_and_told_where_it_comes_from(fed: Street) -> None:
    draft = fed.draft()
    plan = plan_of(draft.version)
    form = plan.form(plan.applying(draft.answers))
    assert [(each.label, each.source, each.parts) for each in fed_in(form)] == [("平台", "trader", ("food",))]
    assert "platform" not in form.schema["properties"] or len(form.uses["platform"]) == 1  # the signboard's own
    page = signed_in(fed.town.account).get(reverse("bundles:form", args=[draft.pk])).content.decode()
    assert "办成“个体工商户设立登记”后自动填写" in page


@pytest.mark.django_db
def test_it_is_filled_in_when_the_result_is_given_before_anybody_takes_the_case_on(fed: Street) -> None:
    whole = fed.whole()
    fed.decide(fed.case(whole, "trader"))
    food = fed.case(whole, "food")
    number = Result.objects.get(case=fed.case(whole, "trader")).number
    assert food.form.clear()["platform"] == number
    assert food.matter.state == "received"
    told = "".join(JournalEntry.objects.filter(subject=whole.matter.subject).values_list("body", flat=True))
    assert '"fields":["platform"]' in told
    assert number not in told  # names alone


@pytest.mark.django_db
def test_who_has_the_licence_already_is_asked_for_it(fed: Street) -> None:
    draft = fed.draft(registered=True)
    plan = plan_of(draft.version)
    form = plan.form(plan.applying(draft.answers))
    assert not form.fed
    assert any(use.part.code == "food" for use in form.uses["platform"])


@pytest.mark.django_db
def test_a_member_that_begins_later_is_filled_in_from_the_result_that_is_there(fed: Street) -> None:
    """It rests on two: the one that feeds it ends first."""
    version = draft_from_current(bundle=fed.bundle, by=SYSTEM, now=MORNING)
    members = {member.code: member for member in version.members.all()}
    link_members(version=version, source=members["sign"], target=members["food"], by=SYSTEM, now=MORNING)
    publish_version(version=version, by=SYSTEM, now=MORNING)
    fed.bundle.refresh_from_db()
    whole = fed.whole()
    fed.decide(fed.case(whole, "trader"))
    assert fed.run(whole, "food").state == "waiting"
    fed.decide(fed.case(whole, "sign"))
    number = Result.objects.get(case=fed.case(whole, "trader")).number
    assert fed.case(whole, "food").form.clear()["platform"] == number


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"nothing": "number"}, "bundle_fed_field_unknown"),
        ({"platform": "colour"}, "bundle_feeds_no_such_thing"),
        ({"area": "number"}, "bundle_fed_field_of_other_kind"),
        ({"phone": "number"}, "bundle_fed_field_of_other_kind"),
        ({"delivers": "name"}, "bundle_fed_field_of_other_kind"),
    ],
)
def test_what_cannot_be_fed_so_keeps_it_from_being_published(
    street: Street, fields: dict[str, str], found: str
) -> None:
    with pytest.raises(CannotPublish) as refused:
        publish_version(version=feeding(street, fields), by=SYSTEM, now=MORNING)
    assert [o.code for o in refused.value.obstacles] == [found]


@pytest.mark.django_db
def test_results_that_wait_for_one_another_are_a_circle(street: Street) -> None:
    version = feeding(street, {"platform": "number"})
    members = {member.code: member for member in version.members.all()}
    link_members(
        version=version,
        source=members["food"],
        target=members["trader"],
        fields={"owner": "name"},
        by=SYSTEM,
        now=MORNING,
    )
    with pytest.raises(CannotPublish) as refused:
        publish_version(version=version, by=SYSTEM, now=MORNING)
    assert "bundle_circle" in {o.code for o in refused.value.obstacles}


def test_a_file_says_which_fields_are_fed_and_says_the_same_when_written_again() -> None:
    design = shipped_designs()["company"]
    assert {link.target: dict(link.fields) for link in design.links}["invoice"] == {"code": "number"}
    again, wrong = read_design(written(design))
    assert not wrong
    assert again
    assert again.links == design.links
    told = written(replace(design, links=tuple(replace(link, fields=(("code", "colour"),)) for link in design.links)))
    assert {o.code for o in read_design(told)[1]} == {"bundle_file_no_choice"}


@pytest.mark.django_db
def test_a_link_said_anew_without_a_word_of_fields_keeps_them(street: Street) -> None:
    version = feeding(street, {"platform": "number"})
    link = Link.objects.get(version=version)
    link_members(version=version, source=link.source, target=link.target, by=SYSTEM, now=MORNING)
    link.refresh_from_db()
    assert (link.fields, link.kind) == ({"platform": "number"}, "output")


@pytest.mark.django_db
def test_what_registers_somebody_is_numbered_by_their_credit_code(street: Street) -> None:
    elements = {"result": {"name": "营业执照", "credit_code": "92"}}
    next_version(street.trader, elements=elements)
    first, second = street.whole(), street.whole()
    for whole in (first, second):
        street.decide(street.case(whole, "trader"))
    numbers = list(Result.objects.values_list("number", flat=True))
    assert len(set(numbers)) == 2
    assert all(number.startswith("92990100") and not check_uscc(number) for number in numbers)
