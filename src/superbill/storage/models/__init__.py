"""The store of record. Money is whole cents; what was sent is kept exactly; ledger, trail, notes, decisions, versions and overrides only grow.

Every model belongs to a practice and is reached through a scoped manager, which refuses to answer outside a practice.
"""

from superbill.storage.models.audits import AuditCoding, AuditItem, AuditRecord, AuditVerdict
from superbill.storage.models.billing import ClaimRecord, ClaimVersion, FindingRecord, OverrideRecord, RepairRecord
from superbill.storage.models.decisions import DecisionRecord
from superbill.storage.models.dictations import DictationEnd, DictationRecord
from superbill.storage.models.exchange import ControlNumber, FileRecord, RemitClaim, RemitRecord
from superbill.storage.models.ledger import BankLine, EntryRecord, PostingRecord, StatementRecord
from superbill.storage.models.model_calls import ModelAnswer, ModelCall
from superbill.storage.models.practice import Membership, PracticeRecord, PracticeTable, SignInLink
from superbill.storage.models.queries import CommentRecord, QueryRecord, QueryStep
from superbill.storage.models.trail import Event
from superbill.storage.models.visits import NoteRecord, PatientRecord, SheetRecord, VisitRecord

__all__ = [
    "AuditCoding",
    "AuditItem",
    "AuditRecord",
    "AuditVerdict",
    "BankLine",
    "ClaimRecord",
    "ClaimVersion",
    "CommentRecord",
    "ControlNumber",
    "DecisionRecord",
    "DictationEnd",
    "DictationRecord",
    "EntryRecord",
    "Event",
    "FileRecord",
    "FindingRecord",
    "Membership",
    "ModelAnswer",
    "ModelCall",
    "NoteRecord",
    "OverrideRecord",
    "PatientRecord",
    "PostingRecord",
    "PracticeRecord",
    "PracticeTable",
    "QueryRecord",
    "QueryStep",
    "RemitClaim",
    "RemitRecord",
    "RepairRecord",
    "SheetRecord",
    "SignInLink",
    "StatementRecord",
    "VisitRecord",
]
