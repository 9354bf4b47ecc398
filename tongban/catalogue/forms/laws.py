"""What a manager types about a change of law, and about a review that is settled."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.forms.items import reason_field
from tongban.catalogue.rules.laws import normal_articles
from tongban.ui.fields import day_field


class LawChangeForm(forms.Form):
    """Which law, which articles, from when, and whether it has ended altogether."""

    title = forms.CharField(label=_("法律、法规、规章或文件的名称"), max_length=120)
    articles = forms.CharField(
        label=_("改了哪些条"),
        required=False,
        max_length=200,
        help_text=_("例如：第三十五条、第三十六条至第三十八条。不填，就是整部。"),
    )
    is_repealed = forms.BooleanField(
        label=_("已经废止"), required=False, help_text=_("整部废止的，还引用它的事项不能再发布。")
    )
    in_force_on = day_field(_("从哪一天起施行"))
    note = forms.CharField(label=_("说明"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_articles(self) -> tuple[str, ...]:
        text = self.cleaned_data["articles"].strip()
        articles = normal_articles(text)
        if text and not articles:
            raise forms.ValidationError(_("没有看出是哪一条，请写成“第三十五条”这样。"))
        return articles


class SettlingForm(forms.Form):
    """What came of looking at the item again."""

    note = reason_field(_("复核的结论"), hint=_("改了什么，或者为什么不用改。"))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["note"].widget.attrs["autofocus"] = True
