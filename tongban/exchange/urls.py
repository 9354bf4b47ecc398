"""Addresses of the demo inbox and of the partners' desk."""

from django.urls import path

from tongban.exchange.views import couriers, door, network, partners, payments, systems

app_name = "exchange"
urlpatterns = [
    path("demo/inbox/", partners.inbox, name="inbox"),
    path("demo/witness/", partners.witness, name="witness"),
    path("demo/cashier/<str:code>/", payments.cashier, name="cashier"),
    path("demo/courier/", couriers.round_of, name="courier"),
    path("demo/courier/<str:number>/", couriers.end, name="end_parcel"),
    path("exchange/payments/", payments.report, name="payment_report"),
    path("exchange/systems/<slug:code>/rows/", door.rows, name="system_rows"),
    path("exchange/systems/<slug:code>/batches/<str:number>/", door.batch, name="system_batch"),
    path("exchange/systems/<slug:code>/tally/<str:day>/", door.tally, name="system_tally"),
    path("desk/systems/", systems.board, name="systems"),
    path("desk/systems/<slug:code>/", systems.one, name="system"),
    path("desk/systems/<slug:code>/rows/<int:pk>/", systems.correct, name="correct_row"),
    path("desk/systems/<slug:code>/pause/", systems.pause, name="pause_system"),
    path("desk/systems/<slug:code>/resume/", systems.resume, name="resume_system"),
    path("desk/systems/<slug:code>/key/", systems.key, name="system_key"),
    path("desk/network/", network.register, name="network"),
    path("desk/network/new/", network.enter, name="enter_site"),
    path("desk/network/<int:pk>/", network.change, name="change_site"),
    path("desk/partners/", partners.partners, name="partners"),
    path("desk/partners/<slug:code>/", partners.partner, name="partner"),
    path("desk/partners/<slug:code>/mode/", partners.set_mode, name="set_mode"),
]
