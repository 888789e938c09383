"""Two questions give the mode of advocacy: who sets the ends, and who holds the means."""

# (who sets the ends, who holds the means): the mode
MODES = {
    ("professional", "professional"): "best_interest",
    ("person", "professional"): "client_centred",
    ("professional", "person"): "enabling",
    ("person", "person"): "consumer_controlled",
}


def mode_of(ends: str, means: str) -> str:
    """The mode, or nothing while one of the two is not said."""
    return MODES.get((ends, means), "")
