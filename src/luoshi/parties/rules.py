"""Names and codes of organisations."""

from __future__ import annotations

from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, ValidationError

from luoshi.kernel.verdicts import Refused


def checked_code(text: str) -> str:
    """A unified social credit code (GB 32100-2015) without blanks, in capitals; '' for none. Raises ``Refused``.

    >>> checked_code(" 91110000 600037341l")
    '91110000600037341L'
    """
    code = "".join(text.split()).upper()
    if not code:
        return ""
    try:
        found: str = uscc.validate(code)
    except InvalidChecksum:
        raise Refused(
            f"统一社会信用代码“{code}”的校验位不对,请核对最后一位和各位数字",
            f"The check digit of the credit code {code} is wrong: compare every digit",
            field="credit_code",
        ) from None
    except ValidationError:
        raise Refused(
            "统一社会信用代码应为 18 位数字和大写字母(不含 I、O、S、V、Z),请核对",
            "A credit code has 18 digits and capital letters (no I, O, S, V, Z)",
            field="credit_code",
        ) from None
    return found


def checked_name(text: str) -> str:
    """A name without needless blanks. Raises ``Refused`` when there is none."""
    name = " ".join(text.split())
    if not name:
        raise Refused("请填写名称", "Give the name", field="name")
    return name[:120]
