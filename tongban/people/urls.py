"""Addresses of signing in and of one's own profile. The account library names its pages without a namespace."""

from allauth.account import views as library
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from tongban.people.views import (
    certificate,
    clients,
    entrance,
    factors,
    identity,
    means,
    posts,
    profile,
    sessions,
    sign_in,
    whom,
)

own = [
    path("staff/", sign_in.staff_sign_in, name="staff_sign_in"),
    path("staff/certificate/", certificate.sign_in, name="certificate_sign_in"),
    path("staff/profile/", profile.staff_profile, name="staff_profile"),
    path("staff/factors/", factors.factors, name="factors"),
    path("staff/factors/device/", factors.add_device, name="add_device"),
    path("staff/factors/passkey/", factors.add_passkey, name="add_passkey"),
    path("staff/factors/recovery/", factors.recovery_codes, name="recovery_codes"),
    path("staff/factors/<int:factor_id>/remove/", factors.remove, name="remove_factor"),
    path("sessions/end-others/", sessions.end_others, name="end_other_sessions"),
    path("sessions/<int:session_id>/end/", sessions.end, name="end_session"),
    path("enter/", entrance.enter, name="enter"),
    path("enter/<str:app>/", entrance.ask, name="ask_to_enter"),
    path("whom/", whom.whom, name="whom"),
    path("surer/", whom.surer, name="surer"),
    path("who/", profile.who_are_you, name="who_are_you"),
    path("profile/", profile.profile, name="profile"),
    path("profile/reveal/<slug:field>/", profile.reveal_own, name="reveal_own"),
    path("agents/new/", profile.authorise, name="authorise"),
    path("agents/<int:authorisation_id>/revoke/", profile.revoke, name="revoke"),
    path("clients/", clients.clients, name="clients"),
    path("clients/new/", clients.admit, name="admit_client"),
    path("clients/<int:client_id>/replace/", clients.replace, name="replace_client"),
    path("clients/<int:client_id>/revoke/", clients.revoke, name="revoke_client"),
]

pages: list[URLPattern | URLResolver] = [
    path("accounts/", include(own)),
    path("desk/posts/", posts.posts, name="posts"),
    path("desk/absences/", posts.absences, name="absences"),
    path("desk/absences/<int:absence_id>/end/", posts.end_absence, name="end_absence"),
    path("desk/oversteps/", posts.oversteps, name="oversteps"),
    path("desk/colleagues/", means.colleagues, name="colleagues"),
    path("desk/colleagues/<int:officer_id>/", means.means, name="means"),
    path("desk/colleagues/<int:officer_id>/certificate/bind/", means.bind, name="bind_certificate"),
    path("desk/colleagues/<int:officer_id>/certificate/end/", means.end, name="end_certificates"),
    path("desk/colleagues/<int:officer_id>/factors/reset/", means.reset, name="reset_factors"),
]

urlpatterns = [
    path("accounts/login/", sign_in.sign_in, name="account_login"),
    path("accounts/login/code/", sign_in.type_code, name="account_confirm_login_code"),
    path("accounts/staff/second/", factors.second_factor, name="mfa_authenticate"),
    path("accounts/identity/<slug:provider_id>/", identity.begin, name="openid_connect_login"),
    path("accounts/identity/<slug:provider_id>/back/", identity.come_back, name="openid_connect_callback"),
    path("accounts/logout/", library.logout, name="account_logout"),
    path("accounts/inactive/", library.account_inactive, name="account_inactive"),
    path("accounts/password/", sign_in.change_password, name="account_change_password"),
    path("accounts/signup/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
    path("", include((pages, "people"))),
]
