import os

from filrouge.config.database import use_sound_sqlite

use_sound_sqlite()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filrouge.config.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402  (Django must find the swapped SQLite)

application = get_wsgi_application()
