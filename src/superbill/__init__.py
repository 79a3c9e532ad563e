"""superbill: from the clinician's words to money in the bank."""

__version__ = "0.1.0"
