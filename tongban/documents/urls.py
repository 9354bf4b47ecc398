"""Addresses of files, of printed documents, and of the public check of a document's number."""

from django.urls import path

from tongban.documents import views

app_name = "documents"
urlpatterns = [
    path("files/<int:file_id>/", views.file, name="file"),
    path("documents/<str:number>/", views.document, name="document"),
    path("verify/", views.verify, name="verify"),
    path("verify/<str:number>", views.verify, name="verify_number"),
]
