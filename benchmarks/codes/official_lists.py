"""Complete files of code lists in the official layouts, with invented words: diagnoses, procedures, supplies, maps, names.

They are written by `official.py` beside those of payment and edits; sizes are those of the editions of 2026.
"""

from collections.abc import Callable, Iterator
from itertools import chain, islice, product

from superbill.codes.books.icd10cm_tabular import tabular_file

LETTERS, CHARACTERS = "ABCDEFGHJKLMNPQRSTVWXYZ", "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
ORDERED, PROCEDURES, HEADINGS, PANELS, TERMS, DRUGS, SITES = 98_000, 78_000, 900, 4, 72_000, 6_500, 1_700
SUPPLIES, CPT_CODES, GEMS, MAPPED, PROVIDERS, PAYERS, TELEHEALTH, REASONS = 8_300, 10_500, 80_000, 11_000, 880, 3_400, 280, 1_100


def diagnoses() -> Iterator[str]:
    """Codes with their headings, in the order of the book and without dots: A00, A000, A0001."""
    for letter, number in product(LETTERS, range(100)):
        yield f"{letter}{number:02}"
        for tail in "0123456789":
            yield from (f"{letter}{number:02}{tail}{more}" for more in ("", "1", "2", "3", "9"))


def order_file() -> str:
    """ICD-10-CM in its order; every code here is at most five characters long."""
    lines = []
    for number, code in enumerate(islice(diagnoses(), ORDERED), 1):
        flag = int(len(code) == 5)
        lines.append(f"{number:05} {code:7} {flag} {f'Short title of {code}':60} The long title of what {code} stands for\n")
    return "".join(lines)


def poa_exempt() -> str:
    """Codes for which nobody asks whether they were present on admission."""
    codes = islice((code for code in diagnoses() if len(code) == 5), 34_000)
    rows = (f"{number:05}\t{code[:3]}.{code[3:]}\tTitle of {code}\r\n" for number, code in enumerate(codes, 1))
    return "Order26\tPOAexemptCode\tDescription\r\n" + "".join(rows)


