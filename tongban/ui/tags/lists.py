"""Tags that show lists and values: obstacles, papers, people, masked values, facts, tables, codes."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import segno
from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from tongban.kernel.obstacles import Obstacle
from tongban.ui.exports import MOST_IN_WORD, MOST_ROWS
from tongban.ui.wording import in_words, say

register = template.Library()


@register.filter(name="say")
def say_obstacle(obstacle: Obstacle) -> str:
    """An obstacle in words."""
    return say(obstacle)


@register.filter
def day_in_text(value: str) -> str:
    """A day that came as text from elsewhere, as people read it; any other text as it is."""
    return str(in_words(value))


@register.inclusion_tag("ui/components/obstacles.html")
def obstacles(obstacles: Iterable[Obstacle], title: str = "") -> dict[str, Any]:
    """Why something cannot be done, reason by reason, in words."""
    return {"sentences": [say(obstacle) for obstacle in obstacles or []], "title": title}


@register.inclusion_tag("ui/components/paper_list.html")
def paper_list(papers: Iterable[Any], show_state: bool = True) -> dict[str, Any]:
    """Papers: each with ``name`` and perhaps ``state``, ``note``, ``why``, ``pages``, ``copies``, ``url``.

    States: ``asked``, ``given``, ``held`` (we have it already), ``missing``, ``wrong``, ``gap`` (may follow).
    """
    return {"papers": papers, "show_state": show_state}


@register.inclusion_tag("ui/components/person.html")
def person(party: Any, reveal_url: str = "") -> dict[str, Any]:
    """A party: name, identity and phone, each masked."""
    return {"party": party, "reveal_url": reveal_url}


@register.inclusion_tag("ui/components/masked.html", takes_context=True)
def masked(context: Any, value: Any, reveal_url: str = "", label: str = "") -> dict[str, Any]:
    """A personal value as the vault prints it; with an address, a button that asks why and shows it."""
    return {"value": value, "reveal_url": reveal_url, "label": label, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/components/facts.html")
def facts(rows: Iterable[Any] | Mapping[str, Any]) -> dict[str, Any]:
    """A list of facts: ``(term, value)``, or ``(term, value, address to change it)``, or a mapping."""
    pairs = rows.items() if isinstance(rows, Mapping) else rows
    shown = [{"term": row[0], "value": row[1], "url": row[2] if len(row) > 2 else ""} for row in map(tuple, pairs)]
    return {"rows": shown}


@dataclass(frozen=True)
class Column:
    """A column of a list: what stands over it, the class of its cells, and whether they name their rows."""

    label: str
    kind: str = ""
    names_row: bool = False

    @property
    def head(self) -> SafeString:
        return format_html('<th scope="col">{}</th>', self.label)

    @property
    def around(self) -> tuple[SafeString, str]:
        """What stands before a cell and after it."""
        kind = format_html(' class="{}"', self.kind) if self.kind else ""
        if self.names_row:
            return format_html('<th scope="row"{} data-label="{}">', kind, self.label), "</th>"
        return format_html('<td{} data-label="{}">', kind, self.label), "</td>"


def listing(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> SafeString:
    """Return heads and rows of a table that turns into cards on a phone; a cell is text, or safe markup.

    For long lists, as it does not go through a template: that would take most of the time of such a page.
    """
    around = [column.around for column in columns]
    lines = (
        "".join(f"{before}{conditional_escape(cell)}{after}" for (before, after), cell in zip(around, row, strict=True))
        for row in rows
    )
    body = "".join(f"<tr data-row>{line}</tr>" for line in lines)
    head = "".join(column.head for column in columns)
    return mark_safe(f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>")  # noqa: S308 (each part is escaped)


@register.inclusion_tag("ui/components/table.html")
def table(columns: Iterable[Any], rows: Iterable[Any], caption: str = "", empty: str = "") -> dict[str, Any]:
    """A table that turns into cards on a phone.

    ``columns`` are labels, or ``(label, "number")`` for figures; each row is a sequence of cells, and a cell that
    is ``(text, address)`` becomes a link.
    """
    heads = [(c, "") if not isinstance(c, tuple) else c for c in columns]
    shown = [[{"head": head, "kind": kind, **_cell(value)} for (head, kind), value in zip(heads, row)] for row in rows]
    return {"heads": heads, "rows": shown, "caption": caption, "empty": empty}


def _cell(value: Any) -> dict[str, Any]:
    if isinstance(value, tuple):
        return {"text": value[0], "url": value[1]}
    return {"text": value, "url": ""}


@register.inclusion_tag("ui/components/empty.html")
def empty(title: str, text: str = "", icon: str = "inbox", url: str = "", action: str = "") -> dict[str, Any]:
    """Nothing here, said kindly, with what to do next."""
    return {"title": title, "text": text, "icon": icon, "url": url, "action": action}


@register.inclusion_tag("ui/components/export_form.html", takes_context=True)
def export_form(context: Any, url: str, hint: str = "") -> dict[str, Any]:
    """Take a list away as it is narrowed down: posts ``format`` (xlsx, docx, csv) to the address of the export."""
    request = context.get("request")
    query = request.GET.urlencode() if request else ""
    bounds = {"most": MOST_ROWS, "most_in_word": MOST_IN_WORD}
    return {"url": url, "query": query, "hint": hint, "csrf_token": context.get("csrf_token"), **bounds}


@register.inclusion_tag("ui/components/loading.html")
def loading(label: str = "") -> dict[str, Any]:
    """Something is on its way."""
    return {"label": label}


@register.simple_tag
def qr(text: str, label: str = "", scale: int = 4) -> SafeString:
    """A QR code as inline SVG; the label says to a screen reader what it holds."""
    out = io.BytesIO()
    code = segno.make(str(text), error="m")
    code.save(
        out, kind="svg", scale=scale, border=2, xmldecl=False, svgns=False, title=label or str(text),
        svgclass="tb-qr", lineclass=None, omitsize=False,
    )  # fmt: skip
    return mark_safe(out.getvalue().decode())  # noqa: S308 (made by segno, which escapes the title)
