"""Roles in words: ``{{ grant.role|role_name }}``."""

from __future__ import annotations

from django import template

from luoshi.accounts.rules import ROLE_MEANINGS, ROLE_NAMES
from luoshi.kernel.actors import Role
from luoshi.ui.language import said

register = template.Library()


@register.filter
def role_name(role: str) -> str:
    """The name of a role in the current language."""
    return said(ROLE_NAMES[Role(role)]) if role in {each.value for each in Role} else role


@register.filter
def role_meaning(role: str) -> str:
    """What a role may do."""
    return said(ROLE_MEANINGS[Role(role)]) if role in {each.value for each in Role} else ""
