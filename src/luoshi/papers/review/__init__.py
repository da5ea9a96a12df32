"""The review page: one self-contained HTML file with the source text beside what was read from it."""

from luoshi.papers.review.page import render

__all__ = ["render"]
