from django.apps import AppConfig


class LifeProjectConfig(AppConfig):
    name = "filrouge.life_project"
