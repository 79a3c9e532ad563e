"""The practice at which the verbs are tried: its charges, Acme's contract, and the benefits of three members."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from superbill.sandbox.plan import get_contract_text, load_plans
from superbill.sandbox.play import benefits_toml
from superbill.sandbox.practice import open_practice
from superbill.storage import clock
from superbill.storage.config import Config
from superbill.storage.models import PracticeTable
from tests.app.office import DAY, FEES, KOWALSKI, NYBERG, OKAFOR, Office


@cache
def tables() -> tuple[tuple[str, str, str], ...]:
    """Kind, key and text of each table that the practice has loaded."""
    found = [("fees", "", FEES)]
    for payer_id, plan in load_plans().items():
        found.append(("contract", payer_id, get_contract_text(payer_id)))
        for member in plan.members:
            if member.key in (KOWALSKI, OKAFOR, NYBERG):
                found.append(("benefits", member.member_id, benefits_toml(plan.benefits_of(member, year=DAY.year))))
    return tuple(found)


@pytest.fixture
def office(db: None, settings: Any, tmp_path: Path, code_tables: Path) -> Office:
    """An empty practice with its tables, on a fixed day, in a data folder of its own."""
    (tmp_path / "superbill.toml").write_text(f"demo = true\npractice_day = {DAY}\n")
    settings.SUPERBILL = Config(data=tmp_path)
    office = Office(open_practice(), tmp_path)
    with office.looking():  # put there directly: `load_table` has tests of its own, and this runs before every test
        PracticeTable.objects.bulk_create(
            PracticeTable(practice_id=office.id, kind=kind, key=key, text=text, loaded_at=clock.now())
            for kind, key, text in tables()
        )
    return office
