"""Addresses of the two lists: standing of an item, catalogue, reference lists, law."""

from django.urls import path

from tongban.catalogue.views import item_acts

urlpatterns = [
    path("desk/items/<str:code>/retire/", item_acts.retire, name="retire"),
    path("desk/items/<str:code>/keep/", item_acts.keep, name="keep"),
    path("desk/items/<str:code>/suspend/", item_acts.suspend, name="suspend"),
    path("desk/items/<str:code>/resume/", item_acts.resume, name="resume"),
]
