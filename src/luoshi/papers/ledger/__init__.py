"""The ledger of a pack as a workbook: what an office prints, filters and sends around."""

from luoshi.papers.ledger.workbook import ledger

__all__ = ["ledger"]
