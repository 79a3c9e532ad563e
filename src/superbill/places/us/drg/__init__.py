"""MS-DRG: a stay in a hospital as two groupers see it, where they disagree, and what each code does to the group."""
