"""What the codes of acknowledgements mean, in our own short words (no capital, no full stop).

The codes are facts; the published wording is X12's and is not here. A code that is not held is shown as it is.
"""

from functools import cache

from superbill.x12.answers.words_of_statuses import STATUSES

_WORDS = """
note 000 | nothing is wrong
note 001 | the control numbers of ISA and IEA differ
note 002 | the standard that ISA11 names is not supported
note 003 | the version of the controls is not supported
note 004 | the segment terminator is not valid
note 005 | the kind of the sender's id is not valid
note 006 | the sender's id is not valid
note 007 | the kind of the receiver's id is not valid
note 008 | the receiver's id is not valid
note 009 | the receiver is not known
note 010 | the kind of authorization is not valid
note 011 | the authorization is not valid
note 012 | the kind of password is not valid
note 013 | the password is not valid
note 014 | the date of the interchange is not valid
note 015 | the time of the interchange is not valid
note 016 | the repetition separator or standard is not valid
note 017 | the version is not valid
note 018 | the control number is not valid
note 019 | the wish for an acknowledgment is not valid
note 020 | whether it is a test or production is not said validly
note 021 | the number of groups is not right
note 022 | the control structure is not valid
note 023 | the file ends too early
note 024 | the content is not valid: a segment stands outside its envelope
note 025 | the control number was used before
note 026 | the element separator is not valid
note 027 | the component separator is not valid
note 028 | the delivery date is not valid
note 029 | the delivery time is not valid
note 030 | the delivery time code is not valid
note 031 | the grade of service is not valid

group 1 | the kind of group is not supported
group 2 | the version of the group is not supported
group 3 | the trailer GE is missing
group 4 | the control numbers of GS and GE differ
group 5 | GE counts another number of sets, or a set cannot be named
group 6 | the control number of the group is not valid
group 19 | the control number of the group was used before

set 1 | the transaction is not supported
set 2 | the trailer SE is missing
set 3 | the control numbers of ST and SE differ
set 4 | SE counts another number of segments
set 5 | segments are in error
set 6 | the transaction identifier is missing or wrong
set 7 | the control number is missing or wrong
set 18 | the transaction is not part of its group
set 19 | the transaction's guide is not supported
set 23 | the control number was used before
set I5 | segments break the implementation guide
set I6 | the implementation guide is not supported

segment 1 | X12 knows no segment of this name
segment 2 | the segment is not expected here
segment 3 | a required segment is missing
segment 4 | the loop occurs too often
segment 5 | the segment occurs too often
segment 6 | the segment does not belong to this transaction
segment 7 | the segment stands in the wrong order
segment 8 | an element of the segment is wrong
segment I4 | the guide does not use this segment
segment I6 | a segment that depends on another is missing
segment I7 | a required loop is missing
segment I8 | the segment occurs too seldom
segment I9 | the segment may not stand here together with another

element 1 | is missing
element 2 | is missing, and another element calls for it
element 3 | is one element too many
element 4 | is too short
element 5 | is too long
element 6 | holds a character that may not stand there
element 7 | is not a code of its list
element 8 | is not a day
element 9 | is not a time
element 10 | may not stand there, or not together with another element
element 11 | is not supported
element 12 | repeats too often
element 13 | has too many parts
element I6 | is a code that the guide does not use
element I9 | is missing, and the situation calls for it
element I10 | is not used by the guide
element I11 | repeats too seldom
element I12 | does not have the pattern the guide asks for
element I13 | may not be used in this situation

business E001 | identifier of the submitter
business E002 | identifier of the receiver
business E003 | identifier of the member
business E004 | identifier of the subscriber
business E005 | identifier of the patient
business E006 | identifier of the plan's sponsor
business E007 | identifier of the payee
business E011 | identifier of the payer
business E012 | identifier of the billing provider
business E013 | identifier of the pay-to provider
business E014 | identifier of the rendering provider
business E015 | identifier of the supervising provider
business E016 | identifier of the attending provider
business E017 | identifier of another provider
business E018 | identifier of the operating provider
business E019 | identifier of the referring provider
business E020 | identifier of the provider of purchased services
business E021 | identifier of the place of service
business E022 | identifier of the ordering provider
business E024 | amounts or numbers that do not add up
business E025 | a duplicate
business E026 | a service after the file
business E030 | a required loop is missing
business E031 | a required segment is missing
business E032 | a required element is missing
business E033 | a loop that the situation calls for is missing
business E034 | a segment that the situation calls for is missing
business E035 | an element that the situation calls for is missing
business E036 | too long
business E037 | too short
business E038 | a code that its list does not hold
business E039 | out of order
business E040 | an element that is not used
business E041 | too many parts
business E042 | a segment that is not expected
business E043 | data are missing
business E044 | out of range
business E045 | not a day
business E046 | does not match
business E047 | values that do not go together
business E050 | data that are not right
business E054 | an identification code that is not valid
"""


def meaning(kind: str, code: str) -> str:
    """A code in words, such as `meaning("segment", "3")`; `segment 99` where it is not held.

    Kinds: note (TA105), group (AK905), set (IK502), segment (IK304), element (IK403), category, status, entity (STC01), business
    (RED06).
    """
    plain = f"{kind} {code.strip().upper()}".strip()
    return _table().get(plain, plain)


def status_words(category: str, status: str, entity: str = "") -> str:
    """A claim status, such as `rejected: something is wrong: national provider identifier of the billing provider`."""
    whose = f" of {_table().get(f'entity {entity}', entity)}" if entity else ""
    return f"{meaning('category', category)}: {meaning('status', status)}{whose}"


@cache
def _table() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in f"{_WORDS}{STATUSES}".splitlines():
        code, _, words = line.partition(" | ")
        found[code] = words
    return found
