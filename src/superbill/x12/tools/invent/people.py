"""People, practices, payers and towns. The people, practices and payers do not exist; the towns do, so that states and ZIP codes fit.

Telephone numbers are of the 555-01xx kind that is kept for fiction, NPIs begin with 2, which is not yet given out, and
employer numbers with 89, which never was.
"""

from dataclasses import dataclass

from superbill.basics.identifiers import npi_from
from superbill.x12.tools.invent.pieces import segment, table

LAST = (
    "ABBOTT ADLER ALVAREZ AMUNDSON ARCHER BAKER BARNES BECKETT BERGLUND BISHOP BLACKWOOD BOWEN BRANDT BRIDGES BURKE CALDWELL CARDENAS "
    "CARVER CHANDLER CHO CLAYBORNE COLTER CORTEZ CROSS DALTON DAWSON DELGADO DIAZ DONOVAN DRAKE DUVALL EASTMAN ELLISON ESPARZA EVERETT "
    "FALK FARROW FENWICK FINCH FLORES FONTAINE FROST GALLOWAY GARNER GIBBONS GRAVES GREENE GUERRA HALE HARGROVE HAWKINS HOLLOWAY HUANG "
    "HUXLEY IBARRA INGRAM JARVIS JENSEN KAPOOR KEATING KIRBY KOWALSKI LARKIN LINDGREN LOCKHART LOWELL MARLOW MATHIS MERCER MONROE NASH "
    "NAVARRO NGUYEN NORWOOD OAKES OKAFOR ORTEGA PALMER PARRISH PATEL PEMBERTON QUILL RAMSEY RIVERS ROSSI SANTORO SAWYER SHAH STERLING "
    "TANAKA THORNE UNDERWOOD VANCE VARGAS WHITAKER YARROW ZIMMER"
).split()
WOMEN = (
    "ADA AGNES ALICE ALMA AMELIA ANITA BEATRIZ BELLA BRIDGET CAMILA CARLA CELIA CLARA CORA DAHLIA DAPHNE DELIA DIANA EDITH ELENA ELSA "
    "EMMA ESTHER FIONA FLORA FRIEDA GLORIA GRETA HANNAH HAZEL HELEN IDA INES IRENE ISABEL IVY JOAN JULIA KEIKO LAURA LENA LOUISE LUCIA "
    "MABEL MARTA MEI MIRA NADIA NORA OLIVE PALOMA PRIYA RHODA ROSA RUTH SELMA STELLA THEA URSULA VERA WANDA"
).split()
MEN = (
    "AARON ABEL ADRIAN ALAN ALBERT AMIR ANDRE ANGUS BASIL BERNARD BRUNO CALEB CARLOS CECIL CLYDE CYRUS DAMIAN DANTE DESMOND DIEGO EDGAR "
    "ELIAS ERNEST EZRA FELIX FRANCIS GILBERT GORDON HARVEY HECTOR HENRY HIRO HUGO IGNACIO IVAN JASPER JEROME JONAS JULIAN KAI KENJI "
    "LEANDER LEON LUCAS MARCEL MILES MILO NESTOR NOEL OMAR OSCAR OTTO PABLO QUENTIN RAFAEL ROLAND SIMON THEO VICTOR"
).split()
KIDS = "AIDEN ALEXIS ASHER AVERY BLAKE CASEY DREW ELLIS EMERY FINLEY HARPER JAMIE JESSE LOGAN MICAH NOEL PARKER QUINN REESE RILEY ROWAN SAGE TATUM".split()
STREETS = "ALDER ASH BIRCH CEDAR CHERRY CHESTNUT ELM FERN HAWTHORN HICKORY JUNIPER LINDEN MAPLE OAK PINE POPLAR SPRUCE SYCAMORE WALNUT".split()
WAYS = "ST AVE RD LN DR CT WAY".split()
_LETTERS = "ACDEFGHJKMNPQRTUVWXY"  # those that a Medicare number may hold


