"""Claims ↔ 837P (005010X222A1): billing provider, subscriber, patient, claim, line.

What an 837P does not carry, and `as_carried` therefore takes out of a claim before it is compared with one read back:
the policy's period; the version (it is part of the control number); a subscriber's birthday, sex and address when the
patient is somebody else (the guide lets them be sent only when the subscriber is the patient); the plan name when there
is a group number; a rendering clinician who is the billing provider; small letters and accents of names and addresses.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from superbill.basics.days import Period
from superbill.basics.findings import Finding, Severity, Source
from superbill.claims.claim import Claim, Line, split_control
from superbill.claims.people import Address, Coverage, Patient, Payer, Person, Practice, Provider
from superbill.exchange.envelope import (
    NO_DAY,
    Controls,
    Found,
    Party,
    address_branch,
    contact_branch,
    find_sets,
    prove_no_strays,
    write_file,
)
from superbill.x12.errors import X12Error
from superbill.x12.segments import Segment
from superbill.x12.text import as_words, is_respelled
from superbill.x12.transactions.t837p import T837P
from superbill.x12.tree import Node, Row, read_tree
from superbill.x12.write import Branch, write_body

CLAIMS_A_SET = 5000
"""The guide's recommended limit of claims in one set (section 1.3.2)."""

CLAIMS_A_PATIENT = 100
"""The repeat of loop 2300."""

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


def write_837p(
    claims: Sequence[Claim], *, sender: Party, receiver: Party, controls: Controls, at: datetime, test: bool = True
) -> bytes:
    """One interchange with all claims, in their order; at most 5,000 in a set.

    Neighbouring claims of one practice share a billing level, those of one policy and patient a subscriber level.
    Raises `X12Error` for a claim that the guide does not allow, naming loop and element.
    """
    if not claims:
        raise X12Error("There is no claim to write.", todo="Choose the claims to send.")
    sets: list[list[Segment]] = []
    for first in range(0, len(claims), CLAIMS_A_SET):
        reference = f"{controls.interchange:09d}" + (f"-{len(sets) + 1}" if sets else "")
        chunk = claims[first : first + CLAIMS_A_SET]
        try:
            sets.append(write_body(T837P, _set_branch(chunk, sender=sender, receiver=receiver, at=at, reference=reference)))
        except X12Error as error:
            raise _blamed(error, chunk, sender=sender, receiver=receiver, at=at, reference=reference) from None
    return write_file(T837P, sets, sender=sender, receiver=receiver, controls=controls, at=at, test=test)


def _blamed(
    error: X12Error, claims: Sequence[Claim], *, sender: Party, receiver: Party, at: datetime, reference: str
) -> X12Error:
    """The same error with the claim that it comes from: the first that cannot be written alone."""
    for claim in claims:
        try:
            write_body(T837P, _set_branch([claim], sender=sender, receiver=receiver, at=at, reference=reference))
        except X12Error as own:
            return X12Error(own.what, place=f"claim {claim.control}, {own.place}", todo=own.todo)
    return error


def _set_branch(claims: Sequence[Claim], *, sender: Party, receiver: Party, at: datetime, reference: str) -> Branch:
    return {
        "begin": {"purpose": "00", "reference": reference, "created_on": at, "created_at": at, "type": "CH"},
        "submitter": {"name": {"type": "2", "last_name": sender.name, "id": sender.id}, "contact": contact_branch(sender)},
        "receiver": {"name": {"last_name": receiver.name, "id": receiver.id}},
        "billing_level": [
            _billing_branch(practice, each) for practice, each in groupby(claims, key=lambda claim: claim.practice)
        ],
    }


def _billing_branch(practice: Practice, claims: Iterable[Claim]) -> Branch:
    return {
        "level": {},
        "specialty": {"role": "BI", "taxonomy": practice.taxonomy},
        "billing": {
            "name": {"type": "2", "last_name": practice.name, "id_type": "XX", "id": practice.npi},
            **address_branch(practice.address),
            "tax_id": {"type": "EI", "number": practice.tax_id},
            "contact": {"name": practice.contact_name, "kind": "TE", "number": practice.phone},
        },
        "subscriber": [_subscriber_branch(each) for each in _by_patient(claims)],
    }


def _by_patient(claims: Iterable[Claim]) -> Iterator[Sequence[Claim]]:
    """Neighbours of one policy and patient, as many together as the guide lets stand in one loop."""
    for _, neighbours in groupby(claims, key=lambda claim: (claim.coverage, claim.patient.person)):
        same = list(neighbours)
        for first in range(0, len(same), CLAIMS_A_PATIENT):
            yield same[first : first + CLAIMS_A_PATIENT]


