"""What the pages serve besides themselves: small scripts of our own, and files of others exactly as their README says."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src/superbill/web/static"


def test_the_files_of_other_projects_are_the_ones_that_are_named() -> None:
    checked = subprocess.run([sys.executable, "tools/refresh/vendor.py", "--check"], cwd=ROOT, capture_output=True, text=True)

    assert checked.stdout == ""
    assert checked.returncode == 0


def test_every_file_of_another_project_has_its_licence_and_no_source_map() -> None:
    files = [path for path in (STATIC / "vendor").iterdir() if path.suffix in {".js", ".css"}]

    assert {path.name for path in files} == {"bootstrap.min.css", "htmx.min.js"}
    for path in files:
        assert path.with_name(f"{path.name}.LICENSE").stat().st_size > 100
        assert b"sourceMappingURL" not in path.read_bytes()


def test_our_scripts_are_small_explained_and_stay_at_home() -> None:
    scripts = sorted((STATIC / "superbill").glob("*.js"))

    assert scripts
    for script in scripts:
        text = script.read_text("utf-8")
        assert text.startswith("// "), script.name
        assert text.count("\n") <= 150, script.name
        assert "://" not in text, script.name
        assert "eval(" not in text, script.name
        assert "innerHTML" not in text, script.name
