"""What a service line is in a claim and in a remittance alike: procedure, modifiers, charge and units; the number in REF*6R."""

from superbill.claims.claim import Line
from superbill.claims.remit import PaidLine
from superbill.x12.errors import X12Error
from superbill.x12.tree import Node, Row


def service_branch(line: Line | PaidLine, *, place: str) -> dict[str, str | int]:
    """SV1 or SVC values. Raises `X12Error` with this place for more than four modifiers."""
    if len(line.modifiers) > 4:
        raise X12Error("A service carries at most four modifiers.", place=place, todo="Keep the four that matter most.")
    service: dict[str, str | int] = {
        "kind": "HC",
        "procedure": line.procedure,
        "charge": line.charge_cents,
        "units": line.units,
    }
    return service | {f"modifier{index}": modifier for index, modifier in enumerate(line.modifiers, start=1)}


def read_modifiers(service: Row) -> tuple[str, ...]:
    """The modifiers of SV1 or SVC, in their order."""
    return tuple(found for index in range(1, 5) if (found := service.code(f"modifier{index}")))


def read_line_no(node: Node) -> int | None:
    """REF*6R as a line number of ours; None when it is absent or somebody else's."""
    number = node.text("line_no", "number")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 7 else None
