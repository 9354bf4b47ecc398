"""Addresses of the faces that compose modules."""

from django.urls import path

from tongban.portal import api
from tongban.portal.views import deliveries, front, notices, own_data, places, seals, space

app_name = "portal"

urlpatterns = [
    path("", front.home, name="home"),
    path("places/", places.places, name="places"),
    path("places/<str:code>/", places.place, name="place"),
    path("areas/<slug:code>/", places.area, name="area"),
    path("notices/", places.notices, name="notices"),
    path("notices/<int:notice_id>/", places.notice, name="notice"),
    path("desk/notices/", notices.desk, name="desk_notices"),
    path("desk/notices/new/", notices.publish, name="publish_notice"),
    path("desk/notices/<int:notice_id>/withdraw/", notices.withdraw, name="withdraw_notice"),
    path("demo/", front.demo, name="demo"),
    path("demo/progress/", front.demo_progress, name="demo_progress"),
    path("api/v1/", api.home, name="api_home"),
    path("api/v1/docs/", api.docs, name="api_docs"),
    path("seals/", seals.seals, name="seals"),
    path("seals/<int:seal_number>/", seals.seal, name="seal"),
    path("seals/<int:seal_number>/statement.json", seals.seal_statement, name="seal_statement"),
    path("seals/<int:seal_number>/signature.sig", seals.seal_signature, name="seal_signature"),
    path("seals/keys/<slug:fingerprint>.pem", seals.seal_key, name="seal_key"),
    path("desk/matters/<str:number>/proof/", seals.proof, name="proof"),
    path("my/<str:number>/proof/", seals.own_proof, name="own_proof"),
    path("desk/outbox/", deliveries.outbox_page, name="outbox"),
    path("desk/outbox/<int:row_id>/retry/", deliveries.retry, name="retry"),
    path("desk/outbox/kinds/<str:kind>/retry/", deliveries.retry_all, name="retry_all"),
    path("my/space/", space.space, name="space"),
    path("my/messages/", space.told, name="messages"),
    path("my/readings/", space.readings, name="readings"),
    path("my/data/", own_data.my_data, name="my_data"),
    path("my/data/<int:export_id>/", own_data.take_export, name="take_export"),
    path("desk/retention/", deliveries.retention_page, name="retention"),
]
