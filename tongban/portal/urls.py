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
    path("seals/", views.seals, name="seals"),
    path("seals/<int:seal_number>/", views.seal, name="seal"),
    path("seals/<int:seal_number>/statement.json", views.seal_statement, name="seal_statement"),
    path("seals/<int:seal_number>/signature.sig", views.seal_signature, name="seal_signature"),
    path("seals/keys/<slug:fingerprint>.pem", views.seal_key, name="seal_key"),
    path("desk/matters/<str:number>/proof/", views.proof, name="proof"),
    path("my/<str:number>/proof/", views.own_proof, name="own_proof"),
    path("desk/outbox/", views.outbox_page, name="outbox"),
    path("desk/outbox/<int:row_id>/retry/", views.retry, name="retry"),
    path("desk/outbox/kinds/<str:kind>/retry/", views.retry_all, name="retry_all"),
    path("my/data/", views.my_data, name="my_data"),
    path("my/data/<int:export_id>/", views.take_export, name="take_export"),
    path("desk/retention/", views.retention_page, name="retention"),
]
