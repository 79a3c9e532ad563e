"""837P → claims: every set of a file, with what its envelopes said.

Lenient in what payers and clearinghouses forgive; never about a segment without a place or a value that cannot be read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from superbill.basics.days import Period
from superbill.claims.claim import Claim, Line, split_control
from superbill.claims.people import Address, Coverage, Patient, Payer, Person, Practice, Provider
from superbill.exchange.envelope import NO_DAY, Found, find_sets, prove_no_strays
from superbill.exchange.service_line import read_line_no, read_modifiers
from superbill.x12.errors import X12Error
from superbill.x12.transactions.t837p import T837P
from superbill.x12.tree import Node, read_tree

LONGEST_CONTROL = 38
"""CLM01; what is longer is read, and is not ours."""

RELATIONSHIP_CODES = {"spouse": "01", "child": "19", "other": "G8"}
_RELATIONSHIPS = {code: words for words, code in RELATIONSHIP_CODES.items()}
ANY_DAY = Period(NO_DAY)
NO_ADDRESS = Address("", "", "", "")


@dataclass(frozen=True, slots=True)
class ReadClaim:
    """A claim as read. `control` is CLM01 and `charge_cents` CLM02 as the file says, whatever number and lines add up to."""

    claim: Claim
    control: str
    charge_cents: int
    segment: int
    offset: int


@dataclass(frozen=True, slots=True)
class ReadBatch:
    """The claims of one transaction set with what its envelopes said; `reference` is BHT03, `created_on` BHT04."""

    sender_id: str
    receiver_id: str
    submitter_name: str
    group_control: str
    set_control: str
    reference: str
    created_on: date
    test: bool
    items: tuple[ReadClaim, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims in the order of the file."""
        return tuple(item.claim for item in self.items)


def read_837p(data: bytes) -> tuple[ReadBatch, ...]:
    """Every set of the file. Raises `X12Error` for a cut or miscounted file, a segment without a place, a value that cannot be read.

    Parts of a unit are such a value, because a `Line` counts whole ones; what is wrong on a line is said with claim and line.
    Lenient in what payers and clearinghouses forgive: order within a loop, code lists, lengths, missing optional data.
    What a `Claim` has no place for (other coverage, notes, attachments, drugs …) is not in the result.
    """
    return tuple(_read_set(found) for found in find_sets(data, T837P))


def _read_set(found: Found) -> ReadBatch:
    tree = read_tree(T837P.body, found.set.body)
    prove_no_strays(tree.strays, T837P.body.tags)
    begin = tree.root.get("begin")
    created_on = begin.day("created_on")
    items = [item for billing in tree.root.loops("billing_level") for item in _read_billing(billing, created_on)]
    return ReadBatch(
        sender_id=found.sender,
        receiver_id=found.receiver,
        submitter_name=tree.root.need("submitter").text("name", "last_name"),
        group_control=found.group.control,
        set_control=found.set.control,
        reference=begin.text("reference"),
        created_on=created_on,
        test=found.test,
        items=tuple(items),
    )


def _read_billing(billing: Node, created_on: date) -> Iterator[ReadClaim]:
    practice = _read_practice(billing)
    for subscriber in billing.loops("subscriber"):
        yield from _read_subscriber(subscriber, practice, created_on)


def _read_subscriber(subscriber: Node, practice: Practice, created_on: date) -> Iterator[ReadClaim]:
    insured = subscriber.need("insured")
    own = _read_person(insured)
    for node in subscriber.loops("claim"):
        coverage = _read_coverage(subscriber, "self", None)
        yield _read_claim(node, own, coverage, practice, created_on)
    for dependent in subscriber.loops("dependent"):
        relationship = _RELATIONSHIPS.get(dependent.text("patient", "relationship"), "other")
        person = _read_person(dependent.need("person"))
        for node in dependent.loops("claim"):
            yield _read_claim(node, person, _read_coverage(subscriber, relationship, own), practice, created_on)


