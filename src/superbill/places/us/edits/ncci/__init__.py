"""Edits: Medicare's national correct coding: pairs of services, and units beyond what is likely."""
