"""How many coordinators a population has, and how many situations each of them holds open."""

from dataclasses import dataclass

from filrouge.exchange.population.dice import Dice

USUAL, LEAST, MOST = 40, 36, 44


@dataclass(frozen=True)
class Size:
    """One population: who coordinates, how many parcours are open, how many are closed."""

    code: str
    coordinators: int
    open: int
    closed: int

    @property
    def parcours(self) -> int:
        return self.open + self.closed

    def loads(self, seed: int) -> list[int]:
        """How many open situations each coordinator has: 36 to 44, and `open` in all."""
        dice = Dice(seed, "loads")
        loads = [USUAL] * self.coordinators
        for one in range(0, self.coordinators - 1, 2):
            shift = dice.between(LEAST - USUAL, MOST - USUAL)
            loads[one], loads[one + 1] = USUAL + shift, USUAL - shift
        return loads

    def holders(self, seed: int) -> list[tuple[int, bool]]:
        """Each parcours in its order: the rank of its coordinator, and whether it is open."""
        opened = [(rank, True) for rank, load in enumerate(self.loads(seed)) for _ in range(load)]
        return opened + [(rank % self.coordinators, False) for rank in range(self.closed)]


SIZES = {
    size.code: size
    for size in (Size("small", 1, 40, 20), Size("service", 4, 160, 240), Size("territory", 25, 1_000, 3_000))
}
