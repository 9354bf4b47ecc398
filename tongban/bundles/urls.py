"""Addresses of bundles: the list, the guide, applying, one's own wholes, the lead's acts, joint visits."""

from django.urls import path

from tongban.bundles.views import apply, consents, design_parts, designing, desk, own, public, switching, visits

app_name = "bundles"
draft = "bundles/drafts/<int:draft>/"
mine = "my/bundles/<str:number>/"

urlpatterns = [
    path("bundles/", public.bundles, name="bundles"),
    path(f"{draft}questions/", apply.questions, name="questions"),
    path(f"{draft}form/", apply.form, name="form"),
    path(f"{draft}papers/", apply.papers, name="papers"),
    path(f"{draft}papers/fetch/", apply.fetch, name="fetch_papers"),
    path(f"{draft}papers/take-back/", apply.take_back, name="take_back"),
    path(f"{draft}check/", apply.check, name="check"),
    path(f"{draft}consent/", consents.ask, name="ask_for_consent"),
    path(f"{draft}discard/", apply.discard, name="discard"),
    path("bundles/<str:region>/<slug:code>/", public.guide, name="guide"),
    path("bundles/<str:region>/<slug:code>/begin/", apply.begin, name="begin"),
    path("my/bundles/", own.wholes, name="wholes"),
    path(mine, own.mine, name="mine"),
    path(f"{mine}handed-in/", own.handed_in, name="handed_in"),
    path(f"{mine}take-up/", own.take_up, name="take_up"),
    path(f"{mine}end-rest/", own.end_rest, name="end_own_rest"),
    path("my/consents/<int:pk>/", consents.consent, name="consent"),
    path("desk/consents/", consents.at_window, name="consent_at_window"),
    path("desk/wholes/", desk.led, name="led"),
    path("desk/wholes/<str:number>/urge/", desk.urge, name="urge"),
    path("desk/wholes/<str:number>/end-rest/", desk.end_rest, name="end_rest"),
]

trip = "desk/wholes/<str:number>/visit/"
joint = f"{trip}<int:joint>/"

urlpatterns += [
    path(trip, visits.propose, name="propose_visit"),
    path(joint, visits.joint_visit, name="joint_visit"),
    path(f"{joint}join/", visits.join, name="join_visit"),
    path(f"{joint}decline/", visits.decline, name="decline_visit"),
    path(f"{joint}move/", visits.move, name="move_visit"),
    path(f"{joint}settle/", visits.settle, name="settle_visit"),
]

one = "desk/bundles/<str:region>/<slug:code>/"
between = f"{one}links/<slug:source>/<slug:target>/"

urlpatterns += [
    path("desk/bundles/", designing.designs, name="designs"),
    path("desk/bundles/new/", designing.begin_design, name="begin_design"),
    path("desk/bundles/switches/", switching.switches, name="switches"),
    path("desk/bundles/switches/new/", switching.switch, name="switch"),
    path(one, designing.design, name="design"),
    path(f"{one}anew/", designing.anew, name="anew"),
    path(f"{one}facts/", designing.facts, name="facts"),
    path(f"{one}questions/", designing.questions, name="design_questions"),
    path(f"{one}same/", designing.same, name="same"),
    path(f"{one}mend/", designing.mend, name="mend"),
    path(f"{one}file/", designing.give_out, name="give_out"),
    path(f"{one}file/take-in/", designing.take_in, name="take_in"),
    path(f"{one}publish/", designing.publish, name="publish"),
    path(f"{one}retire/", designing.retire, name="retire"),
    path(f"{one}members/", design_parts.add_member, name="add_member"),
    path(f"{one}members/<slug:member>/", design_parts.member, name="design_member"),
    path(f"{one}members/<slug:member>/remove/", design_parts.remove_member, name="remove_member"),
    path(f"{one}links/", design_parts.add_link, name="add_link"),
    path(between, design_parts.link, name="design_link"),
    path(f"{between}remove/", design_parts.remove_link, name="remove_link"),
]
