"""The copy of one's data tells bundles and drafts of them."""

import io
import json
import zipfile

from django.utils import timezone

from tongban.bundles.models import Consent
from tongban.bundles.tests.conftest import Street, fresh_cache, street, town  # noqa: F401 (fixtures)
from tongban.kernel.moments import local_day
from tongban.portal.queries.exports import write_archive


def test_the_copy_of_ones_data_tells_bundles_and_drafts_of_them(street: Street) -> None:  # noqa: F811
    party = street.town.applicant
    whole = street.whole()
    street.draft()
    out = io.BytesIO()
    list(write_archive(out, party, made_at=timezone.now()))
    person = json.loads(zipfile.ZipFile(out).read("data.json"))["person"]

    [draft] = person["drafts"]
    assert (draft["item"], draft["form"]["owner"]) == ("开一家小店", "李晓云")
    [bundle] = person["bundles"]
    assert (bundle["number"], bundle["form"]["sign"]["name"]) == (whole.matter.number, "云味小馆")
    assert "效果图" in bundle["papers"]


def test_the_copy_tells_what_one_was_asked_to_agree_to(street: Street) -> None:  # noqa: F811
    party, now = street.town.applicant, timezone.now()
    party.assurance = "verified"
    party.save()
    draft = street.draft()
    terms = {"home_address": "柳荫巷12号", "seller_id": party.identity.clear()}
    for identity in (party.identity.clear(), "somebody else"):
        Consent.objects.create(
            draft=draft, key=identity[:4], identity=identity, terms=terms, asked_at=now, ends_on=local_day(now)
        )
    out = io.BytesIO()
    list(write_archive(out, party, made_at=now))
    archive = zipfile.ZipFile(out)
    [consent] = json.loads(archive.read("data.json"))["person"]["consents"]
    assert (consent["terms"]["home_address"], consent["state"]) == ("柳荫巷12号", "asked")
    assert "请我同意的" in archive.read("index.html").decode()
