"""`superbill coding audits`: plan audits of coding, and read what they say."""