@dataclass(frozen=True, slots=True)
class Town:
    """A town with its state and ZIP code."""

    name: str
    state: str
    zip_code: str

    def segments(self, street: str, *, plus4: str = "") -> str:
        """N3 and N4."""
        return segment("N3", street) + segment("N4", self.name, self.state, self.zip_code + plus4)


TOWNS = [
    Town(*row)
    for row in table("""
MADISON | WI | 53703
MILWAUKEE | WI | 53202
ROCKFORD | IL | 61101
PEORIA | IL | 61602
DULUTH | MN | 55802
ROCHESTER | MN | 55902
DUBUQUE | IA | 52001
LANSING | MI | 48933
TOLEDO | OH | 43604
FORT WAYNE | IN | 46802
TULSA | OK | 74103
BOISE | ID | 83702
SPOKANE | WA | 99201
""")
]


def person(number: int) -> dict[str, str]:
    """A family by its number: names, house, member numbers. Those of nearby numbers differ; much later they come again."""
    mixed = number * 7919 % 1_000_000_007
    return {
        "last": LAST[number % len(LAST)],
        "woman": WOMEN[number % len(WOMEN)],
        "man": MEN[number % len(MEN)],
        "kid": KIDS[number % len(KIDS)],
        "middle": _LETTERS[number % 19],
        "house": f"{number % 9973 + 1} {STREETS[number % len(STREETS)]} {WAYS[number % len(WAYS)]}",
        "day": f"{number % 28 + 1:02d}",
        "member": f"W{mixed:09d}",
        "other": f"K{number * 6733 % 1_000_000_007:09d}",
        "mbi": _medicare_number(mixed),
    }


def _medicare_number(number: int) -> str:
    """Eleven characters in the pattern of Medicare's member numbers (CMS: digit, letter, either, digit, …)."""
    letters = [_LETTERS[number // 20**power % 20] for power in range(6)]
    one, two, three, four, five, six = letters
    return f"{number % 9 + 1}{one}{two}{number // 9 % 10}{three}{four}{number // 90 % 10}{five}{six}{number // 900 % 100:02d}"


def npi(number: int) -> str:
    """A valid NPI that begins with 2."""
    return npi_from(f"2{number % 100_000_000:08d}")


def employer_number(number: int) -> str:
    """Nine digits in the form of an employer's tax number."""
    return f"89{number % 10_000_000:07d}"


def telephone(number: int) -> str:
    """Ten digits of a telephone that rings nowhere."""
    return f"608555{100 + number % 100:04d}"


@dataclass(frozen=True, slots=True)
class Payer:
    """A payer: its name, its id, and the claim filing code under which it is billed."""

    name: str
    id: str
    filing: str
    town: Town = TOWNS[0]

    @property
    def is_medicare(self) -> bool:
        """Part A or B."""
        return self.filing in ("MA", "MB")


PAYERS = [
    Payer(row[0], row[1], row[2], TOWNS[index])
    for index, row in enumerate(
        table("""
ACORN HEALTH PLAN | ACORN1 | CI
LAKELAND MUTUAL | LAKEM2 | CI
BLUE HARBOR HEALTH | BLUEH3 | BL
PRAIRIE CARE HMO | PRAIR4 | HM
STATE MEDICAID OF NOWHERE | MCAID5 | MC
NORTHWIND INSURANCE | NORTH6 | CI
SUMMIT TRUST HEALTH | SUMMI7 | CI
""")
    )
]
MEDICARE = Payer("MEDICARE PART B OF NOWHERE", "MCARE8", "MB")
MEDICARE_A = Payer("MEDICARE PART A OF NOWHERE", "MCARE9", "MA")


def payer_for(number: int, *, age: int) -> Payer:
    """The payer of a patient of that age: Medicare from 65."""
    return MEDICARE if age >= 65 else PAYERS[number % len(PAYERS)]
