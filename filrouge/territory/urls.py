from django.urls import path

from filrouge.territory import views

app_name = "territory"
urlpatterns = [
    path("territoire/", views.index, name="index"),
    path("territoire/lieux/<uuid:service_id>/", views.service, name="service"),
    path("territoire/lieux/<uuid:service_id>/corriger/", views.correct, name="correct"),
    path("territoire/lieux/<uuid:service_id>/confirmer/", views.confirm, name="confirm"),
]
