import pytest

from tests.personas import World, world


@pytest.fixture
def made(db) -> World:
    return world()
