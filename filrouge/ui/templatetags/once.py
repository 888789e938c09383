from urllib.parse import quote

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.safestring import SafeString

from filrouge.ui.forms import hidden_key

register = template.Library()


@register.simple_tag
def once_key() -> SafeString:
    """The key of a form that is one button, so that a double click does it once."""
    return hidden_key()


@register.simple_tag(takes_context=True)
def draft_url(context: RequestContext, action: str = "") -> str:
    """For `data-draft-url`: where what is typed is kept. `action`: the form's own, when it is another page's."""
    return f"{reverse('accounts:draft')}?path={quote(action or context['request'].path)}"
