"""Edits: whether Medicare calls a service necessary: coverage articles (LCD, NCD), and notices to the patient (ABN)."""
