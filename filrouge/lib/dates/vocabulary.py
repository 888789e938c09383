"""The words that people type for dates, normalised (`lib.text`), in French and in English."""

FRENCH_MONTHS = (
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
)
ENGLISH_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
MONTH_NUMBERS = {
    name: number for months in (FRENCH_MONTHS, ENGLISH_MONTHS) for number, name in enumerate(months, start=1)
}

WEEKDAYS = {
    "lundi": 0,
    "mardi": 1,
    "mercredi": 2,
    "jeudi": 3,
    "vendredi": 4,
    "samedi": 5,
    "dimanche": 6,
    "monday": 0,
    "tuesday": 1,
    "wednesday": 2,
    "thursday": 3,
    "friday": 4,
    "saturday": 5,
    "sunday": 6,
}

# A whole text, in days from today.
NEAR_DAYS = {
    "avant hier": -2,
    "hier": -1,
    "hier matin": -1,
    "hier apres midi": -1,
    "hier soir": -1,
    "aujourd hui": 0,
    "aujourdhui": 0,
    "ce jour": 0,
    "ce matin": 0,
    "cet apres midi": 0,
    "ce soir": 0,
    "demain": 1,
    "apres demain": 2,
}
# A whole text: length of the notation to keep of today (a month, a year), and how many units from it.
NEAR_UNITS = {
    "ce mois": (7, 0),
    "ce mois ci": (7, 0),
    "le mois dernier": (7, -1),
    "le mois passe": (7, -1),
    "le mois prochain": (7, 1),
    "cette annee": (4, 0),
    "l annee derniere": (4, -1),
    "l annee passee": (4, -1),
    "l an dernier": (4, -1),
    "l an passe": (4, -1),
    "l annee prochaine": (4, 1),
    "l an prochain": (4, 1),
    "this month": (7, 0),
    "last month": (7, -1),
    "next month": (7, 1),
    "this year": (4, 0),
    "last year": (4, -1),
    "next year": (4, 1),
}

# First and last month. Whole months on each side: nobody means the solstice, and both its months are meant.
SEASONS = {"printemps": (3, 6), "ete": (6, 9), "automne": (9, 12), "hiver": (12, 3)}
PARTS_OF_YEAR = {"debut": (1, 3), "mi": (4, 9), "fin": (10, 12)}
# First and last day; the last is cut to the length of the month.
PARTS_OF_MONTH = {"debut": (1, 10), "mi": (11, 20), "fin": (21, 31)}

# Other words for the French ones that the grammar of `typed` reads, English above all; '' drops the word.
IN_FRENCH = {
    "milieu": "mi",
    "between": "entre",
    "and": "et",
    "or": "ou",
    "before": "avant",
    "after": "apres",
    "around": "vers",
    "about": "vers",
    "circa": "vers",
    "early": "debut",
    "mid": "mi",
    "late": "fin",
    "spring": "printemps",
    "summer": "ete",
    "autumn": "automne",
    "fall": "automne",
    "winter": "hiver",
    "yesterday": "hier",
    "today": "aujourdhui",
    "tomorrow": "demain",
    "the": "",
    "of": "",
    "in": "",
    "on": "",
}
