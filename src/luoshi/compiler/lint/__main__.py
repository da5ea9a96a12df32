"""Print docs/lint.md."""

from luoshi.compiler.lint.reports import handbook

print(handbook(), end="")