def _subscriber_branch(claims: Sequence[Claim]) -> Branch:
    claim = claims[0]
    coverage, person = claim.coverage, claim.patient.person
    is_self = coverage.subscriber is None
    insured = person if coverage.subscriber is None else coverage.subscriber
    branch: dict[str, Branch | Sequence[Branch]] = {
        "level": {},
        "subscriber": {
            "rank": "P",
            "relationship": "18" if is_self else "",
            "group_number": coverage.group_number,
            "plan_name": "" if coverage.group_number else coverage.plan_name,
            "filing": coverage.payer.filing,
        },
        "insured": {
            "name": _name_branch(insured) | {"id_type": "MI", "id": coverage.member_id},
            **(_details_branch(insured) if is_self else {}),
        },
        "payer": {"name": {"last_name": coverage.payer.name, "id_type": "PI", "id": coverage.payer.payer_id}},
    }
    below = [_claim_branch(each) for each in claims]
    if is_self:
        return branch | {"claim": below}
    dependent: Branch = {
        "level": {},
        "patient": {"relationship": RELATIONSHIP_CODES.get(coverage.relationship, "G8")},
        "person": {"name": _name_branch(person), **_details_branch(person)},
        "claim": below,
    }
    return branch | {"dependent": [dependent]}


def _name_branch(person: Person) -> dict[str, str]:
    return {"type": "1", "last_name": person.last_name, "first_name": person.first_name, "middle_name": person.middle_name}


def _details_branch(person: Person) -> dict[str, Branch]:
    return {**address_branch(person.address), "born": {"born": person.born, "sex": person.sex}}


def _claim_branch(claim: Claim) -> Branch:
    branch: dict[str, Branch | Sequence[Branch]] = {
        "claim": {
            "control": claim.control,
            "charge": claim.charge_cents,
            "place_of_service": claim.place_of_service,
            "frequency": claim.frequency,
            "signature_on_file": "Y",
            "assignment": "A" if claim.accepts_assignment else "C",
            "assigns_benefits": "Y",
            "release": "Y",
        },
        "patient_number": {"number": claim.patient.number},
        "diagnoses": _diagnoses_branch(claim.diagnoses),
        "line": [_line_branch(line, index) for index, line in enumerate(claim.lines, start=1)],
    }
    if claim.prior_authorization:
        branch["prior_authorization"] = {"number": claim.prior_authorization}
    if claim.payer_claim_number:
        branch["payer_claim_number"] = {"number": claim.payer_claim_number}
    if claim.rendering.npi != claim.practice.npi:
        branch["rendering"] = _rendering_branch(claim.rendering)
    return branch


def _diagnoses_branch(diagnoses: Sequence[str]) -> dict[str, str]:
    if len(diagnoses) > 12:
        raise X12Error(
            "A claim carries at most twelve diagnoses.", place="loop 2300, HI", todo="Keep those that the lines point to."
        )
    branch: dict[str, str] = {}
    for index, code in enumerate(diagnoses, start=1):
        branch |= {f"list{index}": "ABK" if index == 1 else "ABF", f"code{index}": code.replace(".", "")}
    return branch


def _rendering_branch(rendering: Provider) -> Branch:
    who = {
        "type": "1",
        "last_name": rendering.last_name,
        "first_name": rendering.first_name,
        "id_type": "XX",
        "id": rendering.npi,
    }
    return {"name": who, "specialty": {"taxonomy": rendering.taxonomy}}


def _line_branch(line: Line, index: int) -> Branch:
    if len(line.modifiers) > 4 or len(line.pointers) > 4:
        what = "A line carries at most four modifiers and four diagnosis pointers."
        raise X12Error(what, place=f"line {line.line_no}, SV1", todo="Keep the four that matter most.")
    service: dict[str, str | int] = {
        "kind": "HC",
        "procedure": line.procedure,
        "charge": line.charge_cents,
        "unit": "UN",
        "units": line.units,
    }
    service |= {f"modifier{place}": modifier for place, modifier in enumerate(line.modifiers, start=1)}
    service |= {f"pointer{place}": pointer for place, pointer in enumerate(line.pointers, start=1)}
    return {
        "number": {"number": index},
        "service": service,
        "served_on": {"format": "D8", "day": line.served_on},
        "line_no": {"number": str(line.line_no)},
    }


def read_837p(data: bytes) -> tuple[ReadBatch, ...]:
    """Every set of the file. Raises `X12Error` for a cut or miscounted file, a segment without a place, a value that cannot be read.

    Lenient in what payers and clearinghouses forgive: order within a loop, code lists, lengths, missing optional data.
    What a `Claim` has no place for (other coverage, notes, attachments, drugs …) is not in the result.
    """
    return tuple(_read_set(found) for found in find_sets(data, T837P))


