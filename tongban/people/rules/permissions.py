"""Framework permissions in terms of powers, so that modules beside people can ask ``user.has_perm("calendars.…")``."""

# By the module that asks: every change there needs this power.
POWER_OF_MODULE = {
    "calendars": "manage_calendar",
    "catalogue": "manage_catalogue",
    "documents": "administer",
    "exchange": "administer",
    "kernel": "administer",
    "people": "administer",
    "windows": "administer",
}


def power_of(permission: str) -> str | None:
    """Return the power that a permission stands for; None if nobody can hold it.

    >>> power_of("calendars.add_notice"), power_of("auth.add_user")
    ('manage_calendar', None)
    """
    return POWER_OF_MODULE.get(permission.partition(".")[0])
