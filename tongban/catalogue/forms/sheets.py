"""What comes with a workbook that is brought: the file, whether it is only checked, whether drafts are replaced."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SheetForm(forms.Form):
    file = forms.FileField(
        label=_("填好的表格（.xlsx）"),
        error_messages={"required": _("请选择填好的表格")},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )
    takes_in = forms.BooleanField(
        label=_("检查没有错误就直接导入"), required=False, help_text=_("不勾选，就只检查，什么都不写入。")
    )
    replaces_drafts = forms.BooleanField(
        label=_("已有草稿的事项，用表里的内容替换草稿"), required=False, help_text=_("不勾选，有草稿的事项会报错。")
    )
