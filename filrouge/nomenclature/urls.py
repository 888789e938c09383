from django.urls import path

from filrouge.nomenclature import views

app_name = "nomenclature"

urlpatterns = [
    path("nomenclatures/", views.index, name="index"),
    path("nomenclatures/<slug:slug>/", views.one_list, name="list"),
]
