"""A handful of ICD-10-PCS tables in small, written for the tests: a few body parts of each, with what may follow them."""

import json
import sqlite3

from superbill.codes.book import get_book
from superbill.codes.pack import create_table
from superbill.codes.pcs import Pcs
from superbill.codes.shelf import OpenTable

SINCE, FOREVER = 20251001, 99999999
NO_DEVICE, NO_QUALIFIER = {"Z": "No Device"}, {"Z": "No Qualifier"}
OPEN_OR_SCOPE = {"0": "Open", "4": "Percutaneous Endoscopic"}
BLOOD = {"L": "Fresh Plasma", "N": "Red Blood Cells", "R": "Platelets"}
CEMENT = {"9": "Cemented", "A": "Uncemented", "Z": "No Qualifier"}
ANY = {
    **OPEN_OR_SCOPE,
    "3": "Percutaneous",
    "7": "Via Natural or Artificial Opening",
    "8": "Via Natural or Artificial Opening Endoscopic",
}
LOOK = {"X": "Diagnostic", **NO_QUALIFIER}
Panel = tuple[dict[str, str], dict[str, str], dict[str, str], dict[str, str]]

TABLES: dict[str, tuple[str, tuple[Panel, ...]]] = {
    "0FT": ("Resection", (({"4": "Gallbladder"}, OPEN_OR_SCOPE, NO_DEVICE, NO_QUALIFIER),)),
    "0DT": ("Resection", (({"J": "Appendix", "N": "Sigmoid Colon"}, OPEN_OR_SCOPE, NO_DEVICE, NO_QUALIFIER),)),
    "0DB": ("Excision", (({"6": "Stomach", "N": "Sigmoid Colon", "P": "Rectum"}, ANY, NO_DEVICE, LOOK),)),
    "0W9": (
        "Drainage",
        (
            ({"9": "Pleural Cavity, Right", "B": "Pleural Cavity, Left", "G": "Peritoneal Cavity"}, {"0": "Open", "3": "Percutaneous"}, {"0": "Drainage Device"}, NO_QUALIFIER),
            ({"9": "Pleural Cavity, Right", "B": "Pleural Cavity, Left", "G": "Peritoneal Cavity"}, {"0": "Open", "3": "Percutaneous"}, NO_DEVICE, LOOK),
        ),
    ),
    "0BH": ("Insertion", (({"1": "Trachea"}, {"7": "Via Natural or Artificial Opening"}, {"D": "Intraluminal Device", "E": "Intraluminal Device, Endotracheal Airway"}, NO_QUALIFIER),)),
    "5A1": (
        "Performance",
        (
            ({"9": "Respiratory"}, {"3": "Less than 24 Consecutive Hours", "4": "24-96 Consecutive Hours", "5": "Greater than 96 Consecutive Hours"}, {"5": "Ventilation"}, NO_QUALIFIER),
            ({"D": "Urinary"}, {"7": "Intermittent", "8": "Prolonged Intermittent", "9": "Continuous"}, {"0": "Filtration"}, NO_QUALIFIER),
        ),
    ),
    "02H": ("Insertion", (({"6": "Atrium, Right", "K": "Ventricle, Right", "V": "Superior Vena Cava"}, {"0": "Open", "3": "Percutaneous"}, {"3": "Infusion Device", "D": "Intraluminal Device"}, NO_QUALIFIER),)),
    "027": ("Dilation", (({"0": "Coronary Artery, One Artery", "1": "Coronary Artery, Two Arteries"}, {"0": "Open", "3": "Percutaneous"}, {"4": "Intraluminal Device, Drug-eluting", "5": "Intraluminal Device, Drug-eluting, Two", "D": "Intraluminal Device", "Z": "No Device"}, {"6": "Bifurcation", "Z": "No Qualifier"}),)),
    "4A0": ("Measurement", (({"2": "Cardiac"}, {"3": "Percutaneous"}, {"N": "Sampling and Pressure"}, {"6": "Right Heart", "7": "Left Heart", "8": "Bilateral"}),)),
    "10D": ("Extraction", (({"0": "Products of Conception"}, {"0": "Open"}, NO_DEVICE, {"0": "High", "1": "Low", "2": "Extraperitoneal"}),)),
    "0SR": ("Replacement", (({"9": "Hip Joint, Right", "B": "Hip Joint, Left", "C": "Knee Joint, Right", "D": "Knee Joint, Left"}, {"0": "Open"}, {"2": "Synthetic Substitute, Metal on Polyethylene", "3": "Synthetic Substitute, Ceramic", "4": "Synthetic Substitute, Ceramic on Polyethylene", "J": "Synthetic Substitute"}, CEMENT),)),
    "302": ("Transfusion", (({"3": "Peripheral Vein", "4": "Central Vein"}, {"3": "Percutaneous"}, BLOOD, {"0": "Autologous", "1": "Nonautologous"}),)),
    "009": ("Drainage", (({"U": "Spinal Canal"}, {"0": "Open", "3": "Percutaneous"}, NO_DEVICE, LOOK),)),
    "0JB": ("Excision", (({"7": "Subcutaneous Tissue and Fascia, Back", "9": "Subcutaneous Tissue and Fascia, Buttock"}, {"0": "Open", "3": "Percutaneous"}, NO_DEVICE, LOOK),)),
    "0J9": ("Drainage", (({"4": "Subcutaneous Tissue and Fascia, Right Neck", "5": "Subcutaneous Tissue and Fascia, Left Neck", "7": "Subcutaneous Tissue and Fascia, Back"}, {"0": "Open", "3": "Percutaneous"}, NO_DEVICE, LOOK),)),
    "03C": (
        "Extirpation",
        (
            ({"G": "Intracranial Artery"}, {"3": "Percutaneous"}, NO_DEVICE, {"7": "Stent Retriever", **NO_QUALIFIER}),
            ({"J": "Common Carotid Artery, Left", "K": "Internal Carotid Artery, Right", "L": "Internal Carotid Artery, Left"}, {"0": "Open", "3": "Percutaneous"}, NO_DEVICE, {"7": "Stent Retriever", **NO_QUALIFIER}),
        ),
    ),
    "0UT": (
        "Resection",
        (
            ({"9": "Uterus"}, {**ANY, "F": "Via Natural or Artificial Opening With Percutaneous Endoscopic Assistance"}, NO_DEVICE, {"L": "Supracervical", "Z": "No Qualifier"}),
            ({"C": "Cervix"}, ANY, NO_DEVICE, NO_QUALIFIER),
        ),
    ),
    "0TT": ("Resection", (({"0": "Kidney, Right", "1": "Kidney, Left"}, OPEN_OR_SCOPE, NO_DEVICE, NO_QUALIFIER),)),
}  # fmt: skip
TITLES = ("Body Part", "Approach", "Device", "Qualifier")


def open_tables() -> Pcs:
    """The tables, in force since October 2025, in memory."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    table = get_book("icd10pcs").table("table")
    create_table(db, table)
    for name, told in TABLES.items():
        operation, panels = told[0], told[1]
        text = json.dumps([[[title, axis] for title, axis in zip(TITLES, panel, strict=True)] for panel in panels])
        row = (name, "Section", "System", operation, "", text, 1, SINCE, FOREVER, 0)
        db.execute("INSERT INTO 'table' VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    return Pcs({"table": OpenTable(db, table)})


def open_index() -> OpenTable:
    """A few main terms of the index: some lead to one table, one to two."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    table = get_book("icd10pcs").table("index")
    create_table(db, table)
    for title, see, code in (
        ("Rectectomy", "Excision, Rectum", "0DBP"),
        ("Appendectomy", "Excision, Appendix", "0DBP"),
        ("Sigmoidotomy", "Excision, Colon, Resection, Colon", "0DBN 0DTN"),
    ):
        db.execute("INSERT INTO 'index' VALUES (?, ?, 0, ?, '', ?, ?, ?, 0)", (title, title, see, code, SINCE, FOREVER))
    return OpenTable(db, table)
