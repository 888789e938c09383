from django.apps import AppConfig
from django.core.checks import register


class FollowUpConfig(AppConfig):
    name = "filrouge.follow_up"

    def ready(self) -> None:
        from filrouge.follow_up.checks import checklists_are_whole

        register(checklists_are_whole)
