"""The practice at which the verbs are tried: its charges, Acme's contract, and the benefits of three members."""

from pathlib import Path
from typing import Any

import pytest

from superbill.app.tables import load_table
from superbill.sandbox.plan import get_contract_text, load_plans
from superbill.sandbox.play import benefits_toml
from superbill.sandbox.practice import open_practice
from superbill.storage.config import Config
from tests.app.office import DAY, FEES, KOWALSKI, NYBERG, OKAFOR, Office


@pytest.fixture
def office(db: None, settings: Any, tmp_path: Path, code_tables: Path) -> Office:
    """An empty practice with its tables, on a fixed day, in a data folder of its own."""
    (tmp_path / "superbill.toml").write_text(f"demo = true\npractice_day = {DAY}\n")
    settings.SUPERBILL = Config(data=tmp_path)
    office = Office(open_practice(), tmp_path)
    desk = office.desk()
    load_table(desk, "fees", FEES)
    for payer_id, plan in load_plans().items():
        load_table(desk, "contract", get_contract_text(payer_id), key=payer_id)
        for member in plan.members:
            if member.key in (KOWALSKI, OKAFOR, NYBERG):
                load_table(desk, "benefits", benefits_toml(plan.benefits_of(member, year=DAY.year)), key=member.member_id)
    return office
