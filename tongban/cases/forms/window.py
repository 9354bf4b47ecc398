"""What a clerk types at a window: who came, for whom, and the sheet of one item with its papers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongban.cases.actions.intake import Presented
from tongban.cases.actions.late_entries import OnPaper
from tongban.cases.actions.window import Mandate
from tongban.cases.forms.application import ApplicationForm
from tongban.cases.forms.apply import WAYS, QuestionsForm
from tongban.cases.forms.late import SlipForm
from tongban.cases.queries.answers import masked_as
from tongban.cases.queries.window import Shown, scan_name
from tongban.catalogue.models import MaterialSpec
from tongban.documents.models import StoredFile
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
MOST_PAGES = 999


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

    def __init__(self, questions: Sequence[Mapping[str, Any]], *, language: str, data: QueryDict | None = None):
        super().__init__(questions, language=language, data=_under(QUESTIONS, data))
        self.prefix = QUESTIONS
        if data is not None:
            self.data = data


class FilledForm(ApplicationForm):
    """The application form as a part of the sheet.

    Personal values that we know already stay on the server: a field left blank takes them, and shows them masked.
    """

    def __init__(self, schema: Mapping[str, Any], answers: Mapping[str, Any], *, known: Mapping[str, Any],
                 public_name: bool, data: QueryDict | None = None, **shared: Any):  # fmt: skip
        kinds = {name: _kind_of(spec, public_name) for name, spec in schema.get("properties", {}).items()}
        self.kept_back = {name: value for name, value in known.items() if kinds[name]}
        open_ones = {name: value for name, value in known.items() if not kinds[name]}
        sent = _under(FIELDS, _completed(data, open_ones)) if data is not None else None
        super().__init__(schema, answers, data=sent, initial=open_ones, **shared)
        self.prefix = FIELDS
        if data is not None:
            self.data = _completed(data, open_ones)
        for name, value in self.kept_back.items():
            if name in self.fields:
                shown = masked(str(value), kinds[name])
                self.fields[name].widget.attrs["placeholder"] = shown
                self.fields[name].help_text = gettext("不填就用：%(value)s") % {"value": shown}

    def _typed(self, data: QueryDict) -> dict[str, Any]:
        whole = data.copy()
        for name, value in self.kept_back.items():
            if not whole.get(name, "").strip():
                whole[name] = value
        return super()._typed(whole)


def _completed(data: QueryDict, known: Mapping[str, Any]) -> QueryDict:
    """Return what was sent, with what we know in the fields that were left blank."""
    whole = data.copy()
    for name, value in known.items():
        if not whole.get(f"{FIELDS}-{name}", "").strip():
            whole[f"{FIELDS}-{name}"] = str(value)
    return whole


def _kind_of(spec: Mapping[str, Any], public_name: bool) -> str:
    """Return how a value that we know ourselves is masked."""
    return masked_as(spec, is_firm=public_name) if spec.get("autofill") else ""


def _mark(label: Any, *, is_asked: bool) -> forms.BooleanField:
    """Return a box to tick; ``is_asked`` ones are those that the item's list of papers asks for."""
    attributes = {"class": "form-check-input", **({"data-asked": "true"} if is_asked else {})}
    return forms.BooleanField(label=label, required=False, widget=forms.CheckboxInput(attrs=attributes))


@dataclass
class PaperLine:
    """One paper on the sheet: what is asked, how it was shown, its scans, what went wrong with a scan."""

    spec: MaterialSpec
    seen: BoundField
    copy: BoundField
    kept: BoundField
    pages: BoundField
    source: BoundField | None
    scans: list[StoredFile]
    is_suggested: bool
    errors: list[str] = field(default_factory=list)


