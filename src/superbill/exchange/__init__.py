"""The nouns ↔ transactions: claims and 837P, remittances and 835, acknowledgements and 999 or 277CA. Mapping only.

No file, no clock, no decision: bytes in, nouns out; nouns in, bytes out.
"""
