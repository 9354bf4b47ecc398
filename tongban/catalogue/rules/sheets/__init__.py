"""The workbook of the catalogue: sheets and columns as data, cells read as values and shown again, rows as content."""

from tongban.catalogue.rules.sheets.cells import read_cell, show_cell
from tongban.catalogue.rules.sheets.columns import Column, Sheet, choices, sheets

__all__ = ["Column", "Sheet", "choices", "read_cell", "sheets", "show_cell"]
