"""Places, areas, notices and messages, called up in every way that is answered."""

from django.utils import timezone

from tests.api.conftest import Called, system_of
from tongban.portal.actions import publish_notice
from tongban.portal.models import Notice


def noticed(called: Called) -> Notice:
    """A notice of the bureau to its city."""
    if "hall" not in called.officers:
        called.officers["hall"] = system_of(called.town.bureau, "hall", "hall_manager")
    return publish_notice(
        office=called.town.bureau,
        kind=Notice.Kind.HOURS,
        title="五一假期办公时间安排",
        text="五月一日至五日放假。",
        last_day=None,
        by=called.officers["hall"],
        now=timezone.now(),
    )


def called_up(called: Called) -> None:
    public, notice = called.public, noticed(called)
    assert public.get("/places").json()["home"]["code"] == "990100"
    assert public.get("/places/990100").json()["notices"]
    assert len(public.get("/areas").json()["rows"]) == 5
    assert public.get("/areas?region=999999").status_code == 404
    assert public.get("/areas/business?region=990100").status_code == 200
    assert public.get("/notices?region=999999").status_code == 404
    assert [row["id"] for row in public.get("/notices").json()["rows"]] == [str(notice.pk)]
    assert public.get(f"/notices/{notice.pk}").json()["is_over"] is False
    assert public.get("/lists").json()["rows"][0]["code"] == "at-once"
    assert public.get("/lists/at-once?region=990100").status_code == 200
    assert public.get("/lists/no-list").status_code == 404
    assert public.get("/lists/at-once/changes").status_code == 200
    assert called.applicant.get("/messages").status_code == 200


def there_is(called: Called) -> dict[str, str]:
    return {"place": "990100", "area": "business", "list_code": "at-once", "notice": str(noticed(called).pk)}
