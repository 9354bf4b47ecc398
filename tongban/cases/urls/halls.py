"""Addresses of the pages for who manages a hall, and for who greets people in it."""

from django.urls import path

from tongban.cases.views import hall_batches, hall_competences, halls

urlpatterns = [
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
    path("desk/competences/export/", hall_competences.export, name="export_competences"),
    path("desk/competences/clerks/<int:pk>/", hall_competences.clerk, name="clerk_competences"),
    path("desk/competences/<int:pk>/end/", hall_competences.end, name="end_competence"),
]