def _read_practice(billing: Node) -> Practice:
    who = billing.need("billing")
    name = who.get("name")
    return Practice(
        name=" ".join(part for part in (name.text("last_name"), name.text("first_name")) if part),
        npi=name.text("id"),
        tax_id=who.text("tax_id", "number"),
        taxonomy=billing.text("specialty", "taxonomy"),
        address=_read_address(who),
        contact_name=who.text("contact", "name"),
        phone=who.text("contact", "number"),
    )


def _read_address(node: Node) -> Address:
    return Address(
        line1=node.text("street", "line1"),
        city=node.text("city", "city"),
        state=node.text("city", "state"),
        zip_code=node.text("city", "zip_code"),
        line2=node.text("street", "line2"),
    )


def _read_person(node: Node) -> Person:
    name, born = node.get("name"), node.find("born")
    return Person(
        last_name=name.text("last_name"),
        first_name=name.text("first_name"),
        born=born.day("born") if born else NO_DAY,
        sex=born.code("sex") if born else "U",
        address=_read_address(node),
        middle_name=name.text("middle_name"),
    )


def _read_coverage(subscriber: Node, relationship: str, holder: Person | None) -> Coverage:
    payer = subscriber.need("payer").get("name")
    return Coverage(
        payer=Payer(payer.text("id"), payer.text("last_name"), subscriber.text("subscriber", "filing")),
        member_id=subscriber.need("insured").text("name", "id"),
        relationship=relationship,
        period=ANY_DAY,
        subscriber=holder,
        group_number=subscriber.text("subscriber", "group_number"),
        plan_name=subscriber.text("subscriber", "plan_name"),
    )


def _read_claim(node: Node, person: Person, coverage: Coverage, practice: Practice, created_on: date) -> ReadClaim:
    head = node.get("claim")
    control = head.need("control")
    number, version = (split_control(control) if len(control) <= LONGEST_CONTROL else None) or (control, 1)
    rendering = node.first("rendering")
    claim = Claim(
        number=number,
        version=version,
        patient=Patient(node.text("patient_number", "number"), person),
        coverage=coverage,
        practice=practice,
        rendering=_read_rendering(rendering) if rendering else Provider(practice.npi, practice.name, "", practice.taxonomy),
        place_of_service=head.text("place_of_service"),
        diagnoses=_read_diagnoses(node),
        lines=tuple(_read_lines(node, control)),
        created_on=created_on,
        frequency=head.text("frequency"),
        payer_claim_number=node.text("payer_claim_number", "number"),
        prior_authorization=node.text("prior_authorization", "number"),
        accepts_assignment=head.code("assignment") != "C",
    )
    if not claim.lines:
        node.missing("line")
    return ReadClaim(claim, control, head.cents("charge"), head.segment.number, head.segment.offset)


def _read_rendering(node: Node) -> Provider:
    name = node.get("name")
    return Provider(name.text("id"), name.text("last_name"), name.text("first_name"), node.text("specialty", "taxonomy"))


def _read_diagnoses(node: Node) -> tuple[str, ...]:
    row = node.find("diagnoses")
    codes = [row.code(f"code{index}") for index in range(1, 13)] if row else []
    return tuple(with_dot(code) for code in codes if code)


def with_dot(code: str) -> str:
    """An ICD-10-CM code as people write it: `E1165` as `E11.65`."""
    plain = code.replace(".", "")
    return f"{plain[:3]}.{plain[3:]}" if len(plain) > 3 else plain


def _read_lines(node: Node, control: str) -> Iterator[Line]:
    for line in node.loops("line"):
        try:
            yield _read_line(line)
        except X12Error as error:
            raise error.inside(f"claim {control}, line {line.text('number', 'number')}") from None


def _read_line(node: Node) -> Line:
    service = node.get("service")
    line_no = read_line_no(node)
    return Line(
        line_no=node.get("number").whole("number") if line_no is None else line_no,
        procedure=service.need("procedure").upper(),
        charge_cents=service.cents("charge"),
        served_on=node.get("served_on").day("day"),
        pointers=tuple(service.whole(f"pointer{index}") for index in range(1, 5) if service.text(f"pointer{index}")),
        modifiers=read_modifiers(service),
        units=service.whole("units"),
    )
