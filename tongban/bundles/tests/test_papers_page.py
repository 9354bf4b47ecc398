"""The page of papers of a shipped bundle: what several items say of a paper in the same words stands there once."""

import pytest
from django.urls import reverse

from tongban.bundles.actions.loading import load_design, shipped_designs
from tongban.bundles.models import BundleDraft
from tongban.cases.tests.conftest import make_citizen, signed_in
from tongban.catalogue.demo import load_items
from tongban.catalogue.tests.conftest import NOW, TinyCity, city  # noqa: F401 (fixture)
from tongban.kernel.events import SYSTEM
from tongban.people.models import Region

SEARCHES = {165, 166, 167, 168, 169, 170}
FORM = {
    "debtor_name": "云州旧梦家具有限公司",
    "debtor_code": "91990102000000115D",
    "court_case": "（2026）云01破3号",
    "court": "云州市中级人民法院",
    "contact_name": "孙倩",
    "contact_phone": "19900000002",
}


@pytest.mark.requirement("E04", "E05")
def test_six_offices_want_the_courts_papers_and_each_is_asked_and_explained_once(city: TinyCity) -> None:  # noqa: F811
    region = Region.objects.get(name="云城区")
    Region.objects.filter(level="county").update(parent=Region.objects.get(level="city"))
    load_items(city, now=NOW, numbers=SEARCHES)
    load_design(design=shipped_designs()["insolvency"], region=Region.objects.get(pk=region.pk), by=SYSTEM, now=NOW)
    administrator = make_citizen("19900000002", "孙倩", sequence=24)
    assert administrator.account
    client = signed_in(administrator.account)

    client.get(reverse("bundles:begin", args=["990102", "insolvency"]), {"cars": "true"})
    draft = BundleDraft.objects.get()
    form = client.get(reverse("bundles:form", args=[draft.pk]))
    assert "分开办要填 36 项，这里只填 6 项" in form.content.decode()

    asked = client.post(reverse("bundles:form", args=[draft.pk]), FORM, follow=True).content.decode()
    assert "分开办要交 12 份，这里只交 2 份" in asked
    told = ("拍照或者扫描，有案号和法院印章。", "确认法院已经受理。", "拍照或者扫描，写明管理人和负责人。")
    assert [asked.count(words) for words in told] == [1, 1, 1]
