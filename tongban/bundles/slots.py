"""What bundles put on pages below: an entry in the navigation, a place's bundles, the joint map on the matter page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.bundles.forms.leading import EndForm, UrgeMemberForm
from tongban.bundles.models import JointVisit, Whole
from tongban.bundles.queries.consents import consents_asked_of, consents_given
from tongban.bundles.queries.joint_map import joint_map
from tongban.bundles.queries.joint_visits import can_be_proposed, joint_visits_of, parts_asked, set_on_day
from tongban.bundles.queries.leading import LEADING, may_lead
from tongban.bundles.queries.offered import found_by, offered
from tongban.bundles.queries.own import drafts_of, wholes_of, with_parts
from tongban.cases.models import SiteVisit
from tongban.catalogue.slots.frames import tab
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.people.access import officer_of, party_of
from tongban.people.models import Officer, Party, Region
from tongban.people.slots import entry_for
from tongban.ui.slots import Filled, fills

ENTRY = "ui/components/nav_entry.html"
MOST_OWN = 10


@fills("site.nav", order=22)
def bundles_in_the_navigation(request: HttpRequest, subject: object) -> Filled:
    return ENTRY, {"label": _("一件事"), "url": reverse("bundles:bundles"), "icon": "branch"}


@fills("items.tabs", order=20)
def designs_beside_the_items(request: HttpRequest, subject: object) -> Filled | None:
    return tab(request, _("一件事"), "bundles:designs", "manage_catalogue", "approve_catalogue")


@fills("desk.nav", order=23)
def led_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    return entry_for(request, _("牵头的联办件"), "bundles:led", "branch", *LEADING)


@fills("desk.nav", order=8)
def consents_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    """For those who accept applications: who agrees to what somebody else hands in may come to the window."""
    return entry_for(request, _("到窗口同意"), "bundles:consent_at_window", "stamp", "accept")


@fills("place.bundles")
def bundles_of_a_place(request: HttpRequest, region: Region) -> Filled | None:
    found = offered(local_day(timezone.now()), region=region)
    return ("bundles/parts/of_place.html", {"bundles": found, "region": region}) if found else None


@fills("items.things")
def bundles_that_are_meant(request: HttpRequest, text: str) -> Filled | None:
    """Above the items that a search finds: what can be applied for as one."""
    found = found_by(text, local_day(timezone.now())) if text else []
    return ("bundles/parts/found.html", {"things": found}) if found else None


@fills("own.wholes")
def own_wholes(request: HttpRequest, whose: Party | None) -> Filled | None:
    """Bundles being filled in and handed in, on the page of one's own applications; ``whose``: only theirs."""
    party: Party | None = party_of(request)
    if party is None or not request.user.is_authenticated:
        return None
    on = local_day(timezone.now())
    theirs, handed_in = drafts_of(request.user), wholes_of(party, on=on)
    if whose is not None:
        theirs, handed_in = theirs.filter(party=whose), handed_in.filter(matter__party=whose)
    drafts, wholes = list(theirs[:MOST_OWN]), list(handed_in[: MOST_OWN + 1])
    if not drafts and not wholes:
        return None
    shown = {"drafts": drafts, "wholes": with_parts(wholes[:MOST_OWN]), "are_more": len(wholes) > MOST_OWN}
    return "bundles/parts/own.html", shown


@fills("own.wholes", order=5)
def consents_to_give(request: HttpRequest, subject: object) -> Filled | None:
    """What somebody else asks one to agree to, above one's own."""
    party: Party | None = party_of(request)
    asked = list(consents_asked_of(party)[:MOST_OWN]) if party else []
    return ("bundles/parts/consents_asked.html", {"consents": asked}) if asked else None


@fills("matter.main", order=5)
def joint_map_of_a_whole(request: HttpRequest, matter: Matter) -> Filled | None:
    """For the lead office: every member, its light, when it will probably be done, what holds it up."""
    officer = officer_of(request)
    if matter.kind != "bundle" or officer is None:
        return None
    whole = Whole.objects.select_related("version").filter(matter=matter).first()
    if whole is None:
        return None
    now = timezone.now()
    whole.matter = matter
    shown = {
        "whole": whole,
        "matter": matter,
        "map": joint_map(whole, now=now, with_outlook=True),
        "visit_on": set_on_day(joint_visits_of(whole)),
        "leads": matter.is_open and may_lead(officer, matter, on=local_day(now)),
        "urge_form": UrgeMemberForm(),
        "end_form": EndForm(),
    }
    return "bundles/parts/joint_map.html", shown


@fills("matter.main", order=14)
def joint_visits_of_a_whole_or_its_part(request: HttpRequest, matter: Matter) -> Filled | None:
    """What offices look at together, on the pages of the whole and of its members; proposing it, where one may."""
    officer = officer_of(request)
    if officer is None or (matter.kind != "bundle" and matter.parent_id is None):
        return None
    wholes = Whole.objects.select_related("matter__office__region", "matter__party")
    whole = wholes.filter(matter=matter.pk if matter.kind == "bundle" else matter.parent_id).first()
    if whole is None:
        return None
    visits = joint_visits_of(whole)
    proposes = matter.is_open and can_be_proposed(officer, whole, on=local_day(timezone.now()))
    if not visits and not proposes:
        return None
    return "bundles/parts/joint_visits.html", {"visits": visits, "whole": whole.matter, "may_propose": proposes}


@fills("visits.asked")
def joint_visits_to_answer(request: HttpRequest, officer: Officer) -> Filled | None:
    """Above an officer's own visits: what their office is asked to come along to."""
    parts = parts_asked(officer, on=local_day(timezone.now()))
    return ("bundles/parts/visits_asked.html", {"parts": parts}) if parts else None


@fills("visit.side")
def joint_visit_of_a_visit(request: HttpRequest, visit: SiteVisit) -> Filled | None:
    """On the page of an office's own visit: the joint one that it is part of."""
    if visit.trip is None:
        return None
    joint = JointVisit.objects.select_related("whole__matter").filter(pk=visit.trip).first()
    return ("bundles/parts/visit_of_joint.html", {"joint": joint}) if joint else None


@fills("matter.side", order=4)
def consents_of_a_whole(request: HttpRequest, matter: Matter) -> Filled | None:
    """For officers: who else agreed to what was handed in, when, how, and to exactly what."""
    whole = Whole.objects.filter(matter=matter).first() if matter.kind == "bundle" else None
    if whole is None:
        return None
    whole.matter = matter
    given = consents_given(whole)
    return ("bundles/parts/consents_given.html", {"consents": given}) if given else None


@fills("matter.side", order=3)
def whole_of_a_part(request: HttpRequest, matter: Matter) -> Filled | None:
    """On the page of a member's case: the whole that it belongs to."""
    return _whole_of(matter, "matters:matter")


@fills("own.side", order=3)
def whole_of_own_part(request: HttpRequest, matter: Matter) -> Filled | None:
    return _whole_of(matter, "bundles:mine")


def _whole_of(matter: Matter, view: str) -> Filled | None:
    if matter.parent_id is None:
        return None
    whole = Matter.objects.only("number", "subject_title", "kind").get(pk=matter.parent_id)
    if whole.kind != "bundle":
        return None
    return "bundles/parts/whole.html", {"whole": whole, "address": reverse(view, args=[whole.number])}
