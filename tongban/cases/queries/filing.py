"""What lies in the file of a case (办件卷宗): everything that was handed in and printed, with its pages."""

from collections.abc import Iterator

from tongban.cases.models import Case, InterestedPerson
from tongban.cases.queries.papers import papers_of
from tongban.documents.queries import documents_of, pages_of
from tongban.documents.rules.papers import FileLine
from tongban.kernel.moments import local_day

FORMS = ((("original_kept"), "收原件"), (("copy_kept"), "收复印件"), (("original_seen"), "原件核验后退回"))


def contents_of(case: Case) -> list[FileLine]:
    """Return the contents in the order of a file: what was decided and printed as it came, then what was handed in."""
    return [*_printed(case), *_handed_in(case)]


def _printed(case: Case) -> Iterator[FileLine]:
    others = [person.subject for person in InterestedPerson.objects.filter(hearing__case=case)]
    for document in documents_of(case.matter.subject, case.inside, *others).defer(None):
        if document.kind == "case_file":
            continue
        yield FileLine(
            name=document.title,
            number=document.number,
            on=local_day(document.at).isoformat(),
            pages=pages_of(document),
            note="内部文书" if document.subject == case.inside else "",
        )


def _handed_in(case: Case) -> Iterator[FileLine]:
    for paper in papers_of(case):
        form = next((name for attribute, name in FORMS if getattr(paper, attribute)), "电子材料")
        yield FileLine(name=paper.spec.name, on=local_day(paper.at).isoformat(), pages=paper.pages, note=form)
