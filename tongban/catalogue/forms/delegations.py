"""What a manager types to lend powers over an item to another office, and to end that."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.forms.items import reason_field
from tongban.catalogue.models import Delegation, Item
from tongban.catalogue.queries.delegations import lender_of, offices_to_choose
from tongban.catalogue.rules.delegations import FULL, POWERS
from tongban.people.models import Office
from tongban.ui.fields import day_field

POWER_NAMES = {
    "receive": _("收件"),
    "accept": _("受理"),
    "review": _("审查"),
    "decide": _("决定"),
    "deliver": _("送达"),
}


class OfficeField(forms.ModelChoiceField):
    def label_from_instance(self, office: Any) -> str:
        return f"{office.name}（{office.region.name}）"


class DelegationForm(forms.Form):
    """To whom, what, by which document, from when to when."""

    to = OfficeField(label=_("委托给"), queryset=Office.objects.none())
    scope = forms.ChoiceField(label=_("委托范围"), choices=Delegation.Scope.choices, widget=forms.RadioSelect)
    powers = forms.MultipleChoiceField(
        label=_("委托哪些环节"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("部分委托时选。")
    )
    document = forms.CharField(label=_("委托书"), max_length=200, help_text=_("名称和文号，会向社会公布。"))
    basis = forms.CharField(label=_("依据"), max_length=200, required=False)
    since = day_field(_("从哪一天起"))
    until = day_field(_("最后一天"), required=False, hint=_("没有期限就不填。"))

    def __init__(self, *args: Any, item: Item, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offices: Any = self.fields["to"]
        offices.queryset = offices_to_choose(item).select_related("region")
        held = lender_of(item).held
        powers: Any = self.fields["powers"]
        powers.choices = [(power, POWER_NAMES[power]) for power in POWERS if power in held]
        self.fields["since"].initial = today

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("scope") == FULL:
            given["powers"] = []
        return given


class EndForm(forms.Form):
    """The last day, and why."""

    last_day = day_field(_("最后一天"))
    reason = reason_field(_("终止的原因"))

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = today
