"""Is everything in order? Each check looks at one promise of the system and says what to do when it is broken.

No check changes anything. The money checks are those that the books rest on: entries sum to zero, files are what was
received, every claim stands where its trail says.
"""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Sum
from django_scopes import scopes_disabled

from superbill.app.checked import Checked
from superbill.app.code_tables import are_built
from superbill.app.edit_tables import edit_tables
from superbill.app.model_suggestions import check_model
from superbill.app.outbox import WAITING
from superbill.app.own_payers import broken_payer_files
from superbill.app.wording import counted
from superbill.basics.errors import SuperbillError
from superbill.claims.claim import Claim
from superbill.claims.plain import from_plain
from superbill.ledger.accounts import ACCOUNTS
from superbill.places.us.edits import us_edits
from superbill.places.us.tables import unlicensed
from superbill.storage.folders import waiting_files
from superbill.storage.models import ClaimRecord, ClaimVersion, EntryRecord, Event, FileRecord, PostingRecord

GUARDED = (
    "entryrecord",
    "postingrecord",
    "event",
    "noterecord",
    "sheetrecord",
    "claimversion",
    "overriderecord",
    "repairrecord",
    "querystep",
    "commentrecord",
    "decisionrecord",
    "filerecord",
    "modelcall",
    "modelanswer",
    "dictationrecord",
    "dictationend",
    "auditrecord",
    "audititem",
    "auditcoding",
    "auditverdict",
)
ENOUGH_BYTES = 200 * 1024 * 1024


def examine() -> tuple[Checked, ...]:
    """Every check, in order. When the database cannot be used, those that need it are not run, and the list says so."""
    checks = [_data_folder(), _code_tables(), _licensed_codes(), _payer_files(), check_model(), _disk()]
    database = _database()
    checks.append(database)
    if database.ok:
        with scopes_disabled():
            checks += [check() for check in _IN_BOOKS]
    return tuple(checks)


def _data_folder() -> Checked:
    folder = settings.SUPERBILL.data
    kind = "a demonstration" if settings.SUPERBILL.is_demo else "a practice"
    key = folder / "secret.key"
    private = key.exists() and not key.stat().st_mode & 0o077
    return Checked("data folder", private, f"{folder}, {kind}", "Make secret.key readable by its owner only (chmod 600).")


def _code_tables() -> Checked:
    return Checked(
        "code tables", are_built(), "built" if are_built() else "missing", "Run `superbill codes build` to build them."
    )


def _licensed_codes() -> Checked:
    """What is not said of every claim: which edits nobody runs here, because the practice has no file of the code set."""
    with edit_tables() as tables:
        missing = sorted(unlicensed(us_edits(), tables))
    seen = f"no files of CPT: {', '.join(missing)} are not run" if missing else "the files of CPT are installed"
    return Checked("licensed codes", True, seen, "Install the files of the licence with `superbill codes install`.")


def _payer_files() -> Checked:
    """The rules of payers that the site has entered; edits are not run with those of a file that cannot be used."""
    broken = [str(each.error.where) + ": " + each.error.what.rstrip(".") for each in broken_payer_files()]
    return Checked("payer files", not broken, "; ".join(broken) or "each can be read", "Correct the file in a text editor.")


def _disk() -> Checked:
    free = shutil.disk_usage(settings.SUPERBILL.data).free
    return Checked("disk", free > ENOUGH_BYTES, f"{free // 2**20:,} MiB free", "Make room: at least 200 MiB.")


def _database() -> Checked:
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return Checked("database", False, "there is none", "Put a backup back, or name another data folder with --data.")
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return Checked(
            "database", False, f"cannot be used: {type(error).__name__}", "Check SUPERBILL_DATABASE_URL or the data folder."
        )
    seen = f"{connection.vendor}, {counted(len(waiting), 'migration') + ' waiting' if waiting else 'up to date'}"
    return Checked("database", not waiting, seen, "Start `superbill serve` or `superbill demo`: it migrates first.")


