"""Everything that is fed with damaged files. A report or an error of ours is a good outcome; whatever else is raised is not."""

from superbill.x12.check import check
from tests.x12.fuzz.commands import COMMANDS
from tests.x12.fuzz.engine import ENGINE
from tests.x12.fuzz.outcomes import refused
from tests.x12.fuzz.tools import TOOLS

TARGETS = ENGINE | TOOLS | COMMANDS
TURNS = (dict.fromkeys(ENGINE, 1) | dict.fromkeys(TOOLS, 4)) | dict.fromkeys(COMMANDS, 16)
"""Each how many inputs a target sees one."""


def found_in(data: bytes) -> int:
    """How much is found in a file; each costs some time."""
    report = check(data)
    return len(report.findings) + report.left_out


def feed(name: str, data: bytes) -> None:
    """Give a file to a target. `X12Error` and its kin are good outcomes; what else is raised is not."""
    refused(lambda: TARGETS[name](data))
