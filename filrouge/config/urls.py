from django.urls import include, path
from django.views.i18n import set_language

from filrouge.config import views
from filrouge.lib.access import open_to_all

urlpatterns = [
    path("healthz", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
    path("langue/", open_to_all(set_language), name="set_language"),
    path("compte/", include("filrouge.accounts.urls")),
    path("", include("filrouge.ui.urls")),
    path("", include("filrouge.nomenclature.urls")),
    path("", include("filrouge.desk.urls")),
    path("", include("filrouge.parcours.urls")),
    path("", include("filrouge.documents.urls")),
    path("", include("filrouge.life_project.urls")),
    path("", include("filrouge.needs.urls")),
    path("", include("filrouge.plans.urls")),
    path("", include("filrouge.follow_up.urls")),
    path("", include("filrouge.space.urls")),
    path("", include("filrouge.territory.urls")),
    path("", include("filrouge.exchange.urls")),
]

handler400 = "filrouge.config.views.bad_request"
handler403 = "filrouge.config.views.refused"
handler404 = "filrouge.config.views.not_found"
handler500 = "filrouge.config.views.broken"
