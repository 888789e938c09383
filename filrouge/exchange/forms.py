"""What is asked to open a secret address for a calendar."""

from django import forms
from django.utils.translation import gettext_lazy

from filrouge.ui.forms import OnceForm


class FeedForm(OnceForm):
    label = forms.CharField(
        label=gettext_lazy("Pour quel agenda"), max_length=80,
        help_text=gettext_lazy("Par exemple\u00a0: mon téléphone. C’est pour vous y retrouver."),
    )  # fmt: skip
    with_names = forms.BooleanField(
        label=gettext_lazy("Écrire les noms, l’objet et le lieu en entier"), required=False,
        help_text=gettext_lazy(
            "Sans cela, l’agenda dit «\u00a0Visite · M. E. · Firminy\u00a0»\u00a0: des initiales et une commune. "
            "Un agenda se lit à l’écran d’un téléphone posé sur une table."
        ),
    )  # fmt: skip
