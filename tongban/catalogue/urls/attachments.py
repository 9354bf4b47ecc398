"""Addresses of what forms and guides are made with: files to hand out, shared fields."""

from django.urls import path

from tongban.catalogue.views import attachments, fields

urlpatterns = [
    path("items/<str:code>/files/<str:file>/", attachments.attachment, name="attachment"),
    path("desk/items/<str:code>/files/", attachments.attach, name="attach"),
    path("desk/shared-fields/", fields.shared_fields, name="shared_fields"),
    path("desk/shared-fields/<slug:code>/end/", fields.end, name="end_shared_field"),
]
