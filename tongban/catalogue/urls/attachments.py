"""Addresses of the files that guides hand out."""

from django.urls import path

from tongban.catalogue.views import attachments

urlpatterns = [
    path("items/<str:code>/files/<str:file>/", attachments.attachment, name="attachment"),
    path("desk/items/<str:code>/files/", attachments.attach, name="attach"),
]
