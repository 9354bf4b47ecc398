"""The addresses of matters, for the desk and for the public."""

from django.urls import path

from tongban.matters.views import desk, exports, matter, progress

app_name = "matters"
page = "desk/matters/<str:number>/"
step = f"{page}steps/<int:step>/"

urlpatterns = [
    path("desk/", desk.show_work, name="work_list"),
    path("desk/search/", desk.search, name="search"),
    path("desk/export/", exports.export_work, name="export_work"),
    path("desk/search/export/", exports.export_found, name="export_found"),
    path(page, matter.show, name="matter"),
    path(f"{page}print/", matter.show_print, name="matter_print"),
    path(f"{page}extend/", matter.extend, name="extend"),
    path(f"{page}procedure/", matter.begin_procedure, name="begin_procedure"),
    path(f"{page}procedure/end/", matter.end_procedure, name="end_procedure"),
    path(f"{page}urge/", matter.urge, name="urge"),
    path(f"{step}claim/", matter.claim, name="claim"),
    path(f"{step}release/", matter.release, name="release"),
    path(f"{step}hand-over/", matter.hand_over, name="hand_over"),
    path(f"{step}return/", matter.return_to, name="return"),
    path(f"{step}complete/", matter.complete, name="complete"),
    path("progress/", progress.ask, name="look_up"),
    path("progress/<str:number>/", progress.show, name="progress"),
]
