"""Addresses of bundles: the list, the guide, applying, one's own wholes, the lead's acts on the matter page."""

from django.urls import path

from tongban.bundles.views import apply, desk, own, public

app_name = "bundles"
draft = "bundles/drafts/<int:draft>/"
mine = "my/bundles/<str:number>/"

urlpatterns = [
    path("bundles/", public.bundles, name="bundles"),
    path(f"{draft}questions/", apply.questions, name="questions"),
    path(f"{draft}form/", apply.form, name="form"),
    path(f"{draft}papers/", apply.papers, name="papers"),
    path(f"{draft}papers/take-back/", apply.take_back, name="take_back"),
    path(f"{draft}check/", apply.check, name="check"),
    path(f"{draft}discard/", apply.discard, name="discard"),
    path("bundles/<str:region>/<slug:code>/", public.guide, name="guide"),
    path("bundles/<str:region>/<slug:code>/begin/", apply.begin, name="begin"),
    path(mine, own.mine, name="mine"),
    path(f"{mine}handed-in/", own.handed_in, name="handed_in"),
    path(f"{mine}take-up/", own.take_up, name="take_up"),
    path(f"{mine}end-rest/", own.end_rest, name="end_own_rest"),
    path("desk/wholes/<str:number>/urge/", desk.urge, name="urge"),
    path("desk/wholes/<str:number>/end-rest/", desk.end_rest, name="end_rest"),
]
