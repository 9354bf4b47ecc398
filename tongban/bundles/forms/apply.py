"""The last page of a bundle: how the results come, that everything is true, and what is promised for which member."""

from collections.abc import Collection
from typing import Any

from tongban.bundles.queries.plans import MemberPlan
from tongban.cases.forms.apply import HandInForm, way_field
from tongban.cases.rules.promises import COMMITMENT
from tongban.catalogue.templatetags.catalogue import in_words

WAY = "way-"  # and the code of a member


class JointHandInForm(HandInForm):
    """The last page, with a choice for each member that may be decided at once on a promise (告知承诺)."""

    def __init__(self, *args: Any, committing: Collection[MemberPlan], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.ways = {WAY + member.code: member for member in committing}
        for name, member in self.ways.items():
            self.fields[name] = way_field()
            self.fields[name].label = in_words(member, "title")
        self.order_fields([*self.ways, "deliver_way", "is_true"])

    def commits(self) -> list[str]:
        """Return the codes of the members for which a commitment is signed with the hand-in."""
        return [member.code for name, member in self.ways.items() if self.cleaned_data.get(name) == COMMITMENT]
