"""What a clerk types at a window: who came, for whom, and the sheet of one item with its papers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongban.cases.actions.late_entries import OnPaper
from tongban.cases.actions.window import Mandate
from tongban.cases.forms.application import TICKED, ApplicationForm, from_where
from tongban.cases.forms.apply import WAYS, QuestionsForm
from tongban.cases.forms.late import SlipForm
from tongban.cases.forms.window_papers import PapersForm
from tongban.cases.queries.answers import masked_as
from tongban.cases.queries.prefill import Known
from tongban.kernel.vault import masked
from tongban.people.fields import PhoneField
from tongban.people.forms import IDENTITY_KINDS, IdentityForm
from tongban.people.models import Authorisation, Party
from tongban.people.rules.identifiers import check_identity, normal
from tongban.ui.wording import say
from tongban.windows.devices import DEMO_CARDS
from tongban.windows.models import Visit

OWN, NEW = "own", "new"
QUESTIONS, FIELDS = "q", "f"  # what the controls of a sheet begin with


class DemoCardForm(forms.Form):
    """Which of the demo cards lies on the demo reader."""

    card = forms.ChoiceField(
        label=_("演示读卡器上的证件"),
        choices=[(str(number), masked(card.name, "name")) for number, card in enumerate(DEMO_CARDS)],
    )

    def name(self) -> str:
        number = self.cleaned_data["card"] if self.is_valid() else ""
        return DEMO_CARDS[int(number)].name if number else ""


class CameForm(IdentityForm):
    """Who came, typed in because there is no reader or no card."""


class ForWhomForm(forms.Form):
    """For whom: oneself, somebody who has authorised one, or somebody new with the paper that says so."""

    whom = forms.ChoiceField(label=_("为谁办理"), widget=forms.RadioSelect, initial=OWN)
    identity_kind = forms.ChoiceField(label=_("证件类型"), choices=[("uscc", _("统一社会信用代码")), *IDENTITY_KINDS])
    identity = forms.CharField(
        label=_("证件号码"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    name = forms.CharField(
        label=_("姓名或名称"),
        help_text=_("系统里已有的，可以不填。"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("以什么身份"),
        choices=[
            (Authorisation.Kind.POWER_OF_ATTORNEY.value, _("受托人（授权委托书）")),
            (Authorisation.Kind.LEGAL_REPRESENTATIVE.value, _("法定代表人或负责人")),
            (Authorisation.Kind.GUARDIAN.value, _("监护人")),
        ],
    )
    scope = forms.CharField(label=_("可以代办什么"), max_length=200, initial=_("代办政务服务事项"))
    until = forms.DateField(
        label=_("授权到哪一天为止"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    is_seen = forms.BooleanField(
        label=_("已核验授权委托书或身份证明的原件"),
        error_messages={"required": _("请先核验授权委托书或身份证明的原件。")},
    )
    phone = PhoneField(label=_("经办人手机"), help_text=_("用来接收办理通知，不填也可以办。"), required=False)

    def __init__(
        self, handler: Party, authorisations: Sequence[Authorisation], *, today: date, data: QueryDict | None = None
    ):
        super().__init__(data)
        self.authorisations = {str(each.pk): each for each in authorisations}
        self.today = today
        held = [(key, f"{each.party.shown_name}（{each.scope}）") for key, each in self.authorisations.items()]
        self.fields["whom"].choices = [  # type: ignore[attr-defined]
            (OWN, gettext("本人（%(name)s）") % {"name": handler.shown_name}),
            *held,
            (NEW, gettext("其他单位或个人")),
        ]
        if handler.phone:
            del self.fields["phone"]
        if data is not None and data.get("whom") != NEW:
            for name in ("identity_kind", "identity", "kind", "scope", "is_seen"):
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("whom") == NEW:
            self._check_new(given)
        return given

    def _check_new(self, given: Mapping[str, Any]) -> None:
        if identity := normal(given.get("identity", "")):
            for obstacle in check_identity(given.get("identity_kind", ""), identity, today=self.today):
                self.add_error("identity", say(obstacle))
        if given.get("until") and given["until"] < self.today:
            self.add_error("until", _("授权已经过期，请当事人重新出具。"))

    @property
    def authorisation(self) -> Authorisation | None:
        return self.authorisations.get(self.cleaned_data["whom"])

    @property
    def is_new(self) -> bool:
        return bool(self.cleaned_data["whom"] == NEW)

    def mandate(self) -> Mandate:
        asked = ("identity_kind", "identity", "name", "kind", "scope", "until")
        return Mandate(**{name: self.cleaned_data[name] for name in asked})


class EndForm(forms.Form):
    """What came of the visit."""

    outcome = forms.ChoiceField(choices=Visit.Outcome.choices)
    note = forms.CharField(max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("outcome") == Visit.Outcome.CASE:
            given["note"] = ""  # everything stands in the case
        return given


class PickUpForm(forms.Form):
    """By what a result is asked for."""

    text = forms.CharField(
        label=_("编号或查询码"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


def _under(prefix: str, data: QueryDict | None) -> QueryDict | None:
    """Return what was sent under a prefix, without it."""
    if data is None:
        return None
    own = QueryDict(mutable=True)
    for key in data:
        if key.startswith(f"{prefix}-"):
            own.setlist(key[len(prefix) + 1 :], data.getlist(key))
    return own


class SituationForm(QuestionsForm):
    """The scenario questions as a part of the sheet."""

    def __init__(
        self,
        questions: Sequence[Mapping[str, Any]],
        *,
        language: str,
        data: QueryDict | None = None,
        initial: Mapping[str, Any] | None = None,
    ):
        super().__init__(questions, language=language, data=_under(QUESTIONS, data), initial=initial)
        self.prefix = QUESTIONS
        if data is not None:
            self.data = data


class FilledForm(ApplicationForm):
    """The application form as a part of the sheet.

    Personal values that we know already stay on the server: a field left blank takes them, and shows them masked.
    """

    def __init__(self, schema: Mapping[str, Any], answers: Mapping[str, Any], *, known: Mapping[str, Known],
                 public_name: bool, data: QueryDict | None = None, **shared: Any):  # fmt: skip
        specs = schema.get("properties", {})
        kinds = {name: _kind_of(specs[name], each, public_name) for name, each in known.items()}
        self.kept_back = {name: each.value for name, each in known.items() if kinds[name]}
        open_ones = {name: each for name, each in known.items() if not kinds[name]}
        whole = _completed(data, open_ones, specs) if data is not None else None
        super().__init__(schema, answers, data=_under(FIELDS, whole), known=open_ones, **shared)
        self.prefix = FIELDS
        if whole is not None:
            self.data = whole
        for name, value in self.kept_back.items():
            if name in self.fields:
                shown = masked(str(value), kinds[name])
                self.fields[name].widget.attrs["placeholder"] = shown
                said = gettext("不填就用：%(value)s") % {"value": shown}
                origin = from_where(known[name], is_own=False) if known[name].is_earlier else ""
                self.fields[name].help_text = f"{said} {origin}".strip()

    def _typed(self, data: QueryDict) -> dict[str, Any]:
        whole = data.copy()
        for name, value in self.kept_back.items():
            if not whole.get(name, "").strip():
                whole[name] = value
        return super()._typed(whole)


def _completed(data: QueryDict, known: Mapping[str, Known], specs: Mapping[str, Any]) -> QueryDict:
    """Return what was sent, with the applicant's own data in the fields that were left blank.

    What comes from an earlier application stands only where the field was not on the sheet yet.
    """
    whole = data.copy()
    is_drawn_anew = data.get("do") != "receive"
    for name, each in known.items():
        key = f"{FIELDS}-{name}"
        is_unseen = is_drawn_anew and key not in whole and specs[name].get("type") not in TICKED
        if is_unseen or (not each.is_earlier and not whole.get(key, "").strip()):
            whole[key] = str(each.value)
    return whole


def _kind_of(spec: Mapping[str, Any], known: Known, public_name: bool) -> str:
    """Return how a value that we know ourselves is masked."""
    return masked_as(spec, is_firm=public_name) if spec.get("autofill") or known.is_earlier else ""


class WayForm(forms.Form):
    """How the result comes."""

    deliver_way = forms.ChoiceField(label=_("怎么领取结果"), choices=WAYS, widget=forms.RadioSelect, initial="window")


@dataclass
class Sheet:
    """Everything about one item on one page. For the summary of errors it reads like one form."""

    situation: SituationForm
    filled: FilledForm
    papers: PapersForm
    way: WayForm
    slip: SlipForm | None = None  # where something may have come while the system was away

    @property
    def parts(self) -> tuple[forms.Form, ...]:
        parts = (self.situation, self.filled, self.papers, self.way)
        return (*parts, self.slip) if self.slip else parts

    def on_paper(self) -> OnPaper | None:
        """Return what the slip says that was given by hand; None for whatever comes in the usual way."""
        return self.slip.on_paper() if self.slip else None

    def is_valid(self) -> bool:
        judged = [part.is_valid() for part in self.parts]  # every part, so that all errors are shown at once
        return all(judged)

    def unjudged(self) -> None:
        """Show what was typed without saying yet what is missing."""
        for part in self.parts:
            part._errors = ErrorDict()  # type: ignore[attr-defined]

    @property
    def errors(self) -> bool:
        return any(part.errors for part in self.parts)

    def non_field_errors(self) -> list[str]:
        return [str(error) for part in self.parts for error in part.non_field_errors()]

    def __iter__(self) -> Iterator[BoundField]:
        for part in self.parts:
            yield from part
