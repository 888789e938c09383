from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import translation
from hypothesis import settings

from filrouge.lib.tests.english import compile_english

# The clock of a busy machine says nothing about the code: examples would fail now and then as too slow.
settings.register_profile("filrouge", deadline=None)
settings.load_profile("filrouge")


@pytest.fixture(scope="session")
def english_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locale")
    compile_english(folder)
    return folder


@pytest.fixture
def english(english_folder: Path) -> Iterator[None]:
    """The screen speaks English, with a catalogue of the words of dates alone."""
    with override_settings(LOCALE_PATHS=[english_folder]), translation.override("en"):
        yield
