"""Run by `test_hands.py` in processes of its own: several hands on one thing at the same moment.

prepare            open the books; V1 is registered and not coded
WHAT GO            wait until GO exists, then do WHAT five times and tell what came of each
look               tell what is in the books
"""

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import django

folder = Path(sys.argv[1])
os.environ |= {"SUPERBILL_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "superbill.site.settings"}
django.setup()

from django.core.management import call_command  # noqa: E402  (Django must be set up first)
from django_scopes import scopes_disabled  # noqa: E402

from superbill.app.receive_files import receive_folder  # noqa: E402
from superbill.app.register_visit import register_visit  # noqa: E402
from superbill.app.sign_in_links import make_link, use_link  # noqa: E402
from superbill.app.tables import load_table  # noqa: E402
from superbill.app.take_note import take_note  # noqa: E402
from superbill.app.take_payment import take_payment  # noqa: E402
from superbill.basics.errors import SuperbillError  # noqa: E402
from superbill.sandbox.practice import open_practice  # noqa: E402
from superbill.storage.models import ClaimVersion, FileRecord, NoteRecord, PostingRecord, VisitRecord  # noqa: E402
from tests.app.office import FEES, NOTE, OKAFOR, Office, file_835, remit, visit  # noqa: E402
from tests.forked import serve  # noqa: E402


def office() -> Office:
    return Office(open_practice(), folder)


def prepare() -> object:
    (folder / "superbill.toml").write_text("demo = true\npractice_day = 2026-09-18\n")
    call_command("migrate", verbosity=0)
    load_table(office().desk(), "fees", FEES)
    office().register("V1")
    office().sent("V2", OKAFOR)
    incoming = folder / "exchange" / "from-payer"
    incoming.mkdir(parents=True, exist_ok=True)
    for control in range(1, 9):
        (incoming / f"{control}.835").write_bytes(file_835(remit(office().paid("V2-1")), control=control))
    (folder / "token").write_text(make_link("coder"))
    return "ready"


DO: dict[str, Callable[[], object]] = {
    "code": lambda: office().code("V1"),
    "register": lambda: register_visit(office().desk("biller"), visit("V3")),
    "number": lambda: register_visit(office().desk("biller"), visit("")),
    "note": lambda: take_note(office().desk("biller"), "V1", (NOTE + "More.\n").encode()),
    "receive": lambda: [one.state for one in receive_folder(office().desk("biller"))],
    "pay": lambda: take_payment(office().desk("biller"), "V2", 100, method="cash"),
    "enter": lambda: str(use_link((folder / "token").read_text())),
}


def several(what: str, go: str) -> object:
    office().desk()
    (folder / f"here-{os.getpid()}").touch()
    while not Path(go).exists():
        time.sleep(0.002)
    found: list[object] = []
    for _ in range(5):
        try:
            found.append(["done", DO[what]()])
        except SuperbillError as refused:
            found.append(["refused", type(refused).__name__])
        except Exception as fault:
            found.append(["fault", f"{type(fault).__name__}: {fault}"])
    return found


def look() -> object:
    with scopes_disabled():
        return {
            "visits": sorted(VisitRecord.objects.values_list("number", flat=True)),
            "versions": sorted(ClaimVersion.objects.values_list("control", flat=True)),
            "notes": NoteRecord.objects.filter(visit__number="V1").count(),
            "files": sorted(FileRecord.objects.filter(direction="in").values_list("name", flat=True)),
            "sum": sum(PostingRecord.objects.values_list("cents", flat=True)),
            "paid": sum(PostingRecord.objects.filter(account="Assets:Cash:Clearing").values_list("cents", flat=True)),
            "drawer": sum(PostingRecord.objects.filter(account="Assets:Cash:Drawer").values_list("cents", flat=True)),
        }


serve({"prepare": prepare, "look": look, **{what: partial(several, what) for what in DO}})
