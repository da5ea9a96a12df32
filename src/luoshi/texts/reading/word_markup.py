"""Names of WordprocessingML (ECMA-376 Part 1, clause 17) and small readings of its attributes."""

from __future__ import annotations

from lxml import etree

from luoshi.texts.reading.limits import BROKEN_PACKAGE, Package
from luoshi.texts.reading.refusal import refusal

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = "{" + _TRANSITIONAL.decode() + "}"


def w(name: str) -> str:
    """A name in the main namespace, as lxml writes it."""
    return _W + name


def local(element: etree._Element) -> str:
    """An element's name without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute in the main namespace."""
    return element.get(_W + name) if element is not None else None


def number(text: str | None, default: int, low: int = 0, high: int = 100_000) -> int:
    """A decimal attribute kept between bounds."""
    try:
        return max(low, min(int(text or ""), high))
    except ValueError:
        return default


def switched_on(element: etree._Element | None) -> bool:
    """An on/off property: present and not set to 0, false or off."""
    return element is not None and value(element) not in ("0", "false", "off")


def parse_part(package: Package, part: str) -> etree._Element | None:
    """The root of a part, or None where the package has none. Raises ``ReadingError`` for a damaged one."""
    if part not in package:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    data = package.read_xml(part).replace(_STRICT, _TRANSITIONAL)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refusal(BROKEN_PACKAGE, name=package.name, part=part, why=str(error)[:80]) from error
