"""Edits that hold in the United States only: its identifiers, code sets and Medicare's coding policies. One module is one edit."""