def _read_set(found: Found) -> ReadBatch:
    tree = read_tree(T837P.body, found.set.body)
    prove_no_strays(tree.strays, T837P.body.tags)
    begin = tree.root.get("begin")
    created_on = begin.day("created_on")
    items = [
        item
        for billing in tree.root.loops("billing_level")
        for subscriber in billing.loops("subscriber")
        for item in _read_subscriber(billing, subscriber, created_on)
    ]
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


def _read_subscriber(billing: Node, subscriber: Node, created_on: date) -> Iterable[ReadClaim]:
    practice = _read_practice(billing)
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
        lines=tuple(_read_line(line) for line in node.loops("line")),
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


def _read_line(node: Node) -> Line:
    service = node.get("service")
    number = node.text("line_no", "number")
    ours = number.isascii() and number.isdigit() and len(number) < 7
    return Line(
        line_no=int(number) if ours else _whole(node.get("number"), "number"),
        procedure=service.need("procedure").upper(),
        charge_cents=service.cents("charge"),
        served_on=node.get("served_on").day("day"),
        pointers=tuple(_whole(service, f"pointer{index}") for index in range(1, 5) if service.text(f"pointer{index}")),
        modifiers=tuple(found for index in range(1, 5) if (found := service.code(f"modifier{index}"))),
        units=_whole(service, "units"),
    )


def _whole(row: Row, name: str) -> int:
    """A whole number; `X12Error` for parts of a unit, which a `Line` has no place for."""
    number = row.decimal(name)
    if number != number.to_integral_value() or abs(number) >= 10**9:
        raise X12Error(
            f"{name.replace('_', ' ').capitalize()} is not a whole number.",
            segment=row.segment.number,
            offset=row.segment.offset,
            place=f"loop {row.loop}, {row.segment.tag}",
        )
    return int(number)


def as_carried(claim: Claim, *, at: datetime) -> Claim:
    """The claim as an 837P written at this time carries it: what `read_837p` gives back for it, field for field."""
    coverage, practice = claim.coverage, _spelled_practice(claim.practice)
    subscriber = coverage.subscriber
    holder = None if subscriber is None else replace(_spelled_person(subscriber), born=NO_DAY, sex="U", address=NO_ADDRESS)
    relationship = coverage.relationship if coverage.relationship in RELATIONSHIP_CODES else "other"
    rendering = claim.rendering
    if rendering.npi == practice.npi:
        rendering = Provider(practice.npi, practice.name, "", practice.taxonomy)
    return replace(
        claim,
        patient=replace(claim.patient, person=_spelled_person(claim.patient.person)),
        coverage=replace(
            coverage,
            payer=replace(coverage.payer, name=as_words(coverage.payer.name)),
            relationship="self" if holder is None else relationship,
            period=ANY_DAY,
            subscriber=holder,
            plan_name="" if coverage.group_number else as_words(coverage.plan_name),
        ),
        practice=practice,
        rendering=replace(rendering, last_name=as_words(rendering.last_name), first_name=as_words(rendering.first_name)),
        created_on=at.date(),
    )


def _spelled_person(person: Person) -> Person:
    return replace(
        person,
        last_name=as_words(person.last_name),
        first_name=as_words(person.first_name),
        middle_name=as_words(person.middle_name),
        address=_spelled_address(person.address),
    )


def _spelled_address(address: Address) -> Address:
    return replace(address, line1=as_words(address.line1), line2=as_words(address.line2), city=as_words(address.city))


def _spelled_practice(practice: Practice) -> Practice:
    return replace(
        practice,
        name=as_words(practice.name),
        address=_spelled_address(practice.address),
        contact_name=as_words(practice.contact_name),
    )


def find_respelled(claim: Claim) -> tuple[Finding, ...]:
    """Names and addresses that an 837 cannot carry as they are written (accents, typographic marks), and how they will go out."""
    people = [("patient", claim.patient.person)]
    if claim.coverage.subscriber is not None:
        people.append(("subscriber", claim.coverage.subscriber))
    words = [
        (f"{who} {what}", value)
        for who, person in people
        for what, value in (
            ("last name", person.last_name),
            ("first name", person.first_name),
            ("middle name", person.middle_name),
            ("address", person.address.line1),
            ("address", person.address.line2),
            ("city", person.address.city),
        )
    ]
    words += [("practice name", claim.practice.name), ("rendering last name", claim.rendering.last_name)]
    words += [("rendering first name", claim.rendering.first_name), ("payer name", claim.coverage.payer.name)]
    return tuple(_respelled(place, value) for place, value in words if is_respelled(value))


def _respelled(place: str, value: str) -> Finding:
    return Finding(
        code="X12-TEXT-01",
        severity=Severity.INFORM,
        title="Written in plain letters",
        message=f"The {place} goes out as {as_words(value)}: X12 carries no accents or typographic marks.",
        todo="Nothing, unless the payer knows the name in another spelling.",
        source=Source("X12 005010", "appendix B, basic character set"),
        place=place,
    )
