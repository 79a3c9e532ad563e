"""Django settings of the tests: the program's own, with a data folder that is thrown away afterwards.

`SUPERBILL_DATA` and `SUPERBILL_CODES` must be set before the program's settings are read, so it happens here. The built code
tables are kept between runs, in a folder named after the code that builds them: change that code, and they are built anew.
"""

import atexit
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def _fingerprint() -> str:
    """Twelve characters that change when the code or the small tables that the code tables are built from change."""
    made_from = [*(ROOT / "src/superbill/codes").rglob("*"), ROOT / "constraints.txt"]
    digest = hashlib.sha256()
    for path in sorted(path for path in made_from if path.suffix in {".py", ".csv", ".txt"}):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


_data = Path(tempfile.mkdtemp(prefix="superbill-tests-"))
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ["SUPERBILL_DATA"] = str(_data)
os.environ.setdefault("SUPERBILL_CODES", str(ROOT / ".pytest_cache" / f"codes-{_fingerprint()}"))

from superbill.site.settings import *  # noqa: E402, F403  (the folders above must be set first)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick; the real ones are slow on purpose
