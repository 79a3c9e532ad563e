"""The accelerator: numba kernels that do what the plain reader does, for the tables of `layouts/`. Optional (extra `fast`).

scan.py      bytes → where segments and elements stand
moves.py     segments → places in the guide, by the machine of `grammar.py`
rows.py      places → rows of the tables
cells.py     rows → Arrow columns
reader.py    files of any size, two threads; what is unusual goes through the plain reader
"""
