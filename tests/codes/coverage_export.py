"""An invented export of coverage articles: two articles of two contractors, in the official files and columns."""

from tests.codes.archives import zipped

ID = "article_id,article_version"
LIST = f"{ID},icd10_code_id,icd10_code_version"
FILES = {
    "article": (
        f"{ID},article_type,title,article_eff_date,article_end_date,description,last_updated,date_retired,display_id,status\r\n"
        '50001,7,1,Billing: Imaging &amp; more,2024-03-01 00:00:00,,"<p>One,\r\ntwo</p>",2026-10-01 08:30:00,,A50001,A\r\n'
        "50002,2,1,Billing of tests,2023-01-01 00:00:00,2026-06-30 00:00:00,,2026-09-17 08:30:00,,A50002,A\r\n"
        "50003,1,1,Never held,2026-01-01 00:00:00,2025-12-31 00:00:00,,2026-01-01 08:30:00,,A50003,R\r\n"
        "50004,1,1,A draft,2026-01-01 00:00:00,,,2026-01-01 08:30:00,,DA50004,A\r\n50005,1,1,Another,2026-01-01 00:00:00,,,,,,P\r\n"
    ),
    "article_x_hcpc_code": (
        f"{ID},hcpc_code_id,hcpc_code_version,hcpc_code_group,range,last_updated,long_description,short_description\r\n"
        "50001,7,70551,100,1,,,words,words\r\n50001,7,70552,100,2,,,words,words\r\n50001,7,70552,101,2,,,words,words\r\n"
        "50002,2,70551,100,1,,,words,words\r\n50003,1,70551,100,1,,,words,words\r\n50001,7,XX000,100,3,,,words,words\r\n"
    ),
    "article_x_hcpc_code_group": f"{ID},hcpc_code_group,paragraph,last_updated\r\n50001,7,1,<p>Group&nbsp;1: <b>imaging</b></p>,\r\n",
    "article_x_hcpc_modifier": (
        f"{ID},hcpc_modifier_code_id,hcpc_modifier_code_version,hcpc_modifier_group,last_updated,description\r\n50001,7,KX,1,1,,words\r\n"
    ),
    "article_x_icd10_covered": (
        f"{LIST},icd10_covered_group,range,last_updated,sort_order,description,asterisk\r\n"
        "50001,7,G43.909,100,1,N,,1,words,\r\n50001,7,R51.9,100,1,N,,2,words,*\r\n50001,7,R51.9,100,2,N,,1,words,\r\n"
    ),
    "article_x_icd10_covered_group": (
        f"{ID},icd10_covered_group,paragraph,last_updated,icd10_covered_ast\r\n"
        "50001,7,1,<p>For group 1:</p>,,<p>R51.9 only after trauma</p>\r\n50001,7,2,<p>For group 2:</p>,,\r\n"
    ),
    "article_x_icd10_noncovered": (
        f"{LIST},icd10_noncovered_group,range,last_updated,sort_order,description\r\n50001,7,Z00.00,100,1,N,,1,words\r\n"
        "50002,2,Z00.00,100,1,N,,1,words\r\n50001,7,XX000,100,1,N,,1,words\r\n"
    ),
    "article_x_bill_code": f"{ID},bill_code_id,bill_code_version,last_updated,description\r\n50001,7,013x,1,,words\r\n50001,7,013x,2,,w\r\n",
    "article_x_revenue_code": f"{ID},revenue_code_id,revenue_code_version,range,last_updated,description\r\n50001,7,0610,1,,,words\r\n",
    "contractor": (
        "contractor_id,contractor_type_id,contractor_version,contractor_bus_name,contractor_number\r\n"
        "1,9,1,First Contractor,05901\r\n2,9,1,Second Contractor,06102\r\n"
    ),
    "article_x_contractor": (
        f"{ID},article_type,contractor_id,contractor_type_id,contractor_version,last_updated\r\n50001,7,1,1,9,1,\r\n50002,2,1,1,9,1,\r\n"
        "50002,2,1,2,9,1,\r\n"
    ),
    "contractor_jurisdiction": (
        "contractor_id,contractor_type_id,contractor_version,state_id,last_updated,active_date,term_date\r\n"
        "1,9,1,29,,2012-05-07 00:00:00,\r\n1,9,1,30,,2012-05-07 00:00:00,2020-12-31 00:00:00\r\n"
    ),
    "state_lookup": "state_id,state_abbrev,description\r\n29,MO,Missouri\r\n30,MT,Montana\r\n",
    "article_related_documents": f"{ID},related_num,r_article_id,r_article_version,r_lcd_id,r_lcd_version\r\n50001,7,1,,,33333,4\r\n",
    "article_related_ncd_documents": f"{ID},related_num,r_ncd_id,r_ncd_version,last_updated\r\n50001,7,1,177,1,\r\n",
}


def export(**changed: str | bytes) -> bytes:
    """The inner archive, with some files changed."""
    return zipped({f"{name}.csv": text for name, text in {**FILES, **changed}.items()})


def download(**changed: str | bytes) -> bytes:
    """The archive as it is downloaded."""
    return zipped({"current_article_csv.zip": export(**changed), "dictionary.txt": "words"})
