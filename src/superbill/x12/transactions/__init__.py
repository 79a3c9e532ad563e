"""One file for each transaction: a table that drives reader, writer, validator and acknowledgement."""
