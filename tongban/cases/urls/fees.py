"""Addresses of fees."""

from django.urls import path

from tongban.cases.views import fees

urlpatterns = [
    path("pay/<str:code>/", fees.pay, name="pay"),
    path("desk/fees/", fees.notices, name="fees"),
    path("desk/fees/export/", fees.export_notices, name="export_fees"),
    path("desk/fees/<str:code>/cancel/", fees.cancel, name="cancel_charge"),
    path("desk/payments/<int:payment>/refund/", fees.refund, name="refund"),
    path("desk/refunds/<int:pk>/answer/", fees.answer_refund, name="answer_refund"),
    path("desk/prerequisites/<int:pk>/settle/", fees.settle, name="settle"),
    path("desk/cases/<str:number>/charge/", fees.charge, name="charge"),
]
