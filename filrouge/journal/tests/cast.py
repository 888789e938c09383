from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
EMMA = UUID("01890000-0000-7000-8000-00000000000e")
LINA = UUID("01890000-0000-7000-8000-00000000000a")
CLAIRE = SimpleNamespace(pk=UUID("01890000-0000-7000-8000-0000000000c1"))
INES = SimpleNamespace(pk=UUID("01890000-0000-7000-8000-0000000000c2"))
