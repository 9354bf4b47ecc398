"""Addresses of the targets of speed."""

from django.urls import path

from tongban.cases.views import speed

urlpatterns = [
    path("desk/speed-targets/", speed.targets, name="speed_targets"),
    path("desk/speed-targets/office/", speed.for_office, name="set_office_speed"),
    path("desk/speed-targets/<str:code>/", speed.target, name="speed_target"),
    path("desk/speed-targets/<str:code>/end/", speed.end, name="end_speed_target"),
]
