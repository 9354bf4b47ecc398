"""Addresses of cases: applying, one's own applications, the back office's acts on the matter page."""

from django.urls import path

from tongban.cases.views import (
    apply,
    desk,
    late,
    mine,
    previews,
    volumes,
    what_if,
    window,
    window_items,
    window_pick_up,
)

app_name = "cases"
act = "desk/cases/<str:number>/"
seat = "desk/window/"

draft = "apply/drafts/<int:draft>/"

urlpatterns = [
    path("apply/<str:code>/", apply.begin, name="begin"),
    path(f"{draft}questions/", apply.questions, name="questions"),
    path(f"{draft}form/", apply.form, name="form"),
    path(f"{draft}papers/", apply.papers, name="papers"),
    path(f"{draft}papers/take-back/", apply.take_back, name="take_back"),
    path(f"{draft}check/", apply.check, name="check"),
    path(f"{draft}renew/", apply.renew, name="renew"),
    path(f"{draft}discard/", apply.discard, name="discard"),
    path("my/", mine.own, name="own"),
    path("my/<str:number>/", mine.mine, name="mine"),
    path("my/<str:number>/handed-in/", mine.handed_in, name="handed_in"),
    path("my/<str:number>/correct/", mine.correct, name="correct_own"),
    path("my/<str:number>/withdraw/", mine.withdraw, name="withdraw"),
    path("my/<str:number>/take/", mine.take, name="take"),
    path(seat, window.desk, name="window"),
    path(f"{seat}sit/", window.sit, name="sit_at_window"),
    path(f"{seat}card/", window.read_card, name="read_card"),
    path(f"{seat}came/", window.came, name="came"),
    path(f"{seat}begin/", window.begin, name="begin_visit"),
    path(f"{seat}end/", window.end, name="end_visit"),
    path(f"{seat}authorisation/", window_items.scan_authorisation, name="scan_authorisation"),
    path(f"{seat}items/", window_items.items, name="window_items"),
    path(f"{seat}items/<str:code>/", window_items.item, name="window_item"),
    path(f"{seat}cases/<str:number>/form/", window.print_form, name="print_form"),
    path(f"{seat}cases/<str:number>/deliver/", window.deliver, name="deliver"),
    path(f"{seat}pick-up/", window_pick_up.pick_up, name="pick_up"),
    path(f"{seat}pick-up/<str:number>/", window_pick_up.hand_over, name="hand_over_by_card"),
    path("desk/outages/", late.outages, name="outages"),
    path("desk/outages/<int:pk>/end/", late.end, name="end_outage"),
    path("desk/outages/pads/", late.new_pad, name="new_pad"),
    path("desk/outages/pads/<int:serial>/", late.pad, name="pad"),
    path("desk/late-entries/", late.entries, name="late_entries"),
    path("desk/late-entries/<int:pk>/approve/", late.approve, name="approve_late_entry"),
    path("desk/late-entries/<int:pk>/refuse/", late.refuse, name="refuse_late_entry"),
    path("desk/volumes/", volumes.ranking, name="volumes"),
    path("desk/volumes/export/", volumes.export_ranking, name="export_volumes"),
    path("desk/items/<str:code>/form-preview/", previews.form_preview, name="form_preview"),
    path("desk/items/<str:code>/what-if/", what_if.what_if, name="what_if"),
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
