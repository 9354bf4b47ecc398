"""Addresses of special procedures and hearings."""

from django.urls import path

from tongban.cases.views import hearing_notices, hearings, procedures, waiting_exports

act = "desk/cases/<str:number>/"

urlpatterns = [
    path("desk/hearings/", hearings.to_hold, name="hearings"),
    path("desk/hearings/export/", waiting_exports.hearings, name="export_hearings"),
    path("hearing-notices/", hearing_notices.look_up, name="hearing_notices"),
    path("hearing-notices/<int:pk>/", hearing_notices.show, name="hearing_notice"),
    path("hearing-notices/<int:pk>/give-up/", hearing_notices.give_up, name="give_up_by_notice"),
    path("my/<str:number>/hearing/", hearings.ask, name="ask_to_be_heard"),
    path("my/<str:number>/hearing/give-up/", hearings.give_up, name="give_hearing_up"),
    path(f"{act}procedures/", procedures.begin, name="begin_procedure"),
    path(f"{act}procedures/<int:procedure>/end/", procedures.end, name="end_procedure"),
    path(f"{act}hearing/", procedures.tell_right, name="tell_hearing_right"),
    path(f"{act}hearing/ask/", procedures.ask, name="ask_for_hearing"),
    path(f"{act}hearing/interested/", procedures.tell_interested, name="tell_interested_person"),
    path(f"{act}hearing/give-up/", procedures.give_up, name="record_giving_up"),
    path(f"{act}hearing/announce/", procedures.announce, name="announce_hearing"),
    path(f"{act}hearing/record/", procedures.record, name="record_hearing"),
]
