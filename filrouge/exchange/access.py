"""Who brings a whole case, or a directory, in."""

from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.lib.access import NotAllowed


def check_can_load_scenario(by: User) -> None:
    if not by.may("exchange.load_scenario"):
        raise NotAllowed(_("Charger un scénario revient à l’administration de l’installation."))


def check_can_import_directory(by: User) -> None:
    if not by.may("territory.import"):
        raise NotAllowed(_("Importer un annuaire revient à l’administration de l’installation."))
