"""Procedures of a hospital stay: from the words of the note to a code of ICD-10-PCS, character by character through its tables."""
