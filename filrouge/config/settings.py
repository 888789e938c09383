"""All settings. What changes from one installation to the next is read in `env.py`."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from filrouge.config import env

PACKAGE = Path(__file__).resolve().parent.parent
REPOSITORY = PACKAGE.parent
FILROUGE_ENV = env.mode()
IS_DEMO = FILROUGE_ENV == "demo"
IS_PRODUCTION = FILROUGE_ENV == "production"
DATA_DIR = env.folder("FILROUGE_DATA_DIR", REPOSITORY / "var")

SECRET_KEY = env.secret_key(DATA_DIR, FILROUGE_ENV)
DEBUG = False
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.hosts() if IS_PRODUCTION else [*LOOPBACK, "testserver"]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if IS_PRODUCTION else []

INSTALLED_APPS = [
    "filrouge.ui.apps.UiConfig",
    "filrouge.journal.apps.JournalConfig",
    "filrouge.nomenclature.apps.NomenclatureConfig",
    "filrouge.territory.apps.TerritoryConfig",
    "filrouge.accounts.apps.AccountsConfig",
    "filrouge.people.apps.PeopleConfig",
    "filrouge.parcours.apps.ParcoursConfig",
    "filrouge.documents.apps.DocumentsConfig",
    "filrouge.life_project.apps.LifeProjectConfig",
    "filrouge.needs.apps.NeedsConfig",
    "filrouge.plans.apps.PlansConfig",
    "filrouge.follow_up.apps.FollowUpConfig",
    "filrouge.space.apps.SpaceConfig",
    "filrouge.desk.apps.DeskConfig",
    "filrouge.exchange.apps.ExchangeConfig",
    "filrouge.config.apps.ConfigConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before whatever may answer, so that static files, errors and refusals carry these too.
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "filrouge.config.middleware.OursAlone",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "filrouge.config.middleware.PrivateResponses",
    "filrouge.config.middleware.SoundText",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "filrouge.accounts.middleware.RememberDevice",
    "filrouge.config.middleware.ReadOnce",
    "filrouge.accounts.middleware.SessionsEnd",
    "filrouge.config.middleware.SignInFirst",
    "filrouge.accounts.middleware.SecondFactorRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "filrouge.config.middleware.JournalOfViews",
    # Before the transaction of a form begins: whoever else writes does not wait while a file is looked at.
    "filrouge.config.middleware.ExamineFirst",
    "filrouge.config.middleware.SubmitOnce",
]

ROOT_URLCONF = "filrouge.config.urls"
WSGI_APPLICATION = "filrouge.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            # Cotton and template-partials undo each other when each wraps the loaders by itself.
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "filrouge.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "filrouge.ui.context.ui",
            ],
        },
    }
]

DATABASES = {"default": env.database(DATA_DIR)}
ON_POSTGRESQL = DATABASES["default"]["ENGINE"].endswith("postgresql")
if IS_PRODUCTION and not ON_POSTGRESQL and not env.text("FILROUGE_SQLITE_IN_PRODUCTION"):
    raise ImproperlyConfigured(
        "No FILROUGE_DATABASE_URL: production expects PostgreSQL. For one small service on one machine, "
        "set FILROUGE_SQLITE_IN_PRODUCTION=1 and keep the data folder on a local disk."
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Accounts
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["filrouge.accounts.adapter.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "filrouge.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
MFA_ADAPTER = "filrouge.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# http is refused but on this machine: browsers give a passkey to https and to localhost alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_PRODUCTION
MFA_FORMS = {
    "add_webauthn": "filrouge.accounts.forms.PasskeyForm",
    "edit_webauthn": "filrouge.accounts.forms.PasskeyNameForm",
    "login_webauthn": "filrouge.accounts.forms.PasskeySignInForm",
    "authenticate_webauthn": "filrouge.accounts.forms.PasskeyAfterPasswordForm",
    "reauthenticate_webauthn": "filrouge.accounts.forms.PasskeyAgainForm",
}
# A key cannot be guessed; a whole service that begins its day behind one address must come in.
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_TOTP_ISSUER = "Filrouge"
MFA_TOTP_TOLERANCE = 1
SECOND_FACTOR_REQUIRED = not IS_DEMO
EMAIL_BACKEND = "django.core.mail.backends.{}.EmailBackend".format(
    {"production": "smtp", "demo": "filebased", "test": "locmem"}[FILROUGE_ENV]
)
EMAIL_FILE_PATH = DATA_DIR / "mails"
EMAIL_TIMEOUT = 20
# Where a mail leads; the demonstration and the tests have no other address than this machine.
PUBLIC_ADDRESS = env.public_address(FILROUGE_ENV)
EMAIL_HOST = env.required_in_production(
    "FILROUGE_MAIL_HOST", FILROUGE_ENV, "people could not get back into their account without mail."
)
EMAIL_PORT = env.number("FILROUGE_MAIL_PORT", 587)
EMAIL_HOST_USER = env.text("FILROUGE_MAIL_USER")
EMAIL_HOST_PASSWORD = env.text("FILROUGE_MAIL_PASSWORD")
EMAIL_USE_TLS = True
DEFAULT_FROM_EMAIL = env.text("FILROUGE_MAIL_FROM", "filrouge@localhost")

# The whole country; the tests make do with the Loire (ADR 0012).
GEOGRAPHY_OF = "42" if FILROUGE_ENV == "test" else ""

# Languages and time
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("français")), ("en", _("anglais"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

# Static files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if FILROUGE_ENV == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MIMETYPES = {".geojson": "application/geo+json"}
MEDIA_ROOT = DATA_DIR / "files"

# Documents: kept outside every folder that is served, sent back by a view alone
DOCUMENTS_DIR = DATA_DIR / "documents"
LARGEST_FILE = env.number("FILROUGE_LARGEST_FILE_MB", 20) * 1024 * 1024
CLAMAV_ADDRESS = env.text("FILROUGE_CLAMAV")
FILE_UPLOAD_HANDLERS = [
    "filrouge.lib.files.uploads.SizeLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_TEMP_DIR = env.folder("FILROUGE_UPLOAD_DIR", DOCUMENTS_DIR / "incoming")

# The browser's rules
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_PRODUCTION
IS_BEHIND_PROXY = env.behind_proxy(FILROUGE_ENV)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if IS_BEHIND_PROXY else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
SESSION_COOKIE_NAME = "__Host-filrouge" if IS_PRODUCTION else "filrouge"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_PRODUCTION else "csrf"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
DEVICE_COOKIE_NAME = "__Host-device" if IS_PRODUCTION else "device"
DEVICE_COOKIE_AGE = 400 * 24 * 3600  # the longest that browsers keep one
SESSION_IDLE_SECONDS = 60 * env.number("FILROUGE_IDLE_MINUTES", 15)
LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SAMESITE, LANGUAGE_COOKIE_SECURE = True, "Lax", IS_PRODUCTION
CSRF_FAILURE_VIEW = "filrouge.config.views.form_expired"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 2

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
