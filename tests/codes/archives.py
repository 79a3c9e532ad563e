"""Archives and workbooks made in memory, honest and other."""

import io
import zipfile
from collections.abc import Mapping, Sequence

from superbill.codes.source import Source


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """An archive of these files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def workbook(sheets: Mapping[str, str]) -> bytes:
    """A workbook whose sheets have these rows of XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    listed = "".join(f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>' for number, name in enumerate(sheets))
    places = "".join(f'<Relationship Id="r{number}" Target="worksheets/s{number}.xml"/>' for number in range(len(sheets)))
    return zipped(
        {
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f"<Relationships>{places}</Relationships>",
            "xl/sharedStrings.xml": f'<sst xmlns="{main}"><si><t>shared</t></si><si><r><t>in </t></r><r><t>runs</t></r></si></sst>',
            **{
                f"xl/worksheets/s{number}.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
                for number, rows in enumerate(sheets.values())
            },
        }
    )


def sheet_of(rows: Sequence[Sequence[str]]) -> str:
    """Rows of text as the XML of a sheet."""
    return "".join("<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>" for row in rows)


def text_of(source: Source) -> str:
    """All of a file."""
    with source.open() as file:
        return file.read().decode()
