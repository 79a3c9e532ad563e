"""The nouns: patient, coverage, note, visit, claim, acknowledgement, remittance; and the life of a claim.

Frozen dataclasses without behaviour that needs a table, a clock or a disk.
"""
