from django.apps import AppConfig
from django.core.checks import register


class FollowUpConfig(AppConfig):
    name = "filrouge.follow_up"

    def ready(self) -> None:
        from filrouge.follow_up.checks import checklists_are_whole
        from filrouge.follow_up.use_cases.radar import note_acts
        from filrouge.journal.use_cases import acted

        register(checklists_are_whole)
        acted.connect(note_acts, dispatch_uid="follow_up.radar")
