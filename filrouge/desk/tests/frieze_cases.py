"""Facts, spells and words for the tests of the frieze. Mme E. is the published case of the acceptance file."""

from datetime import date

from filrouge.desk.rules.frieze import Break, Drawing, Fact, Lane, Spell, Turn, Words, draw
from filrouge.desk.rules.frieze.header import extent
from filrouge.desk.rules.frieze.shapes import Text
from filrouge.lib.dates import PartialDate

MONTHS = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
AREAS = (
    Lane("health", "Santé", "heartbeat", "d-sante"),
    Lane("daily_life", "Vie quotidienne", "tools-kitchen-2", "d-quotidien"),
    Lane("rights", "Droits", "scale", "d-droits"),
    Lane("housing", "Logement", "home", "d-logement"),
    Lane("school", "École et apprentissages", "school", "d-ecole"),
    Lane("social_life", "Vie sociale et loisirs", "masks-theater", "d-loisirs"),
    Lane("coordination", "Coordination", "needle-thread", "d-coord"),
)
JULY = date(2019, 7, 31)


def on(notation: str | None) -> PartialDate | None:
    return PartialDate.parse(notation) if notation else None


def fact(number: int, when: str, area: str = "health") -> Fact:
    return Fact(f"f{number}", number, PartialDate.parse(when), area, f"Fait {number}")


def spell(
    key: str, since: str | None, until: str | None, area: str = "health", label: str = "Infirmière", **more
) -> Spell:
    return Spell(key, on(since), on(until), area, label, **more)


def rupture(key: str, opened: str, closed: str | None, since: str, until: str | None, **more) -> Break:
    label = more.get("label", "rupture\u00a0: environ 5 mois")
    return Break(key, opened, closed, more.get("spell"), PartialDate.parse(since), on(until), label)


def turn(
    key: str, since: str | None, until: str | None, label: str = "foyer → hôpital", ahead: bool = False
) -> Turn:
    return Turn(key, on(since), on(until), label, ahead)


def words() -> Words:
    return Words(
        drawing="Frise",
        months=MONTHS,
        squeezed="échelle resserrée",
        today="aujourd’hui, 31 juillet 2019",
        cursor="15 sept. 2018",
        turns="{count} transitions",
        knot="{number}. {title}",
        unknown_start="début non renseigné",
        unknown_end="fin non renseignée",
    )


def frieze(
    facts=(), spells=(), breaks=(), turns=(), today: date = JULY, cursor: date | None = None
) -> Drawing:
    return draw(facts, spells, breaks, turns, areas=AREAS, today=today, cursor=cursor, words=words())


def mme_e(today: date = JULY, cursor: date | None = date(2018, 9, 15)) -> Drawing:
    told = (
        "2014 coordination|[2014..2018-03] daily_life|2018-03 health|2018-06 daily_life|2018-06 coordination|"
        "[2018-06..2018-10] coordination|[2018-06..2018-10] health|[2018-06..2018-11] daily_life|2018-11 daily_life|"
        "[2018-11..2019-06] rights|[2018-11..2019-06] health|2019-06 rights|[2019-06..2019-07] health|"
        "2019-07 health|2019-07 health|2019-07 housing"
    )
    facts = [fact(number, *line.split()) for number, line in enumerate(told.split("|"), start=1)]
    spells = [
        spell("saad1", None, "2018-06", "daily_life", "Premier SAAD\u00a0: ménage", closed_by="f4"),
        spell("nurse", "[2018-06..2018-10]", None, "health", "Infirmière, chaque jour"),
        spell("saad2", "2018-11", None, "daily_life", "Nouveau SAAD\u00a0: aide à domicile"),
        spell("clic", "2014", None, "coordination", "CLIC\u00a0: coordination, puis appui"),
        spell(
            "maia", "2018-06", None, "coordination", "Gestion de cas (MAIA)\u00a0: coordination principale"
        ),
        spell("guard", "2019-06", None, "rights", "Tutelle"),
        spell("ehpad", "2019-07", None, "housing", "EHPAD"),
    ]
    breaks = [
        rupture("ru1", "f4", "f9", "2018-06", "2018-11", spell="saad1"),
        rupture("ru2", "f15", "f16", "2019-07", "2019-07", label="rupture"),
    ]
    turns = [turn(f"t{number}", "2019-07", "2019-07") for number in (1, 2, 3)]
    return frieze(facts, spells, breaks, turns, today=today, cursor=cursor)


SIZES = {
    "fz-m": (13.0, False),
    "fz-tb": (14.0, True),
    "fz-now-t": (13.0, True),
    "fz-cur-t": (13.0, True),
    "fz-vide-t": (13.0, True),
}


def texts(drawing: Drawing) -> list[Text]:
    found = [*drawing.captions, drawing.now_text, *(mark.text for mark in drawing.turns)]
    found += [name for bar in drawing.bars for name in bar.names]
    found += [bar.mark for bar in drawing.bars if bar.mark]
    found += [place.label for place in drawing.places]
    found += [line for head in drawing.heads for line in head.lines]
    return found + ([drawing.cursor.text] if drawing.cursor else [])


def overlapping(drawing: Drawing) -> list[tuple[str, str]]:
    """Names every pair of texts whose boxes meet, each box as wide as its signs and as high as its capitals."""
    boxes = []
    for text in texts(drawing):
        size, bold = SIZES.get(text.css.split()[0], (13.5, True))
        across = extent(text, size, bold=bold)
        boxes.append((text.text, across.left, across.right, text.y - 0.72 * size, text.y))
    return [
        (a[0], b[0])
        for index, a in enumerate(boxes)
        for b in boxes[index + 1 :]
        if a[1] < b[2] and b[1] < a[2] and a[3] < b[4] and b[3] < a[4]
    ]