def standing_guards() -> set[str]:
    """The names of the triggers that the database has, such as `event_no_update`."""
    table = "sqlite_master WHERE type = 'trigger'" if connection.vendor == "sqlite" else "pg_trigger WHERE NOT tgisinternal"
    column = "name" if connection.vendor == "sqlite" else "tgname"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")  # noqa: S608 - both parts are literals above
        return {row[0] for row in cursor.fetchall()}


def _guards() -> Checked:
    there = standing_guards()
    missing = [f"{name}_no_{act}" for name in GUARDED for act in ("update", "delete") if f"{name}_no_{act}" not in there]
    return Checked(
        "append-only guards", not missing, f"{len(GUARDED)} tables guarded" if not missing else f"missing: {', '.join(missing)}",
        "Someone took the guards away: find out who, and compare with a backup.",
    )  # fmt: skip


def _entries() -> Checked:
    off = list(
        EntryRecord.objects.annotate(cents=Sum("postings__cents"))
        .exclude(cents=0)
        .exclude(cents=None)
        .values_list("ref", flat=True)[:5]
    )
    count = EntryRecord.objects.count()
    return Checked(
        "ledger",
        not off,
        f"{counted(count, 'entry', 'entries')}, each sums to zero" if not off else f"do not sum to zero: {', '.join(off)}",
        _MEDDLED,
    )


def _accounts() -> Checked:
    unknown = sorted(set(PostingRecord.objects.values_list("account", flat=True).distinct()) - ACCOUNTS.keys())
    return Checked("accounts", not unknown, "all known" if not unknown else f"unknown: {', '.join(unknown)}", _MEDDLED)


def _files() -> Checked:
    count, off = 0, []
    for row in FileRecord.objects.only("name", "sha256", "content").iterator():
        count += 1
        if hashlib.sha256(bytes(row.content)).hexdigest() != row.sha256:
            off.append(row.name)
    return Checked(
        "files", not off, f"{counted(count, 'file')}, each as it was" if not off else f"changed: {', '.join(off[:5])}", _MEDDLED
    )


def _versions() -> Checked:
    count, off = 0, []
    for row in ClaimVersion.objects.only("control", "content", "charge_cents").iterator():
        count += 1
        try:
            whole = from_plain(Claim, row.content).charge_cents == row.charge_cents
        except SuperbillError:
            whole = False
        if not whole:
            off.append(row.control)
    return Checked(
        "claims",
        not off,
        f"{counted(count, 'version')} can be read back" if not off else f"cannot be read: {', '.join(off[:5])}",
        _MEDDLED,
    )


def _states() -> Checked:
    last = dict(Event.objects.exclude(state="").order_by("pk").values_list("claim_id", "state"))
    off = [row.number for row in ClaimRecord.objects.all() if last.get(row.pk) != row.state]
    return Checked(
        "states", not off, "each claim stands where its trail says" if not off else f"differ: {', '.join(off[:5])}", _MEDDLED
    )


def _waiting() -> Checked:
    names = [path.name for path in waiting_files(settings.SUPERBILL.exchange / "from-payer")]
    return Checked("incoming folder", True, f"{counted(len(names), 'file')} to be received")


def _outbox() -> Checked:
    count = FileRecord.objects.filter(direction="out", state=WAITING).count()
    return Checked(
        "outbox",
        not count,
        f"{counted(count, 'file')} to be delivered",
        "Press Receive answers on the Files page, or send again: they are delivered first.",
    )


def _unused() -> Checked:
    count = FileRecord.objects.filter(direction="in", state="kept").count()
    return Checked("files not used", True, f"{count} kept; the Files page says why")


_MEDDLED = "The database was changed from outside: stop, and restore a backup."
_IN_BOOKS: tuple[Callable[[], Checked], ...] = (
    _guards,
    _entries,
    _accounts,
    _files,
    _versions,
    _states,
    _outbox,
    _waiting,
    _unused,
)
