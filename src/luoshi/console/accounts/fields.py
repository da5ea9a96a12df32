"""Fields that choose people, posts and units among those the actor may see."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.urls import reverse_lazy

from luoshi.kernel.speech import Phrase
from luoshi.ui.forms import PickerSelect
from luoshi.ui.language import said

_NOT_FOUND = Phrase("请从列表中选择", "Choose from the list")


class RowField(forms.Field):
    """One row of ``rows``, picked by typing; only the chosen one is written into the page. Cleans to the row."""

    def __init__(self, *, url_name: str, words: Any = str, **kwargs: Any) -> None:
        self.url_name = url_name
        self.words = words
        self.rows: QuerySet[Any] | None = None
        super().__init__(widget=PickerSelect(url=reverse_lazy(url_name)), **kwargs)  # type: ignore[arg-type]  # a lazy address is one

    def among(self, rows: QuerySet[Any], chosen: Any = None) -> None:
        """Choose among ``rows``; ``chosen`` is what the form shows first."""
        self.rows = rows
        row = rows.filter(pk=chosen).first() if _is_key(chosen) else None
        self.widget.choices = [("", "")] + ([(str(row.pk), self.words(row))] if row is not None else [])

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        row = self.rows.filter(pk=value).first() if self.rows is not None and _is_key(value) else None
        if row is None:
            raise forms.ValidationError(said(_NOT_FOUND))
        return row

    def prepare_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, Model) else value


def _is_key(value: Any) -> bool:
    text = str(value or "")
    return text.isascii() and text.isdigit() and len(text) < 19
