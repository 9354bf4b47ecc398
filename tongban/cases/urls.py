"""Addresses of cases: the back office's acts on the matter page."""

from django.urls import path

from tongban.cases.views import desk

app_name = "cases"
act = "desk/cases/<str:number>/"

urlpatterns = [
    path(f"{act}accept/", desk.accept, name="accept"),
    path(f"{act}decide-instantly/", desk.decide_instantly, name="decide_instantly"),
    path(f"{act}return/", desk.give_back, name="give_back"),
    path(f"{act}notify/", desk.notify, name="notify"),
    path(f"{act}turn-away/", desk.turn_away, name="turn_away"),
    path(f"{act}correct/", desk.correct, name="correct"),
    path(f"{act}steps/<int:step>/opinion/", desk.give_opinion, name="opinion"),
    path(f"{act}decide/", desk.decide, name="decide"),
    path(f"{act}hand-over/", desk.hand_over, name="hand_over"),
    path(f"{act}reveal/<slug:field>/", desk.reveal, name="reveal"),
]
