"""A table for each transaction, which drives reader, writer, validator and acknowledgement; that of the 837P has its parts beside it."""
