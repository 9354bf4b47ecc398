"""What a designer types: facts, questions, members, links, what is one under several names, a file."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from tongban.bundles.models import BundleVersion, Member
from tongban.bundles.rules.answer_words import UnreadableLine, answer_words, read_answers
from tongban.bundles.rules.files import UNITS
from tongban.catalogue.rules.condition_words import Unreadable, condition_words, read_condition

UNIT_NAMES = {"working": _("工作日"), "calendar": _("自然日"), "hour": _("小时")}
CHOOSE_UNIT = [(unit, UNIT_NAMES[unit]) for unit in UNITS]
CODE = RegexValidator(r"^[a-z0-9][a-z0-9_-]*\Z", _("只用小写字母、数字和短横线。"))
MOST_BYTES = 200_000
PLAIN = (
    "title", "title_en", "summary", "summary_en", "introduction", "theme", "for_persons", "for_firms",
    "promised_amount", "promised_unit", "promised_text", "basis",
)  # fmt: skip
LIMITS = ("joint_limit", "alarm")


class OfficeField(forms.ModelChoiceField):
    def label_from_instance(self, office: Any) -> str:
        return f"{office.name}（{office.region.name}）"


class BeginForm(forms.Form):
    """A bundle that is not there yet: its code, who leads it, its first words."""

    title = forms.CharField(label=_("名称"), max_length=200, help_text=_("群众怎么说就怎么写，例如“开办餐饮店”。"))
    code = forms.CharField(
        label=_("代码"), max_length=40, validators=[CODE], help_text=_("网址的一部分，例如 restaurant，以后不能改。")
    )
    lead_office = OfficeField(label=_("牵头部门"), queryset=None, help_text=_("在它所在的地区提供。"))
    theme = forms.ChoiceField(label=_("主题"), choices=BundleVersion.Theme.choices)

    def __init__(self, *args: Any, offices: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        lead: Any = self.fields["lead_office"]
        lead.queryset = offices


def _lines(label: Any, hint: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, required=False, max_length=8000, widget=area, help_text=hint)


def _limit(label: Any, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=999, help_text=hint)


def _unit(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=CHOOSE_UNIT, required=False)


class FactsForm(forms.Form):
    """What a bundle says of itself, beside its members."""

    title = forms.CharField(label=_("名称"), max_length=200)
    title_en = forms.CharField(label=_("英文名称"), max_length=200, required=False)
    summary = forms.CharField(label=_("一句话介绍"), max_length=300, required=False)
    summary_en = forms.CharField(label=_("英文介绍"), max_length=400, required=False)
    introduction = _lines(_("说明"), _("申请人先要知道的，两三句。"))
    theme = forms.ChoiceField(label=_("主题"), choices=BundleVersion.Theme.choices)
    for_persons = forms.BooleanField(label=_("个人可以申请"), required=False)
    for_firms = forms.BooleanField(label=_("企业可以申请"), required=False)
    promised_amount = forms.IntegerField(
        label=_("承诺多久办完"), min_value=0, max_value=999, help_text=_("0：不承诺。")
    )
    promised_unit = forms.ChoiceField(label=_("承诺的单位"), choices=CHOOSE_UNIT)
    promised_text = forms.CharField(label=_("承诺的说法"), max_length=200, required=False)
    joint_limit_amount = _limit(_("联办法定期限"), _("法律规定了才填，例如行政许可法第四十二条的 45 日。"))
    joint_limit_unit = _unit(_("法定期限的单位"))
    joint_limit_basis = forms.CharField(label=_("法定期限的依据"), max_length=300, required=False)
    alarm_amount = _limit(_("多久没办完就报警"), _("不填：不报警。"))
    alarm_unit = _unit(_("报警期限的单位"))
    alarm_basis = forms.CharField(label=_("报警期限的依据"), max_length=300, required=False)
    steps_before = _lines(_("以前要跑的步骤"), _("一行一步；英文写在“|”后面。"))
    steps_after = _lines(_("现在的步骤"), _("一行一步；英文写在“|”后面。"))
    words = _lines(_("搜索词"), _("一行一个。"))
    basis = forms.CharField(label=_("依据"), max_length=300, required=False)

    @staticmethod
    def told_by(version: BundleVersion) -> dict[str, Any]:
        """Return what a version says as the fields of this form."""
        told = {name: getattr(version, name) for name in PLAIN}
        for limit in LIMITS:
            told |= {f"{limit}_{part}": value for part, value in getattr(version, limit).items()}
        told |= {name: _step_lines(getattr(version, name)) for name in ("steps_before", "steps_after")}
        return {**told, "words": "\n".join(version.words)}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for limit in LIMITS:
            if given.get(f"{limit}_amount") and not given.get(f"{limit}_basis"):
                self.add_error(f"{limit}_basis", _("写明依据：哪部法律或者哪份文件、第几条。"))
        return given

    def says(self, version: BundleVersion) -> dict[str, Any]:
        """Return what was typed as a version keeps it; what this form does not show of a limit stays."""
        given = self.cleaned_data
        told = {name: given[name] for name in PLAIN}
        for limit in LIMITS:
            typed = {part: given[f"{limit}_{part}"] for part in ("amount", "unit", "basis")}
            before = getattr(version, limit)
            told[limit] = {**before, **typed, "unit": typed["unit"] or "working"} if typed["amount"] else {}
        told |= {name: _steps_in(given[name]) for name in ("steps_before", "steps_after")}
        return {**told, "words": _in_lines(given["words"])}


class QuestionForm(forms.Form):
    """One question; a row without a key is none."""

    key = forms.CharField(label=_("代号"), max_length=60, required=False, validators=[CODE])
    label = forms.CharField(label=_("问题"), max_length=200, required=False)
    label_en = forms.CharField(label=_("英文问题"), max_length=200, required=False)
    type = forms.ChoiceField(
        label=_("回答方式"), choices=[("choice", _("选一项")), ("boolean", _("是或否")), ("number", _("填数字"))]
    )
    why = forms.CharField(label=_("为什么问"), max_length=200, required=False)
    unit = forms.CharField(label=_("单位"), max_length=200, required=False)
    choices = _lines(_("选项"), _("一行一个：值 = 文字 | 英文。"))

    @staticmethod
    def told_by(question: Mapping[str, Any]) -> dict[str, Any]:
        """Return a question as the fields of this form."""
        told = {name: question.get(name, "") for name in ("key", "label", "label_en", "why", "unit")}
        rows = [
            f"{each['value']} = {each.get('label', '')}" + (f" | {each['label_en']}" if each.get("label_en") else "")
            for each in question.get("choices", ())
        ]
        return {**told, "type": question.get("type", "choice"), "choices": "\n".join(rows)}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("key") and not given.get("label"):
            self.add_error("label", _("写上问题。"))
        if given.get("label") and not given.get("key") and "key" not in self.errors:
            self.add_error("key", _("给这个问题一个代号。"))
        is_choice = given.get("key") and given.get("type") == "choice"
        if is_choice and (len(self.options) < 2 or not all(each["value"] and each["label"] for each in self.options)):
            self.add_error("choices", _("至少写两个选项，每行“值 = 文字”。"))
        return given

    @property
    def options(self) -> list[dict[str, str]]:
        """The choices as they were typed."""
        found = []
        for line in _in_lines(self.cleaned_data.get("choices", "")):
            value, _equals, words = line.partition("=")
            label, _bar, label_en = words.partition("|")
            option = {"value": value.strip(), "label": label.strip(), "label_en": label_en.strip()}
            found.append({name: text for name, text in option.items() if text or name != "label_en"})
        return found

    def question(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """Return the question; what this form does not show of it stays."""
        given = self.cleaned_data
        told = {**before, **{name: given[name] for name in ("key", "label", "label_en", "type", "why", "unit")}}
        told["choices"] = self.options if given["type"] == "choice" else []
        return {name: value for name, value in told.items() if value}


QuestionForms = forms.formset_factory(QuestionForm, extra=2, max_num=30, absolute_max=40)


class MemberForm(forms.Form):
    """Under which answers a member is needed, and how its own questions are answered."""

    position = forms.IntegerField(label=_("排第几"), min_value=1, max_value=200)
    condition = forms.CharField(
        label=_("什么情况下要办"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("用上面问题的代号写，例如：area >= 300 且 registered 是 false。不填：都要办。"),
    )
    answers = _lines(
        _("它自己的问题怎么回答"),
        _("一行一个：business 是 catering；area 取自 area；lit 取自 sign：small=false、lit=true。没写的会问申请人。"),
    )
    group = forms.CharField(label=_("分组标题"), max_length=80, required=False)
    is_required = forms.BooleanField(label=_("必须办"), required=False, help_text=_("不选：申请人可以不办这一项。"))

    @staticmethod
    def told_by(member: Member) -> dict[str, Any]:
        """Return a member as the fields of this form."""
        return {
            "position": member.position,
            "condition": condition_words(member.condition),
            "answers": answer_words(member.answers),
            "group": member.group,
            "is_required": member.is_required,
        }

    def clean_condition(self) -> dict[str, Any]:
        """Read the words as a condition."""
        try:
            return read_condition(self.cleaned_data["condition"])
        except (Unreadable, RecursionError) as wrong:
            raise forms.ValidationError(_("看不懂这个条件，请写成“代号 是 值”，几个之间用“且”或者“或”。")) from wrong

    def clean_answers(self) -> dict[str, Any]:
        """Read the lines as answers."""
        try:
            return read_answers(self.cleaned_data["answers"])
        except UnreadableLine as wrong:
            raise forms.ValidationError(_("看不懂这一行：%(line)s") % {"line": wrong.args[0]}) from wrong


class AddMemberForm(forms.Form):
    """Which item, under which code."""

    item = forms.IntegerField(widget=forms.HiddenInput)
    code = forms.CharField(label=_("代号"), max_length=40, validators=[CODE])


class LinkForm(forms.Form):
    """What has to come first for what."""

    source = forms.ChoiceField(label=_("先办"))
    target = forms.ChoiceField(label=_("后办"))

    def __init__(self, *args: Any, members: Iterable[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("source", "target"):
            field: Any = self.fields[name]
            field.choices = list(members)


class SameForm(forms.Form):
    """Fields and papers that are one under several names."""

    same_fields = _lines(
        _("只填一次的字段"), _("一行一个：place_address = food.shop_address、sign.sign_address（事项代号.字段名）。")
    )
    same_papers = _lines(
        _("只交一次的材料"), _("一行一个：layout = food.layout、drain.plan | 布局图 | One plan（事项代号.材料代号）。")
    )

    @staticmethod
    def told_by(version: BundleVersion) -> dict[str, str]:
        """Return what is one, in lines."""
        return {name: "\n".join(map(_same_line, getattr(version, name))) for name in ("same_fields", "same_papers")}

    def clean_same_fields(self) -> list[dict[str, Any]]:
        return _same_in(self.cleaned_data["same_fields"])

    def clean_same_papers(self) -> list[dict[str, Any]]:
        return _same_in(self.cleaned_data["same_papers"])


class FileForm(forms.Form):
    """A bundle as a file."""

    file = forms.FileField(label=_("文件（TOML）"), help_text=_("草稿会全部换成文件里的内容，在用的版本不受影响。"))

    def clean_file(self) -> str:
        """Return the text of the file."""
        if self.cleaned_data["file"].size > MOST_BYTES:
            raise forms.ValidationError(_("文件太大：一件事的文件不会超过 200 KB。"))
        try:
            return str(self.cleaned_data["file"].read().decode("utf-8-sig"))
        except UnicodeDecodeError as wrong:
            raise forms.ValidationError(_("文件不是 UTF-8 编码的文字。")) from wrong


def _in_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _step_lines(steps: Iterable[Mapping[str, str]]) -> str:
    return "\n".join(each["text"] + (f" | {each['text_en']}" if each.get("text_en") else "") for each in steps)


def _steps_in(text: str) -> list[dict[str, str]]:
    pairs = [line.partition("|") for line in _in_lines(text)]
    return [{"text": zh.strip(), **({"text_en": en.strip()} if en.strip() else {})} for zh, _bar, en in pairs]


def _same_line(same: Mapping[str, Any]) -> str:
    names = "".join(f" | {same[name]}" for name in ("name", "name_en") if same.get(name))
    return f"{same['key']} = {'、'.join(same['of'])}{names}"


def _same_in(text: str) -> list[dict[str, Any]]:
    found = []
    for line in _in_lines(text):
        told, *names = [part.strip() for part in line.split("|")]
        key, _equals, uses = told.partition("=")
        of = [use.strip() for use in uses.replace(",", "、").replace("，", "、").split("、") if use.strip()]
        if not key.strip() or not of or not all("." in use for use in of):
            raise forms.ValidationError(_("看不懂这一行：%(line)s") % {"line": line})
        found.append({"key": key.strip(), "of": of, **dict(zip(("name", "name_en"), names, strict=False))})
    return found