class PapersForm(forms.Form):
    """Of each paper: original seen, copy kept, original kept, pages; or that it was shown in this visit already."""

    def __init__(
        self,
        specs: Sequence[MaterialSpec],
        *,
        shown: Sequence[Shown],
        scans: Mapping[str, list[StoredFile]],
        errors: Mapping[str, list[str]],
        data: QueryDict | None = None,
    ):
        super().__init__(data)
        self.specs, self.scans, self.scan_errors = specs, scans, errors
        self.shown = {each.key: each for each in shown}
        self._make_fields()
        if data is not None:  # a paper that another answer has just brought in was not on the page yet
            self.data = data.copy()
            for name, own in self.fields.items():
                if own.initial and name not in data:
                    self.data[name] = str(own.initial)

    def _make_fields(self) -> None:
        for spec in self.specs:
            takes_original = spec.kind == MaterialSpec.Kind.ORIGINAL
            self.fields[f"seen-{spec.code}"] = _mark(_("原件已核验"), is_asked=not takes_original)
            self.fields[f"copy-{spec.code}"] = _mark(_("留复印件"), is_asked=not takes_original)
            self.fields[f"kept-{spec.code}"] = _mark(_("收原件"), is_asked=takes_original)
            self.fields[f"pages-{spec.code}"] = forms.IntegerField(
                label=_("页数"),
                required=False,
                min_value=1,
                max_value=MOST_PAGES,
                initial=1,
                widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "numeric", "maxlength": "3"}),
            )
            if self.shown:
                self.fields[f"from-{spec.code}"] = self._source(spec)

    def _source(self, spec: MaterialSpec) -> forms.ChoiceField:
        """Offer what was shown before, the likely one first; the same name is taken to be the same paper."""
        likely = sorted(
            self.shown.values(),
            key=lambda each: (not each.is_same(spec), each.name != spec.name, each.code != spec.code),
        )
        choices = [("", _("现场提交")), *((each.key, f"{each.name}（{each.item}）") for each in likely)]
        initial = likely[0].key if likely[0].is_same(spec) else ""
        return forms.ChoiceField(
            label=_("用本次已交的"),
            choices=choices,
            required=False,
            initial=initial,
            widget=forms.Select(attrs={"class": "form-select"}),
        )

    def lines(self) -> list[PaperLine]:
        return [self._line(spec) for spec in self.specs]

    def _line(self, spec: MaterialSpec) -> PaperLine:
        name = spec.code
        return PaperLine(
            spec=spec,
            seen=self[f"seen-{name}"],
            copy=self[f"copy-{name}"],
            kept=self[f"kept-{name}"],
            pages=self[f"pages-{name}"],
            source=self[f"from-{name}"] if self.shown else None,
            scans=self.scans.get(scan_name(spec.name), []),
            is_suggested=any(each.is_same(spec) or spec.code == each.code for each in self.shown.values()),
            errors=list(self.scan_errors.get(name, [])),
        )

    def presented(self) -> list[Presented]:
        """Return what lies on the desk, one row for each scan."""
        return [row for spec in self.specs for row in self._presented(spec)]

    def _presented(self, spec: MaterialSpec) -> list[Presented]:
        given = self.cleaned_data
        if earlier := self.shown.get(given.get(f"from-{spec.code}", "")):
            return [
                Presented(
                    spec.code,
                    original_seen=paper.original_seen or paper.original_kept,
                    copy_kept=paper.copy_kept,
                    pages=paper.pages,
                    file=paper.file,
                )
                for paper in earlier.papers
            ]
        marks = {
            "original_seen": given[f"seen-{spec.code}"],
            "copy_kept": given[f"copy-{spec.code}"],
            "original_kept": given[f"kept-{spec.code}"],
        }
        files = self.scans.get(scan_name(spec.name), [])
        if not files:
            pages = given[f"pages-{spec.code}"] or 1
            return [Presented(spec.code, **marks, pages=pages)] if any(marks.values()) else []
        first = max((given[f"pages-{spec.code}"] or 1) - len(files) + 1, 1)
        return [
            Presented(spec.code, **marks, pages=1 if number else first, file=file) for number, file in enumerate(files)
        ]


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
