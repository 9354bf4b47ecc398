"""Addresses of what is public beside the guides: lists of items, papers and proofs."""

from django.urls import path

from tongban.catalogue.views import agreements, delegations, lists, papers, powers

urlpatterns = [
    path("lists/", lists.overview, name="lists"),
    path("lists/<slug:code>/", lists.one, name="list"),
    path("lists/<slug:code>/changes/", lists.log, name="list_log"),
    path("lists/<slug:code>/export/", lists.export, name="list_export"),
    path("papers/", papers.catalogue, name="papers"),
    path("papers/<slug:code>/", papers.paper, name="paper"),
    path("desk/papers/", papers.desk, name="paper_desk"),
    path("desk/papers/new/", papers.enter, name="enter_paper"),
    path("desk/papers/join/", papers.join, name="join_paper"),
    path("desk/papers/enter-unknown/", papers.enter_unknown, name="enter_unknown_papers"),
    path("desk/papers/<slug:code>/", papers.change, name="change_paper"),
    path("desk/papers/<slug:code>/end/", papers.end, name="end_paper"),
    path("agreements/", agreements.public, name="agreements"),
    path("agreements/<int:agreement_id>/", agreements.public_one, name="agreement"),
    path("desk/delegations/", delegations.delegations, name="delegations"),
    path("desk/delegations/<int:delegation_id>/end/", delegations.end, name="end_delegation"),
    path("desk/items/<str:code>/delegate/", delegations.delegate, name="delegate"),
    path("desk/agreements/", agreements.desk, name="agreements_desk"),
    path("desk/agreements/new/", agreements.sign, name="sign_agreement"),
    path("desk/agreements/<int:agreement_id>/", agreements.one, name="agreement_desk"),
    path("desk/agreements/<int:agreement_id>/items/", agreements.put_forward, name="put_forward"),
    path("desk/agreements/<int:agreement_id>/end/", agreements.end, name="end_agreement"),
    path("desk/agreed/<int:agreed_id>/", agreements.agreed, name="agreed"),
    path("desk/agreed/<int:agreed_id>/take-out/", agreements.take_out, name="take_out"),
    path("powers/", powers.offices, name="powers"),
    path("powers/<str:uscc>/", powers.office, name="office_powers"),
    path("centres/", powers.centres, name="centres"),
]
