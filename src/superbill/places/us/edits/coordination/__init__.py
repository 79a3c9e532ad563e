"""Edits: several payers of one claim, who pays before whom, and what the others paid."""