def index() -> str:
    """The index of diseases: main terms with two levels below them."""
    every = islice((code for code in diagnoses() if len(code) == 5), 10_000)
    terms = [f"<code>{code[:3]}.{code[3:]}</code>" for code in every]
    parts = ['<?xml version="1.0" encoding="utf-8"?>\n<ICD10CM.index>\n<version>2026</version>\n']
    parts.append("<title>ICD-10-CM INDEX TO DISEASES and INJURIES</title>\n<letter><title>A</title>\n")
    for number in range(TERMS // 9):
        parts.append(f"<mainTerm>\n<title>Term {number}<nemod>(which)</nemod></title>\n{terms[number % 10_000]}\n")
        for first in range(4):
            below = f'<term level="2">\n<title>more {first}</title>\n{terms[(number + first) % 10_000]}\n</term>\n'
            parts.append(f'<term level="1">\n<title>kind {first}</title>\n<see>Term {number}</see>\n{below}</term>\n')
        parts.append("</mainTerm>\n")
    return "".join([*parts, "</letter>\n</ICD10CM.index>\n"])


def table(first: str, second: str, rows: int) -> str:
    """The neoplasm or the drug table."""
    parts = [f'<?xml version="1.0" encoding="utf-8"?>\n<ICD10CM.index><indexHeading>\n<head col="1">{first}</head>\n']
    parts.append(f'<head col="2">{second}</head>\n</indexHeading>\n<letter><title>N</title>\n')
    for number in range(rows):
        cells = "".join(f'<cell col="{column}">T{number % 90 + 10}.{column}X</cell>\n' for column in range(2, 8))
        parts.append(f"<mainTerm>\n<title>Name {number}</title>\n{cells}</mainTerm>\n")
    return "".join([*parts, "</letter></ICD10CM.index>\n"])


def procedures() -> Iterator[str]:
    """Codes of ICD-10-PCS, in order."""
    return map("".join, product("0123456789", "0123", "123456789BCDFGHJ", "0123456789BCDF", "034", "Z", "01Z"))


def pcs_order() -> str:
    """Codes and the headings of their tables."""
    codes = islice(procedures(), PROCEDURES)
    seen: set[str] = set()
    every = chain.from_iterable((code,) if code[:3] in seen or seen.add(code[:3]) else (code[:3], code) for code in codes)
    lines = (
        f"{number:05} {code:7} {int(len(code) == 7)} {f'Short of {code}':60} The long title of what {code} stands for\n"
        for number, code in enumerate(every, 1)
    )
    return "".join(lines)


def pcs_tables() -> str:
    """Tables with four panels each."""

    def axis(place: int, *labels: str) -> str:
        told = "".join(f'<label code="{label}">Meaning {label}</label>\n' for label in labels)
        return f'<axis pos="{place}" values="{len(labels)}">\n<title>Axis {place}</title>\n{told}</axis>\n'

    parts = ['<?xml version="1.0" encoding="utf-8"?>\n<ICD10PCS.tabular>\n']
    for section, system, operation in islice(product(CHARACTERS[:16], CHARACTERS[:10], CHARACTERS[:10]), HEADINGS):
        parts += ["<pcsTable>\n", axis(1, section), axis(2, system), axis(3, operation)]
        for panel in range(PANELS):
            parts += ['<pcsRow codes="20">\n', axis(4, *CHARACTERS[panel * 5 : panel * 5 + 5]), axis(5, "0", "3")]
            parts += [axis(6, "Z"), axis(7, "X", "Z"), "</pcsRow>\n"]
        parts.append("</pcsTable>\n")
    return "".join([*parts, "</ICD10PCS.tabular>\n"])


COLUMNS = (
    "HCPC,SEQNUM,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,PRICE1,PRICE2,PRICE3,PRICE4,MULT_PI,CIM1,CIM2,CIM3,MCM1,MCM2,MCM3,STATUTE,"
    "LABCERT1,LABCERT2,LABCERT3,LABCERT4,LABCERT5,LABCERT6,LABCERT7,LABCERT8,XREF1,XREF2,XREF3,XREF4,XREF5,COV,ASC_GRP,ASC_DT,OPPS,"
    "OPPS_PI,OPPS_DT,PROCNOTE,BETOS,TOS1,TOS2,TOS3,TOS4,TOS5,ANEST_BU,ADD DT,ACT EFF DT,TERM DT,ACTION CD"
)


def hcpcs() -> str:
    """Codes of two records each: a description that goes on."""
    head = ",".join(f'"{""}"' for _ in range(39))
    lines = [COLUMNS]
    for letter, number in islice(product("ABCEGHJKLMPQRSTV", range(520)), SUPPLIES):
        code = f"{letter}{number:04}"
        lines.append(
            f'"{code}","00100","3","The description of {code}, which","Short {code}",{head},"20050101","20260101","","N"'
        )
        lines.append(f'"{code}","00200","4","goes on in a second record","",{head},"","","",""')
    return "\r\n".join([*lines, ""])


def cpt() -> str:
    """The owner's file of long descriptors, with invented words."""
    codes = (f"{number:05}\tInvented words of {number}\n" for number in range(10_000, 10_000 + CPT_CODES))
    return "Invented notice of the owner, (c) 2025.\nNo codes stand in these lines,\n\n" + "".join(codes)


def gems() -> str:
    """From ICD-10-CM to ICD-9-CM."""
    codes = islice((code for code in diagnoses() if len(code) == 5), GEMS)
    return "".join(f"{code:7} {number % 9_000:04}  10000\n" for number, code in enumerate(codes))


def hcc() -> str:
    """Diagnoses that count for the risk of a patient."""
    head = "2026 Midyear Final ICD-10-CM Mappings,,,,,\n,,,,,\n"
    head += '"Diagnosis\nCode",Description,"CMS-HCC ESRD\nModel Category\nV24","CMS-HCC\nModel Category\nV28",'
    head += '"RxHCC\nModel Category\nV08","CMS-HCC Model Category V28 for 2026 Payment Year"\n'
    codes = islice((code for code in diagnoses() if len(code) == 5), MAPPED)
    return head + "".join(f"{code},Title of {code},{place % 90 + 1},{place % 80 + 1},,Yes\n" for place, code in enumerate(codes))


def taxonomy() -> str:
    """Kinds of providers."""
    head = "Code,Grouping,Classification,Specialization,Definition,Notes,Display Name,Section\n"
    rows = (f'20{n % 10}XX{n:04}X,Group,Profession {n},,"What, it is",,Name {n},Individual\n' for n in range(PROVIDERS))
    return head + "".join(rows)


def payers() -> str:
    """A clearinghouse's list."""
    head = "Payer ID,Payer Name,Type,Professional,Institutional,Eligibility (270),ERA (835)\n"
    return head + "".join(
        f"{number:05},Payer {number},commercial,Y,N,yes,Enrollment\n" for number in range(10_000, 10_000 + PAYERS)
    )


def telehealth() -> str:
    """Services from afar."""
    head = '"LIST OF MEDICARE TELEHEALTH SERVICES effective January 1, 2026",,,\nCode,Short Descriptor,'
    head += '"Can Audio-only Interaction Meet the Requirements?",Medicare Payment Limitations\n'
    return head + "".join(f"{number},,Yes,\n" for number in range(90_000, 90_000 + TELEHEALTH))


def wording() -> str:
    """A licensed list of remarks."""
    head = "Code,Description,Start Date,Last Modified Date,Stop Date,Notes\n"
    return head + "".join(f"N{number},Invented words of {number},1/1/2005,,,\n" for number in range(1, REASONS))


def tabular() -> str:
    """The real one, which a package carries: public domain."""
    return tabular_file().read_text(encoding="utf-8")


LISTS: dict[str, Callable[[], str]] = {
    "icd10cm_order_2026.txt": order_file,
    "icd10cm_tabular_2026.xml": tabular,
    "icd10cm_index_2026.xml": index,
    "icd10cm_neoplasm_2026.xml": lambda: table("Neoplasm", "Malignant Primary", SITES),
    "icd10cm_drug_2026.xml": lambda: table("Substance", "Poisoning Accidental (unintentional)", DRUGS),
    "POAexemptCodesFY26.txt": poa_exempt,
    "icd10pcs_order_2026.txt": pcs_order,
    "icd10pcs_tables_2026.xml": pcs_tables,
    "HCPC2026_OCT_ANWEB.csv": hcpcs,
    "LONGULT.txt": cpt,
    "2018_I10gem.txt": gems,
    "2026 Midyear_Final ICD-10-CM Mappings.csv": hcc,
    "nucc_taxonomy_261.csv": taxonomy,
    "payers 2026-10-01.csv": payers,
    "list of telehealth services.csv": telehealth,
    "remittance-advice-remark-codes.csv": wording,
}
