"""Service lines: there, charged, counted, and not sent twice."""
