"""What people do with X12 files: generate, split, join, compare, anonymise, show. Bytes in, bytes or values out; no disk."""
