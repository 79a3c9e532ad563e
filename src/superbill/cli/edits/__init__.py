"""The edits: what claims are checked for, why, and what an edit would have done to claims of the past."""
