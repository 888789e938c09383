from django.apps import AppConfig


class FollowUpConfig(AppConfig):
    name = "filrouge.follow_up"

    def ready(self) -> None:
        from filrouge.follow_up.use_cases.radar import note_acts
        from filrouge.journal.use_cases import acted

        acted.connect(note_acts, dispatch_uid="follow_up.radar")
