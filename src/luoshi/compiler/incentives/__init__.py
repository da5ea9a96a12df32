"""Incentives: who gets what benefit (money, tax, fee, share, land priority, a free service) on what condition."""

from luoshi.compiler.incentives.reading import read_incentives

__all__ = ["read_incentives"]
