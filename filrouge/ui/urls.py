from django.urls import path

from filrouge.ui import views

app_name = "ui"
urlpatterns = [
    path("couleurs/", views.choose_theme, name="theme"),
    path("galerie/", views.gallery, name="gallery"),
    path("credits/", views.credits_page, name="credits"),
]
