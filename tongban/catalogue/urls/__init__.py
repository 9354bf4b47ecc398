"""Addresses of the catalogue; those of a topic stand in a file of their own."""

from django.urls import path

from tongban.catalogue.urls import attachments, figures, managing, registers, sheets, working
from tongban.catalogue.views import desk, item_page, public

app_name = "catalogue"

urlpatterns = [
    path("items/", public.items, name="items"),
    path("items/<str:code>/", public.item, name="item"),
    path("items/<str:code>/print/", public.printed, name="print"),
    path("items/<str:code>/guide.pdf", public.as_pdf, name="guide_pdf"),
    path("items/<str:code>/form.pdf", public.blank_form, name="blank_form"),
    path("items/<str:code>/scenarios/<int:place>/", public.scenario, name="scenario"),
    path("desk/items/", desk.desk, name="desk"),
    *working.lists,
    path("desk/items/<str:code>/", item_page.item, name="desk_item"),
    path("desk/items/<str:code>/begin/", desk.begin, name="begin"),
    *attachments.urlpatterns,
    *figures.urlpatterns,
    *managing.urlpatterns,
    *working.urlpatterns,
    *registers.urlpatterns,
    *sheets.urlpatterns,
]
