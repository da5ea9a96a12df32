"""stub"""

from luoshi.compiler.draft import Draft


def targets_from_tables(draft: Draft) -> Draft:
    return draft
