"""The one framework of lists: declare a ``ListPage``, its columns and filters; README.md of ``luoshi.ui`` shows how."""

from luoshi.ui.lists.columns import Column
from luoshi.ui.lists.filters import Boolean, Choice, DateRange, Filter, Option, Picker, Text
from luoshi.ui.lists.page import BulkAct, ListPage
from luoshi.ui.lists.state import ListState

__all__ = [
    "Boolean",
    "BulkAct",
    "Choice",
    "Column",
    "DateRange",
    "Filter",
    "ListPage",
    "ListState",
    "Option",
    "Picker",
    "Text",
]
