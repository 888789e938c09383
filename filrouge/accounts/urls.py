"""Everything about one's own account, under `/compte/`. allauth finds its pages by their own names."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from filrouge.accounts import views
from filrouge.lib.access import open_to_all, signed_in

ours = [
    path("", views.me, name="me"),
    path("demonstration/", views.demo_sign_in, name="demo_sign_in"),
    path("avis/", views.notice_choices, name="notice_choices"),
    path("deconnecter-partout/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("second-facteur/ajouter/image.svg", views.totp_picture, name="totp_picture"),
    path("brouillon/", views.draft, name="draft"),
    path("brouillon/oublier/", views.drop_draft, name="forget_draft"),
]

coming_in = [
    path("connexion/", views.sign_in, name="account_login"),
    path("connexion/cle/", views.passkey_sign_in, name="mfa_login_webauthn"),
    path("connexion/code/", open_to_all(mfa.authenticate), name="mfa_authenticate"),
    path("deconnexion/", open_to_all(account.logout), name="account_logout"),
    path("ferme/", open_to_all(account.account_inactive), name="account_inactive"),
    path("confirmer/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("confirmer/code/", signed_in(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("confirmer/cle/", signed_in(passkey.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
]

password = [
    path("changer/", signed_in(account.password_change), name="account_change_password"),
    path("oublie/", open_to_all(account.password_reset), name="account_reset_password"),
    path("oublie/envoye/", open_to_all(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        open_to_all(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "nouveau/fait/",
        open_to_all(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    # allauth leads here an account that has no password yet: it gets one by mail, which proves whose it is.
    path(
        "definir/",
        signed_in(RedirectView.as_view(pattern_name="account_reset_password")),
        name="account_set_password",
    ),
]

second_factor = [
    path("", signed_in(mfa.index), name="mfa_index"),
    path("ajouter/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("retirer/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    # allauth leads here after a change; the page above lists the keys.
    path("cles/", signed_in(RedirectView.as_view(pattern_name="mfa_index")), name="mfa_list_webauthn"),
    path("cles/ajouter/", views.add_passkey, name="mfa_add_webauthn"),
    path("cles/<int:pk>/nommer/", signed_in(passkey.edit_webauthn), name="mfa_edit_webauthn"),
    path("cles/<int:pk>/retirer/", signed_in(passkey.remove_webauthn), name="mfa_remove_webauthn"),
    path("codes/", signed_in(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("codes/nouveaux/", signed_in(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("codes/fichier/", signed_in(recovery.download_recovery_codes), name="mfa_download_recovery_codes"),
]

urlpatterns = [
    path("", include((ours, "accounts"))),
    path("", include(coming_in)),
    path("mot-de-passe/", include(password)),
    path("second-facteur/", include(second_factor)),
]
