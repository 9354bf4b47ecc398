"""The designer's page: tables and drawing, findings with their mends, files, and a second person who publishes."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tongban.bundles.actions.designing import draft_from_current, link_members, publish_version
from tongban.bundles.actions.loading import shipped_designs
from tongban.bundles.actions.refusals import CannotPublish
from tongban.bundles.models import Bundle, BundleVersion
from tongban.bundles.queries.checking import errors_of
from tongban.bundles.rules.files import read_design
from tongban.bundles.rules.written import written
from tongban.bundles.tests.conftest import MORNING, Street, next_version
from tongban.cases.tests.conftest import signed_in
from tongban.catalogue.actions.refusals import NotYourCatalogue
from tongban.kernel.events import SYSTEM
from tongban.people.models import Account, Office, Officer, RoleGrant

PLACE = ("990100", "restaurant")


@pytest.fixture
def manager(street: Street) -> Officer:
    return _officer(street.town.bureau, "林芳", "item_manager")


@pytest.fixture
def approver(street: Street) -> Officer:
    return _officer(street.town.bureau, "沈建华", "item_approver")


def _officer(office: Office, name: str, *roles: str) -> Officer:
    number = f"D{Officer.objects.count():04d}"
    account = Account.objects.create(kind="staff", username=number)
    officer = Officer.objects.create(
        office=office, name=name, staff_number=number, joined_on=date(2020, 1, 1), account=account
    )
    for role in roles:
        RoleGrant.objects.create(officer=officer, role=role, office=office, since=date(2020, 1, 1))
    return officer


def text(answer: Any) -> str:
    return str(answer.content.decode())


def at(name: str, *more: Any) -> str:
    return reverse(f"bundles:{name}", args=[*PLACE, *more])


def drafted(street: Street, manager: Officer) -> tuple[Client, BundleVersion]:
    version = draft_from_current(bundle=street.bundle, by=manager, now=timezone.now())
    return signed_in(manager), version


@pytest.mark.requirement("E11")
def test_a_department_enters_a_bundle_of_its_own_and_adds_items_by_their_name(street: Street, manager: Officer) -> None:
    desk = signed_in(manager)
    typed = {"title": "开一家照相馆", "code": "photo", "lead_office": street.town.bureau.pk, "theme": "trade"}
    page = desk.post(reverse("bundles:begin_design"), typed, follow=True)
    assert "一件事至少要有两个事项" in text(page)
    here = ("990100", "photo")
    found = desk.get(reverse("bundles:design", args=here), {"item": street.trader.catalog_item.name})
    assert f'value="{street.trader.pk}"' in text(found)
    for item, code in ((street.trader, "trader"), (street.town.signboard, "sign")):
        desk.post(reverse("bundles:add_member", args=here), {"item": item.pk, "code": code})
    version = Bundle.objects.get(code="photo").versions.get()
    assert [member.code for member in version.members.all()] == ["trader", "sign"]
    assert errors_of(version) == []


@pytest.mark.requirement("E11")
def test_members_and_links_are_changed_by_plain_forms(street: Street, manager: Officer) -> None:
    desk, version = drafted(street, manager)
    typed = {"position": 3, "condition": "signs 是 true 且 registered 是 false", "answers": "", "is_required": ""}
    desk.post(at("design_member", "sign"), typed)
    member = version.members.get(code="sign")
    assert member.is_required is False
    assert [each["field"] for each in member.condition["all"]] == ["signs", "registered"]

    refused = desk.post(at("design_member", "sign"), {**typed, "condition": "signs 大概"})
    assert refused.status_code == 422
    assert "看不懂这个条件" in text(refused)

    paper = street.town.signboard.current.materials.first()  # type: ignore[union-attr]
    assert paper
    desk.post(at("add_link"), {"source": "trader", "target": "sign"})
    desk.post(at("design_link", "trader", "sign"), {"papers": [paper.code]})
    assert version.links.get(target__code="sign").papers == [paper.code]
    desk.post(at("remove_link", "trader", "sign"))
    desk.post(at("remove_member", "trader"))
    assert not version.links.exists()
    assert not version.members.filter(code="trader").exists()


def test_a_circle_is_drawn_and_told_and_one_button_opens_it(street: Street, manager: Officer) -> None:
    desk, version = drafted(street, manager)
    members = {each.code: each for each in version.members.all()}
    link_members(version=version, source=members["food"], target=members["trader"], by=manager, now=timezone.now())
    page = text(desk.get(at("design")))
    assert "互相等待" in page
    assert len(re.findall(r'class="drawing-box[^"]* is-stuck"', page)) == 2
    assert 'value="unlink|food|trader"' in page
    desk.post(at("mend"), {"mend": "unlink|food|trader"})
    assert errors_of(version) == []
    again = desk.post(at("mend"), {"mend": "unlink|food|trader"}, follow=True)
    assert "这一处已经改过了" in text(again)


def test_an_input_that_no_paper_waits_for_is_mended_by_its_button(street: Street, manager: Officer) -> None:
    desk, version = drafted(street, manager)
    members = {each.code: each for each in version.members.all()}
    told = {"by": manager, "now": timezone.now()}
    link_members(version=version, source=members["trader"], target=members["food"], papers=["nothing"], **told)
    assert [each.code for each in errors_of(version)] == ["bundle_orphan_input"]
    desk.post(at("mend"), {"mend": "drop_paper|trader|food|nothing"})
    assert errors_of(version) == []
    assert version.links.get().kind == "order"


def test_fields_of_one_name_are_joined_by_the_button(street: Street, manager: Officer) -> None:
    for item, label in ((street.trader, "联系人"), (street.town.signboard, "招牌联系人")):
        field = {"type": "string", "title": label}
        next_version(item, form_schema={"properties": {"contact": field}, "required": []})
    desk, version = drafted(street, manager)
    version.same_fields = []
    version.save()
    button = "join_fields|contact|trader.contact|sign.contact"
    assert f'value="{button}"' in text(desk.get(at("design")))
    desk.post(at("mend"), {"mend": button})
    version.refresh_from_db()
    assert version.same_fields == [{"key": "contact", "of": ["trader.contact", "sign.contact"]}]
    assert button not in text(desk.get(at("design")))


def test_what_a_button_did_not_offer_is_not_done(street: Street, manager: Officer) -> None:
    desk, version = drafted(street, manager)
    for key in ("remove_member|food", "unlink|trader|food", "nonsense", ""):
        desk.post(at("mend"), {"mend": key})
    assert (version.members.count(), version.links.count()) == (3, 1)


def test_who_wrote_a_draft_does_not_publish_it_and_a_manager_alone_cannot(
    street: Street, manager: Officer, approver: Officer
) -> None:
    _desk, version = drafted(street, manager)
    with pytest.raises(NotYourCatalogue):
        publish_version(version=version, by=manager, now=timezone.now())
    RoleGrant.objects.create(officer=manager, role="item_approver", office=street.town.bureau, since=date(2020, 1, 1))
    with pytest.raises(CannotPublish, match="own_work_approved"):
        publish_version(version=version, by=manager, now=timezone.now())

    second = signed_in(approver)
    second.post(at("publish"), {"confirm": "wrong"})
    version.refresh_from_db()
    assert version.state == "draft"
    second.post(at("publish"), {"confirm": "restaurant"})
    version.refresh_from_db()
    assert version.state == "published"


def test_a_retired_bundle_is_drafted_anew_from_its_last_version(street: Street, manager: Officer) -> None:
    desk = signed_in(manager)
    desk.post(at("retire"), {"reason": ""})
    street.bundle.refresh_from_db()
    assert street.bundle.current is not None
    desk.post(at("retire"), {"reason": "改由省里统一办"})
    street.bundle.refresh_from_db()
    assert street.bundle.current is None
    desk.post(at("anew"))
    assert street.bundle.versions.get(state="draft").members.count() == 3


@pytest.mark.requirement("E11")
def test_a_file_given_out_and_taken_in_says_the_same(street: Street, manager: Officer) -> None:
    desk, version = drafted(street, manager)
    text_of = text(desk.get(at("give_out")))
    desk.post(at("remove_member", "sign"))
    file = SimpleUploadedFile("restaurant.toml", text_of.encode(), "application/toml")
    desk.post(at("take_in"), {"file": file})
    assert {member.code for member in version.members.all()} == {"trader", "food", "sign"}
    assert text(desk.get(at("give_out"))) == text_of


def test_every_shipped_file_is_written_as_it_was_read() -> None:
    for name, design in shipped_designs().items():
        again, wrong = read_design(written(design))
        assert (again, wrong) == (design, []), name


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe", "UTF-8"),
        (b"code = ", "TOML"),
        (b"members = 3\ncode = []", "写法不对"),
        (
            b'code = "x"\ntitle = "t"\ntheme = "trade"\nlead = "a"\n'
            b'members = [{code = "a", item = "1", answers = {k = 3}}]',
            "写法不对",
        ),
        (b'code = "x"\ntitle = "t"\ntheme = "trade"\nlead = "a"\nmembers = [{code = "a", item = "1"}]', "代码是 x"),
        (b"a = " + b"[" * 5000, "TOML"),
    ],
)
def test_a_bad_file_changes_nothing_and_says_why(street: Street, manager: Officer, content: bytes, told: str) -> None:
    desk, version = drafted(street, manager)
    answer = desk.post(at("take_in"), {"file": SimpleUploadedFile("x.toml", content)}, follow=True)
    assert told in text(answer)
    assert version.members.count() == 3


def test_facts_and_questions_are_kept_as_they_were_typed(street: Street, manager: Officer) -> None:
    desk, version = drafted(street, manager)
    facts = {
        "title": "开一家小店（新）", "theme": "trade", "for_persons": "on", "promised_amount": 3,
        "promised_unit": "working", "alarm_amount": 1, "alarm_unit": "working", "alarm_basis": "",
        "steps_before": "跑五个窗口 | Five windows\n等一次", "words": "开店",
    }  # fmt: skip
    assert "写明依据" in text(desk.post(at("facts"), facts))
    desk.post(at("facts"), {**facts, "alarm_basis": "市政府文件"})
    rows = {
        "form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0",
        "form-0-key": "registered", "form-0-label": "有执照吗？", "form-0-type": "boolean",
        "form-1-key": "signs", "form-1-label": "挂牌吗？", "form-1-type": "choice",
        "form-1-choices": "true = 挂 | Yes\nfalse = 不挂",
    }  # fmt: skip
    desk.post(at("design_questions"), rows)
    version.refresh_from_db()
    assert version.alarm == {"amount": 1, "unit": "working", "basis": "市政府文件"}
    assert version.steps_before == [{"text": "跑五个窗口", "text_en": "Five windows"}, {"text": "等一次"}]
    assert version.joint_limit == {}
    assert version.questions[1]["choices"][0] == {"value": "true", "label": "挂", "label_en": "Yes"}


def test_a_published_version_is_shown_without_forms_and_not_changed(street: Street, manager: Officer) -> None:
    desk = signed_in(manager)
    page = text(desk.get(at("design")))
    assert "起草新版本" in page
    assert at("add_link") not in page
    assert desk.post(at("remove_member", "sign")).status_code == 404
    assert street.bundle.current is not None
    assert street.bundle.current.members.count() == 3


def test_an_office_elsewhere_sees_and_changes_nothing(street: Street) -> None:
    stranger = signed_in(_officer(street.town.market, "吴外", "item_manager"))
    refused = stranger.get(at("design"))
    assert (refused.status_code, "这里由这些岗位办理" in refused.content.decode()) == (403, True)
    assert stranger.post(at("anew")).status_code == 403
    assert "restaurant" not in text(stranger.get(reverse("bundles:designs")))


def test_the_list_takes_as_many_statements_for_many_bundles_as_for_one(street: Street, manager: Officer) -> None:
    desk = signed_in(manager)
    address = reverse("bundles:designs")
    first = _statements(desk, address)
    for number in range(4):
        copy = Bundle.objects.create(
            code=f"copy{number}",
            region=street.bundle.region,
            owner=street.bundle.owner,
            lead_office=street.bundle.lead_office,
        )
        version = BundleVersion.objects.create(bundle=copy, number=1, title="副本", theme="trade", created_at=MORNING)
        for place, item in enumerate((street.trader, street.town.signboard), 1):
            version.members.create(position=place, code=f"m{place}", item=item)
    assert _statements(desk, address) <= first
    page = text(desk.get(address))
    assert page.count("副本") == 4


def _statements(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)


def test_the_system_may_publish_what_it_loaded(street: Street) -> None:
    version = draft_from_current(bundle=street.bundle, by=SYSTEM, now=timezone.now())
    assert publish_version(version=version, by=SYSTEM, now=timezone.now()).state == "published"
