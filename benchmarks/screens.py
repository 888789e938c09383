"""The main screens, who opens each, and the reference beside it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Screen:
    """A page, as one of four readers opens it; `{parcours}` and the like are keys of `subjects.Subjects`.

    `reference`: the file of `references/` that fetches the same columns, when it does not bear the name.
    `record`: which record of the subjects the page is about.
    """

    name: str
    reader: str
    address: str
    reference: str = ""
    record: str = "parcours"

    @property
    def file(self) -> str:
        return f"{self.reference or self.name}.sql"


SCREENS = (
    Screen("frame", "coordinator", "/credits/"),
    Screen("home", "coordinator", "/"),
    Screen("people", "coordinator", "/personnes/"),
    Screen("people_all", "team_lead", "/personnes/", reference="people_overseen"),
    Screen("search", "coordinator", "/recherche/?q={name}"),
    Screen("search_slip", "coordinator", "/recherche/?q={slip}", reference="search"),
    Screen("thread", "coordinator", "/parcours/{parcours}/"),
    Screen("circle", "coordinator", "/parcours/{parcours}/cercle/"),
    Screen("voices", "coordinator", "/parcours/{parcours}/regards/"),
    Screen("plan", "coordinator", "/parcours/{planned}/plan/", record="planned"),
    Screen("follow_up", "coordinator", "/parcours/{parcours}/suivi/"),
    Screen("rights", "coordinator", "/parcours/{entitled}/droits/", record="entitled"),
    Screen("documents", "coordinator", "/parcours/{papered}/documents/", record="papered"),
    Screen("hand_over", "coordinator", "/parcours/{passing}/relais/", record="passing"),
    Screen("requests", "coordinator", "/demandes/"),
    Screen("territory", "coordinator", "/territoire/"),
    Screen("territory_near", "coordinator", "/territoire/?autour=Firminy&rayon=10"),
    Screen("journal", "officer", "/journal/"),
    Screen("space_welcome", "person", "/mon-espace/{own}/", record="own"),
    Screen("space_thread", "person", "/mon-espace/{own}/fil/", record="own"),
    Screen("space_helpers", "person", "/mon-espace/{own}/qui-m-aide/", record="own"),
    Screen("space_lookers", "person", "/mon-espace/{own}/qui-a-vu/", record="own"),
    Screen("space_sharing", "person", "/mon-espace/{own}/qui-peut-voir/", record="own"),
)
