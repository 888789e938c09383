"""The life-course frieze: what is known of a life, turned into numbers that a template prints."""

from filrouge.desk.rules.frieze.drawing import Drawing, draw
from filrouge.desk.rules.frieze.facts import Break, Fact, Lane, Spell, Turn, Words

__all__ = ["Break", "Drawing", "Fact", "Lane", "Spell", "Turn", "Words", "draw"]
