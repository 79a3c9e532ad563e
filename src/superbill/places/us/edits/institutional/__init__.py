"""Edits: bills of hospitals and other institutions: type of bill, stay, revenue codes, the codes of the UB-04. Types of bill may have their leading zero."""
