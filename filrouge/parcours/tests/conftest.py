import pytest

from tests.personas import World, world


@pytest.fixture
def made(db: None) -> World:
    return world()


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False
