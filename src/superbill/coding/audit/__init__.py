"""Auditing of coded visits: which are drawn, how two coders' superbills differ, and what the figures say. Pure calculations."""
