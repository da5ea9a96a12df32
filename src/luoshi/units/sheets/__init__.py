"""Units, former names and groups as a workbook: a template, an export, and an import that is all or nothing."""

from luoshi.units.sheets.importing import Outcome, bring_in
from luoshi.units.sheets.reading import Fault, read_book
from luoshi.units.sheets.writing import export_book, template_book

__all__ = ["Fault", "Outcome", "bring_in", "export_book", "read_book", "template_book"]
