from django.urls import path

from filrouge.exchange import views

app_name = "exchange"
urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/<uuid:import_id>/", views.ledger, name="ledger"),
]
