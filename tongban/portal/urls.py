"""Addresses of the faces that compose modules."""

from django.urls import path

from tongban.portal import api, views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("demo/", views.demo, name="demo"),
    path("demo/progress/", views.demo_progress, name="demo_progress"),
    path("api/v1/", api.home, name="api_home"),
    path("api/v1/docs/", api.docs, name="api_docs"),
    path("desk/outbox/", views.outbox_page, name="outbox"),
    path("desk/outbox/<int:row_id>/retry/", views.retry, name="retry"),
]
