"""What was approved for a day comes into force on it; may be run twice."""

from datetime import datetime

from tongban.catalogue.actions.reviews import draft_again
from tongban.catalogue.actions.versions import lock_version, put_in_force
from tongban.catalogue.models import ItemVersion
from tongban.catalogue.queries.contents import errors_of
from tongban.catalogue.rules.reviews import is_due
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.kernel.transactions import action
from tongban.ui.wording import say


@action
def take_effect(*, version: ItemVersion, now: datetime) -> ItemVersion:
    """Put an approved version in force on its day; what the law has meanwhile overtaken goes back to its editors."""
    version = lock_version(version)
    today = local_day(now)
    if version.state != ItemVersion.State.SCHEDULED or not is_due(version.effective_on, today=today):
        return version
    if errors := errors_of(version, on=today):
        note = "；".join(say(error, "zh-hans") for error in errors)
        return draft_again(version, note=note, by=SYSTEM, now=now)

    return put_in_force(version, by=SYSTEM, now=now)
