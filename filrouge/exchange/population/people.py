"""Who a fictional person is: public, age, name, where they live, who is around them."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from unicodedata import combining, normalize

from filrouge.exchange.population.dice import Dice
from filrouge.exchange.population.tables import bank, commune, family_name, given_name
from filrouge.exchange.population.words import gendered

# The file of a service for every public (data/README.md); ages when the request comes.
PUBLICS = {
    "elder": 45.0, "psychic": 15.0, "intellectual": 12.0, "autism": 9.0, "motor": 7.0, "stroke": 6.0,
    "neuro": 4.0, "multiple": 2.0,
}  # fmt: skip
AGES = {
    "elder": (70, 84, 97), "psychic": (18, 36, 62), "intellectual": (4, 19, 60), "autism": (3, 10, 38),
    "motor": (6, 42, 66), "stroke": (38, 61, 76), "neuro": (44, 63, 80), "multiple": (3, 14, 40),
}  # fmt: skip
WOMEN = {"elder": 0.68, "psychic": 0.47, "intellectual": 0.41, "autism": 0.26, "motor": 0.45, "stroke": 0.44}
STREETS = (
    "rue des Tilleuls", "chemin des Aulnes", "rue du Lavoir", "allée des Cerisiers", "impasse du Verger",
    "rue de la Fontaine", "montée des Charmes", "rue des Passementiers", "place du Four", "rue des Glycines",
    "chemin de la Croix", "rue du Vieux Pont", "avenue des Platanes", "rue des Rubaniers", "rue de la Mine",
)  # fmt: skip
PHONES = ("04 65 71", "06 39 98")  # ranges that the regulator keeps for fiction


@dataclass
class Carer:
    """Somebody of the person's own life: how they are tied, in a word and in the sentences."""

    name: str
    tie: str
    words: str
    is_woman: bool
    representative: bool = False


@dataclass
class Profile:
    """A fictional person, before anything happens to them."""

    public: str
    sex: str
    birth: date
    given: str
    family: str
    birth_name: str
    town: str
    postcode: str
    address: str
    phone: str
    email: str
    situation: str
    residence: str
    surroundings: str
    occupation: str
    communication: str
    carers: list[Carer] = field(default_factory=list)
    second: str = ""

    @property
    def is_woman(self) -> bool:
        return self.sex == "F"

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"

    def age(self, day: date) -> int:
        return day.year - self.birth.year - ((day.month, day.day) < (self.birth.month, self.birth.day))

    def is_child(self, day: date) -> bool:
        return self.age(day) < 18


def telephone(dice: Dice) -> str:
    return f"{dice.pick(PHONES)} {dice.between(0, 99):02} {dice.between(0, 99):02}"


def draw(dice: Dice, begun: date) -> Profile:
    """Somebody whose request came on `begun`."""
    public = dice.weighted(PUBLICS)
    second = dice.weighted(PUBLICS) if dice.chance(0.25) else ""
    least, usual, most = AGES[public]
    age = dice.random.triangular(least, most, usual)
    birth = begun - timedelta(days=round(age * 365.25))
    sex = "F" if dice.chance(WOMEN.get(public, 0.5)) else "M"
    given, family = given_name(dice, birth.year, sex), family_name(dice)
    town, postcode = commune(dice)
    texts = bank("people")[public]
    stage = "child" if age < 18 else "adult"
    ascii_name = "".join(sign for sign in f"{given}.{family}".lower() if sign.isascii() and sign not in " ’'")
    maiden = family_name(dice) if sex == "F" and age > 45 and dice.chance(0.6) else family
    say = partial(gendered, is_woman=sex == "F")
    person = Profile(
        public=public,
        second=second if second != public and "elder" not in (public, second) else "",
        sex=sex,
        birth=birth,
        given=given,
        family=family,
        birth_name=maiden,
        town=town,
        postcode=postcode,
        address=f"{dice.between(1, 60)} {dice.pick(STREETS)}, {postcode} {town}",
        phone=telephone(dice),
        email=f"{ascii_name}@exemple.fr" if dice.chance(0.35) else "",
        situation=say(dice.pick(texts["situation"][stage])),
        residence=say(dice.pick(texts["residence"][stage])),
        surroundings="",
        occupation=say(dice.pick(texts["occupation"][stage])),
        communication=dice.pick(bank("people")["communication"][stage]) if dice.chance(0.6) else "",
    )
    person.carers = _carers(dice, person, round(age))
    person.surroundings = _surroundings(dice, person)
    return person


def _carers(dice: Dice, person: Profile, age: int) -> list[Carer]:
    """Children have parents, the old have children or a neighbour; one adult in eight has nobody."""
    if age >= 18 and dice.chance(0.13):
        return []
    group = "child" if age < 18 else "elder" if person.public == "elder" or age > 60 else "adult"
    count = 2 if dice.chance(0.4) else 1
    return [_carer(dice, person, drawn, age) for drawn in dice.some(bank("people")["carers"][group], count)]


def _carer(dice: Dice, person: Profile, drawn: dict[str, object], age: int) -> Carer:
    sex = str(drawn["sex"])
    if drawn["tie"] == "partner":
        sex = "M" if person.is_woman else "F"
    years = max(19, age - int(str(drawn["younger"])))
    given = given_name(dice, person.birth.year + age - years, sex)
    family = person.family if drawn.get("same_name") and dice.chance(0.7) else family_name(dice)
    return Carer(
        name=f"{given} {family}",
        tie=str(drawn["tie"]),
        words=gendered(str(drawn["words"]), is_woman=person.is_woman),
        is_woman=sex == "F",
        representative=age < 18 and drawn["tie"] == "parent",
    )


def _surroundings(dice: Dice, person: Profile) -> str:
    if not person.carers:
        return dice.pick(bank("people")["alone"])
    words = [f"{carer.words} ({carer.name})" for carer in person.carers]
    begins = gendered(dice.pick(bank("people")["around"]), is_woman=person.is_woman)
    return f"{begins} {' et '.join(words)}"


def misspelled(person: Profile, dice: Dice) -> Profile:
    """The same person, as somebody else wrote them down: a hyphen, an accent or a day lost."""
    plain = "".join(sign for sign in normalize("NFD", person.family) if not combining(sign))
    birth = person.birth + timedelta(days=dice.pick((0, 0, 9, -9)))
    family = plain if plain != person.family else person.family.replace("-", " ")
    given = person.given.replace("-", " ")
    return replace(person, family=family, given=given, birth=birth, phone=telephone(dice), email="")
