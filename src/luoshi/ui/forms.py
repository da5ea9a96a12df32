"""The base of forms: one column, labels above, help below, errors beside the field and at the top."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.forms import renderers
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.utils.functional import cached_property

from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.ui import services
from luoshi.ui.language import said
from luoshi.ui.parts import Difference, Words

REQUIRED = Phrase("请填写此项", "Please fill this in")


@dataclass(frozen=True, slots=True)
class Fault:
    """An error of the summary: the field it leads to, its label, what is wrong."""

    target: str
    label: str
    text: str


def _builtins() -> list[str]:
    options: Any = settings.TEMPLATES[0]["OPTIONS"]
    return list(options["builtins"])


class WordsRenderer(DjangoTemplates):
    """Renders forms and widgets with the builtin words of pages, which Django's own renderer does not know."""

    @cached_property
    def engine(self) -> Any:
        options = {"builtins": _builtins()}
        folders = [Path(renderers.__file__).parent / "templates"]
        return self.backend({"APP_DIRS": True, "DIRS": folders, "NAME": "forms", "OPTIONS": options})


class OfficialForm(forms.Form):
    """A form of the product.

    Labels and help are ``Phrase`` values given in ``phrases``: field name -> (label, help). ``draft_key`` switches
    autosave on. ``once()`` guards against sending twice; ``refuse()`` puts a service's refusal beside its field.
    """

    template_name = "ui/forms/form.html"
    default_renderer = WordsRenderer()  # one for all forms: it keeps the compiled templates of widgets
    required_css_class = "is-required"
    error_css_class = "has-error"
    phrases: dict[str, tuple[Phrase, Phrase | None]] = {}  # declared by subclasses, never changed
    suffixes: dict[str, Phrase] = {}  # unit shown in the field: 万元, 项
    submit = Phrase("提交", "Submit")

    def __init__(self, *args: Any, draft_key: str = "", version: int | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.draft_key = draft_key
        self.version = version
        for name, (label, help_text) in self.phrases.items():
            if name in self.fields:
                self.fields[name].label = said(label)
                self.fields[name].help_text = said(help_text)
        for field in self.fields.values():
            _dress(field)

    @property
    def form_token(self) -> str:
        """The token of this form: kept when it is shown again with errors."""
        sent = self.data.get("form_token", "") if self.is_bound else ""
        return str(sent or uuid.uuid4())

    @property
    def submit_word(self) -> str:
        return said(self.submit)

    @property
    def sent_version(self) -> int | None:
        """The version the person saw, as the form sent it."""
        text = str(self.data.get("version", "")) if self.is_bound else ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else self.version

    def once(self, actor: Actor) -> bool:
        """Whether this form is carried out for the first time; call inside the act."""
        return services.claim(actor, str(self.data.get("form_token", "")))

    def refuse(self, refused: Refused) -> None:
        """Show why a service refused, beside the field it names."""
        self.add_error(refused.field if refused.field in self.fields else None, said(refused.phrase))

    @property
    def faults(self) -> list[Fault]:
        """All errors, for the summary at the top, in the order of the form."""
        found = [Fault("", "", str(text)) for text in self.non_field_errors()]
        for bound in self:
            found += [
                Fault(bound.id_for_label or str(bound.auto_id), str(bound.label), str(text)) for text in bound.errors
            ]
        return found

    def rows(self) -> Iterator[tuple[BoundField, str]]:
        """Visible fields with the unit shown in them."""
        for bound in self.visible_fields():
            suffix = self.suffixes.get(bound.name)
            yield bound, said(suffix) if suffix else ""


def _dress(field: forms.Field) -> None:
    widget = field.widget
    classes = widget.attrs.get("class", "")
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        pass  # a group: its inputs are dressed by their place
    elif isinstance(widget, forms.CheckboxInput):
        widget.attrs["class"] = f"{classes} form-check-input".strip()
    elif isinstance(widget, forms.Select):
        widget.attrs["class"] = f"{classes} form-select".strip()
    elif not widget.is_hidden:
        widget.attrs["class"] = f"{classes} form-control".strip()
    if isinstance(widget, forms.Textarea) and widget.attrs.get("rows") == "10":  # what Django gives
        widget.attrs["rows"] = 4
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = said(REQUIRED)


class CountField(forms.IntegerField):
    """A whole number as people type it: full-width digits and thousands are understood, a fault is named."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "numeric")

    def to_python(self, value: Any) -> int | None:
        text = _digits(value)
        if text and not text.removeprefix("-").isdigit():
            raise forms.ValidationError(_not_a_number(text, whole=True))
        return super().to_python(text)


class FigureField(forms.DecimalField):
    """A number with decimals, read like ``CountField``."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "decimal")

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs derive it from integers
        text = _digits(value)
        if text and not text.removeprefix("-").replace(".", "", 1).isdigit():
            raise forms.ValidationError(_not_a_number(text, whole=False))
        return super().to_python(text)


def _digits(value: Any) -> str:
    text = unicodedata.normalize("NFKC", str(value if value is not None else "")).strip()
    return text.replace(",", "").replace(" ", "").replace("−", "-")


def _not_a_number(text: str, *, whole: bool) -> str:
    """What is wrong with a number, naming the first character that cannot stand in one."""
    kinds = ("整数", "a whole number") if whole else ("数字", "a number")
    at, wrong = next(
        ((i, c) for i, c in enumerate(text) if not c.isdigit() and not (i == 0 and c == "-")), (0, text[:1])
    )
    if len(text) > 30:
        return said(Phrase(f"这里要填{kinds[0]}", f"{kinds[1].capitalize()} is needed here"))
    place = (
        ("最后一个字符", "its last character")
        if at == len(text) - 1
        else (f"第 {at + 1} 个字符", f"character {at + 1}")
    )
    letter = ("字母 ", "the letter ") if wrong.isascii() and wrong.isalpha() else ("", "")
    return said(
        Phrase(
            f"“{text}”不是{kinds[0]}:{place[0]}是{letter[0]}“{wrong}”,请改为数字",
            f"“{text}” is not {kinds[1]}: {place[1]} is {letter[1]}“{wrong}”; type digits",
        )
    )


class DayInput(forms.DateInput):
    """A day: the browser's own picker, ISO in and out."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class PickerSelect(forms.Select):
    """A select that scripts turn into a search by name and pinyin initials; ``url`` gives options when they are many."""

    template_name = "ui/forms/picker.html"
    many = False

    def __init__(self, *, url: str = "", initials: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.url = url
        self.initials = initials or {}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"url": self.url, "initials": self.initials, "many": self.many}
        return context

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        if initials := self.initials.get(str(option["value"])):
            option["attrs"]["data-initials"] = initials
        return option


class PickerSelectMultiple(PickerSelect, forms.SelectMultiple):
    """The same for several."""

    many = True


class FilesInput(forms.ClearableFileInput):
    """Several files with their progress; ``capture`` offers the camera on phones."""

    template_name = "ui/forms/files.html"
    allow_multiple_selected = True

    def __init__(self, *, accept: str = "", capture: bool = False, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({**({"accept": accept} if accept else {}), **(attrs or {}), "multiple": True})
        self.capture = capture

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["capture"] = self.capture
        return context


class FilesField(forms.FileField):
    """Several files, bounded: cleans to a list of uploaded files."""

    def __init__(
        self,
        *,
        most: int = 20,
        most_bytes: int = 50_000_000,
        endings: Sequence[str] = (),
        capture: bool = False,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("widget", FilesInput(accept=",".join(endings), capture=capture))
        super().__init__(**kwargs)
        self.most, self.most_bytes, self.endings = most, most_bytes, tuple(ending.lower() for ending in endings)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:  # several uploaded files
        files = [each for each in (data if isinstance(data, (list, tuple)) else [data]) if each]
        if not files:
            super().clean(None, initial)
            return []
        if len(files) > self.most:
            raise forms.ValidationError(
                said(Phrase(f"一次最多 {self.most} 个文件", f"At most {self.most} files at a time"))
            )
        return [self._one(each, initial) for each in files]

    def _one(self, file: UploadedFile[Any], initial: Any) -> UploadedFile[Any]:
        name = file.name or ""
        if self.endings and not name.lower().endswith(self.endings):
            known = "、".join(self.endings)
            raise forms.ValidationError(
                said(Phrase(f"“{name}”不是可用的类型,请选择 {known}", f"“{name}” is of no usable type; choose {known}"))
            )
        if (file.size or 0) > self.most_bytes:
            size = self.most_bytes // 1_000_000
            raise forms.ValidationError(
                said(
                    Phrase(
                        f"“{name}”超过 {size} MB,请拆分或压缩图片后再传",
                        f"“{name}” is over {size} MB: split it or shrink its pictures",
                    )
                )
            )
        cleaned: UploadedFile[Any] = super().clean(file, initial)
        return cleaned


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another person changed the same thing meanwhile: one's own, theirs and the common base of each field."""

    who: str
    when: Words
    fields: tuple[ConflictField, ...]


@dataclass(frozen=True, slots=True)
class ConflictField:
    """One field that both changed, or that they changed."""

    name: str
    label: Words
    base: str
    theirs: str
    mine: str

    @property
    def both(self) -> bool:
        return self.mine not in {self.base, self.theirs} and self.theirs != self.base

    @property
    def difference(self) -> Difference:
        return Difference(self.label, self.base, self.theirs)


def conflict_of(
    who: str,
    when: Words,
    fields: Iterable[tuple[str, Words]],
    base: dict[str, str],
    theirs: dict[str, str],
    mine: dict[str, str],
) -> Conflict:
    """The conflict panel's content from three versions; fields that nobody else changed are left out."""
    found = (
        ConflictField(name, label, base.get(name, ""), theirs.get(name, ""), mine.get(name, ""))
        for name, label in fields
    )
    return Conflict(who, when, tuple(each for each in found if each.theirs != each.base))
