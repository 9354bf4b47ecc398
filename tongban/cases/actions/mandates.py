"""The paper of a mandate (授权书): printed once, when it is first asked for."""

from datetime import datetime

from tongban.catalogue.models import Item
from tongban.documents.actions import issue_document
from tongban.documents.models import PrintedDocument
from tongban.documents.rules import papers
from tongban.kernel.transactions import action
from tongban.people.models import Mandate, Officer


@action
def print_mandate(*, mandate: Mandate, by: Officer, now: datetime) -> PrintedDocument:
    """Return the paper of a mandate, numbered now if it has none yet."""
    mandate = Mandate.objects.select_for_update(of=("self",)).select_related("office", "officer").get(pk=mandate.pk)
    printed = PrintedDocument.objects.filter(subject=mandate.subject, kind=papers.MandateLetter.kind).first()
    if printed:
        return printed

    names = Item.objects.filter(code__in=mandate.item_codes).order_by("code").values_list("catalog_item__name", "code")
    letter = papers.MandateLetter(
        matter_number=mandate.document,
        item="",
        party=mandate.officer.name,
        office=mandate.office.name,
        staff_number=mandate.officer.staff_number,
        mandate_kind=str(mandate.get_kind_display()),
        powers=tuple(mandate.power_names),
        items=tuple(f"{name}（{code}）" for name, code in names),
        since=mandate.since,
        until=mandate.until,
        signer=mandate.signer,
    )
    return issue_document(
        kind=letter.kind,
        subject=mandate.subject,
        office_name=mandate.office.name,
        data=letter.as_data(),
        by=by,
        now=now,
    )
