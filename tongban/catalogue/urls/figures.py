"""Addresses of the figures of the catalogue."""

from django.urls import path

from tongban.catalogue.views import figures

urlpatterns = [
    path("desk/figures/", figures.overview, name="figures"),
    path("desk/figures/baseline/", figures.baseline, name="figure_baseline"),
    path("desk/figures/<slug:code>/", figures.one, name="figure"),
    path("desk/figures/<slug:code>/export/", figures.export, name="figure_export"),
    path("desk/figures/<slug:code>/target/", figures.target, name="figure_target"),
]
