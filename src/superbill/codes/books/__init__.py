"""The code books, a file each: its tables, its source and licence, and the official formats that it is read from."""
