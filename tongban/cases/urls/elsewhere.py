"""Addresses of what somebody else decides."""

from django.urls import path

from tongban.cases.views import elsewhere

own = [path("my/elsewhere/", elsewhere.own, name="own_elsewhere")]

urlpatterns = [
    path("desk/window/elsewhere/", elsewhere.choose, name="choose_elsewhere"),
    path("desk/window/elsewhere/<int:agreed>/", elsewhere.take, name="take_elsewhere"),
    path("desk/window/guide/<str:code>/", elsewhere.guide, name="guide_away"),
    path("desk/elsewhere/", elsewhere.listed, name="elsewhere"),
    path("desk/elsewhere/<str:number>/", elsewhere.one, name="elsewhere_one"),
    path("desk/elsewhere/<str:number>/forward/", elsewhere.forward, name="forward_elsewhere"),
    path("desk/elsewhere/<str:number>/note/", elsewhere.note, name="note_elsewhere"),
    path("desk/cases/<str:number>/follow/", elsewhere.follow, name="follow"),
]
