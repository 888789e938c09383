"""The two cases as texts, and Lina's with what no case has: consents, corrections, a replaced service."""

from pathlib import Path

CASES = Path(__file__).parent.parent / "scenarios" / "cases"
MME_E = (CASES / "mme_e.yaml").read_text(encoding="utf-8")
PRISME = (CASES / "prisme.yaml").read_text(encoding="utf-8")
M_T = Path(__file__).with_name("m_t.yaml").read_text(encoding="utf-8")
M_T_FACTS = Path(__file__).with_name("m_t_facts.yaml").read_text(encoding="utf-8")
"""A composed case that says, once at least, everything that a scenario may say, and some two hundred facts of it."""

FULL = PRISME.replace(
    "consentements: []\nrectifications: []\n",
    """consentements:
  - {acteur: mere, domaines: [deplacements, sante], sens: accord, date: "2025-09", evenement: p1}
  - {acteur: pere, domaines: [tous], sens: retrait, date: 2026}
rectifications:
  - {objet: p2, champ: date, ancienne: "2025-09-20", nouvelle: "2025-09-21", corrigee: 2025-10-01, saisie: 2025-09-23}
  - {objet: p2, champ: date, ancienne: "2025-09-21", nouvelle: "2025-09-22", corrigee: "2025-10", par: pere, motif: lu}
  - {objet: sv1, champ: motif_fin, ancienne: inconnu, nouvelle: null, corrigee: "2025-10-02"}
""",
)
assert FULL != PRISME, "the blocks to fill have moved in prisme.yaml"


def changed(text: str, old: str, new: str) -> str:
    """The text with the first `old` replaced, which must be there."""
    assert old in text, old
    return text.replace(old, new, 1)


def line_of(text: str, part: str) -> int:
    """The line (from 1) on which `part` first stands."""
    return text[: text.index(part)].count("\n") + 1
