"""What was lent to the office where an officer works (委托): ``people`` asks it with everything else they hold.

Officers of a town do with an item of another office what was lent to the town, as far as they may do it at the town,
within its dates, and only with what was taken in at the town's own windows: neighbours see nothing of it.
"""

import json
from typing import Any

from django.db.models import Case, QuerySet, TextField, Value, When
from django.db.models.functions import Concat

from tongban.catalogue.models import Delegation
from tongban.catalogue.rules.delegations import FULL, POWERS
from tongban.people.queries.held import lends, text_of


@lends({"catalogue_delegation": (), "catalogue_item": ("code", "office_id")})
def lent_to_the_office_of(officer: Any, on: Any) -> "QuerySet[Any, Any]":
    lent = Delegation.objects.on(on).filter(to__officers=officer)
    powers = Case(When(scope=FULL, then=Value(json.dumps(POWERS))), default=text_of("powers"), output_field=TextField())
    code = Concat(Value('["'), "item__code", Value('"]'))
    return lent.values_list(Value("lent"), powers, "item__office__path", code, "to__path")
