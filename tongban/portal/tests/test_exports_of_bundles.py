"""The copy of one's data tells bundles and drafts of them."""

import io
import json
import zipfile

from django.utils import timezone

from tongban.bundles.tests.conftest import Street, fresh_cache, street, town  # noqa: F401 (fixtures)
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
