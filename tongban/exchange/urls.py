"""Addresses of the demo inbox and of the partners' desk."""

from django.urls import path

from tongban.exchange import views

app_name = "exchange"
urlpatterns = [
    path("demo/inbox/", views.inbox, name="inbox"),
    path("demo/witness/", views.witness, name="witness"),
    path("desk/partners/", views.partners, name="partners"),
    path("desk/partners/<slug:code>/", views.partner, name="partner"),
    path("desk/partners/<slug:code>/mode/", views.set_mode, name="set_mode"),
]
