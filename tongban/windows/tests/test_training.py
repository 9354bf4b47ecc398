"""Training and rotation: put on record, and what clerks may take rests on it until it is void."""

from datetime import timedelta
from typing import Any

import pytest

from tongban.kernel.events import SYSTEM
from tongban.kernel.journal import events_of
from tongban.windows.actions import CannotConfirm, record_training
from tongban.windows.models import Competence, Training
from tongban.windows.tests.conftest import NOW, TODAY, Hall
from tongban.windows.tests.test_competences import able

pytestmark = pytest.mark.requirement("C20")
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def record(hall: Hall, **told: Any) -> list[Training]:
    given = {
        "officers": [hall.clerk], "kind": "course", "title": "窗口服务规范", "since": YESTERDAY, "until": YESTERDAY,
        "by": hall.manager, "now": NOW, **told,
    }  # fmt: skip
    return record_training(**given)


def codes(refused: Any) -> list[str]:
    return [each.code for each in refused.value.obstacles]


def test_who_passed_may_take_what_was_taught_until_the_training_is_void(hall: Hall) -> None:
    record(hall, offices=[hall.police], valid_until=TOMORROW, hours=8)

    assert able(hall) == {"公安局"}
    assert able(hall, on=TOMORROW) == {"公安局"}
    assert able(hall, on=TOMORROW + timedelta(days=1)) == set()
    assert Competence.objects.get().ground == f"培训：窗口服务规范（{YESTERDAY}）"
    assert "TrainingRecorded" in [each.name.rpartition(".")[2] for each in events_of(f"officer:{hall.clerk.pk}")]


def test_training_anew_goes_on_where_the_old_one_would_have_ended(hall: Hall) -> None:
    record(hall, offices=[hall.police], valid_until=TODAY)
    record(hall, offices=[hall.police], valid_until=TODAY + timedelta(days=365), title="复训")

    assert able(hall, on=TODAY + timedelta(days=300)) == {"公安局"}
    assert Training.objects.count() == 2


def test_who_did_not_pass_is_on_record_and_takes_nothing(hall: Hall) -> None:
    record(hall, offices=[hall.police], passed=False)

    assert Training.objects.get().passed is False
    assert able(hall) == set()


def test_what_is_void_already_is_on_record_and_gives_nothing(hall: Hall) -> None:
    record(hall, since=TODAY - timedelta(days=400), until=TODAY - timedelta(days=400), valid_until=YESTERDAY,
           offices=[hall.police])  # fmt: skip

    assert Training.objects.count() == 1
    assert able(hall) == set()


def test_a_rotation_names_its_window(hall: Hall) -> None:
    with pytest.raises(CannotConfirm) as refused:
        record(hall, kind="rotation", title="轮岗到投资窗口")
    assert codes(refused) == ["rotation_without_window"]

    [made] = record(hall, kind="rotation", title="轮岗到投资窗口", window=hall.sector, offices=[hall.market])
    assert made.window == hall.sector
    assert Competence.objects.get().ground.startswith("轮岗：")


def test_several_clerks_at_once_contracted_ones_too(hall: Hall) -> None:
    hall.second.is_contracted = True
    hall.second.save()
    record(hall, officers=[hall.clerk, hall.second], offices=[hall.police])
    assert set(Competence.objects.values_list("officer__name", flat=True)) == {"王敏", "方圆"}


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"officers": []}, "training_of_nobody"),
        ({"title": "  "}, "training_without_title"),
        ({"until": YESTERDAY - timedelta(days=1)}, "ends_before_it_begins"),
        ({"until": TOMORROW}, "training_not_over"),
        ({"valid_until": YESTERDAY - timedelta(days=1)}, "training_void_at_once"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(hall: Hall, told: dict[str, Any], code: str) -> None:
    with pytest.raises(CannotConfirm) as refused:
        record(hall, **told)
    assert codes(refused) == [code]
    assert not Training.objects.exists()


def test_who_has_no_charge_records_nothing(hall: Hall) -> None:
    with pytest.raises(CannotConfirm) as refused:
        record(hall, by=hall.clerk)
    assert codes(refused) == ["no_power"]
    assert record(hall, by=SYSTEM)
