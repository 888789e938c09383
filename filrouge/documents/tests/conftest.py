import pytest

from filrouge.lib.files.vault import Vault


@pytest.fixture
def vault(settings, tmp_path) -> Vault:
    """A vault of this test alone: every file in it can be counted."""
    settings.DOCUMENTS_DIR = tmp_path / "documents"
    return Vault(settings.DOCUMENTS_DIR)
