"""Dated tables: code sets, crosswalks, fees, reasons; look up by code and day; search. Opens no file of its own."""
