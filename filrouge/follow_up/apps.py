from django.apps import AppConfig


class FollowUpConfig(AppConfig):
    name = "filrouge.follow_up"
