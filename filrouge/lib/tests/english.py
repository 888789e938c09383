"""An English catalogue of the words of dates alone, to try them before the screens have theirs."""

from pathlib import Path

import polib

ENGLISH = {
    "vers %(date)s": "around %(date)s",
    "avant %(date)s": "before %(date)s",
    "après %(date)s": "after %(date)s",
    "%(first)s ou %(last)s": "%(first)s or %(last)s",
    "entre %(first)s et %(last)s": "between %(first)s and %(last)s",
    "%(day)s %(month)s %(year)s": "%(day)s %(month)s %(year)s",
    "%(day)s %(month)s": "%(day)s %(month)s",
    "%(month)s %(year)s": "%(month)s %(year)s",
    "le %(day)s": "%(day)s",
    "au jour": "to the day",
    "au mois": "to the month",
    "à l’année": "to the year",
    "à un jour près": "within a day",
    "à un mois près": "within a month",
    "à un an près": "within a year",
    "date imprécise": "imprecise date",
    "avant-hier": "the day before yesterday",
    "hier": "yesterday",
    "aujourd’hui": "today",
    "demain": "tomorrow",
    "après-demain": "the day after tomorrow",
    "%(weekday)s prochain": "next %(weekday)s",
    "il y a %(length)s": "%(length)s ago",
    "dans %(length)s": "in %(length)s",
    "%(length)s plus tôt": "%(length)s earlier",
    "au plus %(length)s": "at most %(length)s",
    "au plus %(length)s, ordre incertain": "at most %(length)s, order uncertain",
    "de %(before)s avant à %(after)s après": "from %(before)s before to %(after)s after",
    "de %(least)s à %(most)s jours": "%(least)s to %(most)s days",
    "%(least)s à %(most)s jours": "%(least)s to %(most)s days",
    "%(least)s à %(most)s mois": "%(least)s to %(most)s months",
    "%(least)s à %(most)s ans": "%(least)s to %(most)s years",
    "%(least)s à %(most)s": "%(least)s to %(most)s",
    "environ %(length)s": "about %(length)s",
    "moins d’un mois": "less than a month",
    "le même jour": "the same day",
    "une semaine": "a week",
    "un an": "a year",
    "6 mois": "6 months",
}
ENGLISH_COUNTS = {
    ("%(count)s jour", "%(count)s jours"): ("%(count)s day", "%(count)s days"),
    ("%(count)s semaine", "%(count)s semaines"): ("%(count)s week", "%(count)s weeks"),
    ("%(count)s mois", "%(count)s mois"): ("%(count)s month", "%(count)s months"),
    ("%(count)s an", "%(count)s ans"): ("%(count)s year", "%(count)s years"),
    ("%(count)s an et demi", "%(count)s ans et demi"): (
        "%(count)s and a half years",
        "%(count)s and a half years",
    ),
    ("environ un mois", "environ %(count)s mois"): ("about a month", "about %(count)s months"),
}


def compile_english(folder: Path) -> None:
    """Write the catalogue under `folder`, laid out as Django's LOCALE_PATHS want it."""
    catalogue = polib.POFile()
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Language": "en",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    catalogue.append(polib.POEntry(msgctxt="jour du mois", msgid="1er", msgstr="1"))
    for french, english in ENGLISH.items():
        catalogue.append(polib.POEntry(msgid=french, msgstr=english))
    for (one, many), (one_in_english, many_in_english) in ENGLISH_COUNTS.items():
        forms = {0: one_in_english, 1: many_in_english}
        catalogue.append(polib.POEntry(msgid=one, msgid_plural=many, msgstr_plural=forms))
    messages = folder / "en" / "LC_MESSAGES"
    messages.mkdir(parents=True)
    catalogue.save_as_mofile(str(messages / "django.mo"))
