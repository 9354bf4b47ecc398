"""Addresses of the two lists: standing of an item, catalogue, reference lists, law."""

from django.urls import path

from tongban.catalogue.views import basic, item_acts, laws, references, scenarios

urlpatterns = [
    path("desk/items/<str:code>/retire/", item_acts.retire, name="retire"),
    path("desk/items/<str:code>/keep/", item_acts.keep, name="keep"),
    path("desk/items/<str:code>/suspend/", item_acts.suspend, name="suspend"),
    path("desk/items/<str:code>/resume/", item_acts.resume, name="resume"),
    path("desk/items/<str:code>/scenarios/", scenarios.split, name="split"),
    path("desk/catalogue/", basic.entries, name="basic"),
    path("desk/catalogue/new/", basic.add, name="add_local"),
    path("desk/catalogue/ended/", basic.ended, name="ended"),
    path("desk/catalogue/stationed/", basic.stationed, name="stationed"),
    path("desk/catalogue/entries/<str:entry>/claim/", basic.claim, name="claim"),
    path("desk/catalogue/entries/<str:entry>/end/", basic.end, name="end_entry"),
    path("desk/reference/", references.references, name="references"),
    path("desk/reference/<int:reference>/", references.reference, name="reference"),
    path("desk/reference/<int:reference>/add/", references.add, name="add_reference_entries"),
    path("desk/reference/<int:reference>/publish/", references.publish, name="publish_reference"),
    path("desk/reference/entries/<int:reference_entry>/remove/", references.remove, name="remove_reference_entry"),
    path("desk/reference/entries/<int:reference_entry>/adopt/", references.adopt, name="adopt"),
    path("desk/laws/", laws.laws, name="laws"),
    path("desk/laws/changes/new/", laws.enter, name="law_change"),
    path("desk/laws/marks/", laws.marks, name="marks"),
    path("desk/laws/marks/<int:mark>/settle/", laws.settle, name="settle"),
]
