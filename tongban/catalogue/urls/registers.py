"""Addresses of what is public beside the guides: lists of items, papers and proofs."""

from django.urls import path

from tongban.catalogue.views import lists, papers

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
]
