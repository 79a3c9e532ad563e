"""Run by `test_at_once.py` in processes of its own: one step of two people who do the same thing at the same time.

prepare            open the books, send V1, draft V2, write the answers as files
post GO NAME       wait until GO exists, then take the answer to V1
send GO            wait until GO exists, then send what is ready
look               tell what is in the books
"""

import os
import sys
import time
from pathlib import Path

import django

folder = Path(sys.argv[1])
os.environ |= {"SUPERBILL_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "superbill.site.settings"}
django.setup()

from django.core.management import call_command  # noqa: E402  (Django must be set up first)
from django_scopes import scopes_disabled  # noqa: E402

from superbill.app.receive_files import receive_file  # noqa: E402
from superbill.app.send_claims import send_claims  # noqa: E402
from superbill.app.tables import load_table  # noqa: E402
from superbill.basics.errors import SuperbillError  # noqa: E402
from superbill.sandbox.practice import open_practice  # noqa: E402
from superbill.storage.models import ControlNumber, EntryRecord, FileRecord, PostingRecord, RemitRecord  # noqa: E402
from tests.app.office import FEES, OKAFOR, Office, file_835, remit  # noqa: E402
from tests.forked import serve  # noqa: E402


def office() -> Office:
    return Office(open_practice(), folder)


def prepare() -> object:
    (folder / "superbill.toml").write_text("demo = true\npractice_day = 2026-09-18\n")
    call_command("migrate", verbosity=0)
    load_table(office().desk(), "fees", FEES)
    office().draft("V1")
    send_claims(office().desk("biller"))
    office().draft("V2", OKAFOR)
    answer = remit(office().paid("V1-1"))
    (folder / "same.835").write_bytes(file_835(answer))
    (folder / "other-bytes.835").write_bytes(file_835(answer, control=2))
    return "ready"


def at_the_sign(go: Path) -> None:
    """Wait for the other one."""
    (folder / f"here-{os.getpid()}").touch()
    while not go.exists():
        time.sleep(0.002)


def post(go: str, name: str) -> object:
    data, desk = (folder / name).read_bytes(), office().desk("biller")
    at_the_sign(Path(go))
    heard = receive_file(desk, name, data)
    return [heard.state, heard.problem]


def send(go: str) -> object:
    desk = office().desk("biller")
    at_the_sign(Path(go))
    try:
        return ["sent", [file.name for file in send_claims(desk)]]
    except SuperbillError as refused:
        return ["refused", type(refused).__name__]


def look() -> object:
    with scopes_disabled():
        return {
            "entries": list(EntryRecord.objects.order_by("ref").values_list("ref", flat=True)),
            "sum": sum(PostingRecord.objects.values_list("cents", flat=True)),
            "bank to come": sum(PostingRecord.objects.filter(account="Assets:Cash:Clearing").values_list("cents", flat=True)),
            "files": sorted(FileRecord.objects.values_list("name", "state")),
            "remits": list(RemitRecord.objects.values_list("trace", "state")),
            "numbers": dict(ControlNumber.objects.values_list("series", "last")),
            "states": {number: office().state(number) for number in ("V1", "V2")},
            "put down": sorted(path.name for path in (folder / "exchange" / "to-payer").iterdir()),
        }


serve({"prepare": prepare, "post": post, "send": send, "look": look})
