"""Addresses of the pages for who manages a hall, and for who greets people in it."""

from django.urls import path

from tongban.cases.views import hall_batches, hall_competences, hall_training, halls, pools, reports

urlpatterns = [
    path("desk/window/next/", pools.next_one, name="next_arrival"),
    path("desk/window/park/", pools.park, name="park_visit"),
    path("desk/window/take-up/<int:pk>/", pools.take_up, name="take_up_visit"),
    path("desk/window/report/", reports.report, name="window_report"),
    path("desk/window/report/export/", reports.export_report, name="export_window_report"),
    path("desk/pools/", pools.pools, name="pools"),
    path("desk/pools/make/", pools.make, name="make_pool"),
    path("desk/pools/<int:pk>/arrivals/", pools.arrive, name="arrive"),
    path("desk/pools/arrivals/<int:pk>/left/", pools.leave, name="leave"),
    path("desk/windows/", halls.windows, name="hall_windows"),
    path("desk/windows/<int:pk>/", halls.window, name="hall_window"),
    path("desk/windows/<int:pk>/serves/", halls.serves, name="window_serves"),
    path("desk/batches/", hall_batches.batches, name="batches"),
    path("desk/batches/<int:pk>/", hall_batches.batch, name="batch"),
    path("desk/batches/<int:pk>/lines/", hall_batches.add_lines, name="add_lines"),
    path("desk/batches/<int:pk>/remove/", hall_batches.remove_lines, name="remove_lines"),
    path("desk/batches/<int:pk>/enter/", hall_batches.enter, name="enter_batch"),
    path("desk/batches/<int:pk>/take-back/", hall_batches.take_back, name="take_back_batch"),
    path("desk/batches/<int:pk>/sheet/", hall_batches.bring, name="bring_batch"),
    path("desk/batches/<int:pk>/export/", hall_batches.export, name="export_batch"),
    path("desk/competences/", hall_competences.competences, name="competences"),
    path("desk/competences/training/", hall_training.trainings, name="trainings"),
    path("desk/competences/training/export/", hall_training.export, name="export_trainings"),
    path("desk/competences/export/", hall_competences.export, name="export_competences"),
    path("desk/competences/clerks/<int:pk>/", hall_competences.clerk, name="clerk_competences"),
    path("desk/competences/<int:pk>/end/", hall_competences.end, name="end_competence"),
]
