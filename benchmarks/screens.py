"""The main screens, who opens each, and the reference beside it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Screen:
    """A page, as one of four readers opens it; `{parcours}` and the like are keys of `subjects.Subjects`.

    `reference`: the file of `references/` that fetches the same columns, when it does not bear the name.
    `record`: which record of the subjects the page is about. `base`: the screen that asks only what each of its
    sort asks; what this one asks beyond it is its own.
    """

    name: str
    reader: str
    address: str
    reference: str = ""
    record: str = "parcours"
    base: str = "frame"

    @property
    def file(self) -> str:
        return f"{self.reference or self.name}.sql"


SCREENS = (
    Screen("frame", "coordinator", "/credits/"),
    # a page of a record that shows its header and a list of instruments out of files
    Screen("record", "coordinator", "/parcours/{planned}/regards/evaluer/", record="planned"),
    Screen("home", "coordinator", "/"),
    Screen("people", "coordinator", "/personnes/"),
    Screen("people_all", "team_lead", "/personnes/", reference="people_overseen"),
    Screen("search", "coordinator", "/recherche/?q={name}"),
    Screen("search_slip", "coordinator", "/recherche/?q={slip}", reference="search"),
    Screen("thread", "coordinator", "/parcours/{parcours}/", base="record"),
    Screen("circle", "coordinator", "/parcours/{parcours}/cercle/", base="record"),
    Screen("voices", "coordinator", "/parcours/{parcours}/regards/", base="record"),
    Screen("plan", "coordinator", "/parcours/{planned}/plan/", record="planned", base="record"),
    Screen("follow_up", "coordinator", "/parcours/{parcours}/suivi/", base="record"),
    Screen("rights", "coordinator", "/parcours/{entitled}/droits/", record="entitled", base="record"),
    Screen("documents", "coordinator", "/parcours/{papered}/documents/", record="papered", base="record"),
    Screen("hand_over", "coordinator", "/parcours/{passing}/relais/", record="passing", base="record"),
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
