"""The walk, last part: the auditor signs in with a second factor and verifies the journal."""

from __future__ import annotations

import base64
import hmac
import struct
import time

from tests.browser.town import PASSWORD
from tests.browser.visiting import Visits, until, words


def sign_in_with_a_code(visits: Visits) -> None:
    """At the first sign-in an administrator gives the password again and sets up an authenticator; until then nothing
    else opens."""
    page = visits.page("auditor", "/journal/")
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_selector("form[action$='/totp/activate/']")
    page.fill("input[name=code]", "000000")
    page.click("form[action$='/totp/activate/'] button[type=submit]")
    page.wait_for_selector(".has-error, .faults")
    secret = page.inner_text("main code").strip()
    page.fill("input[name=code]", code_of(secret))
    page.click("form[action$='/totp/activate/'] button[type=submit]")
    page.wait_for_url(lambda url: "/activate/" not in url)


def verify_the_journal(visits: Visits) -> None:
    """The auditor reads who did what, sees no business page, and has the whole journal computed again."""
    page = visits.page("auditor", "/journal/")
    assert "审计员" in words(page)
    visits.picture(page, "27-journal")
    answer = page.goto(f"{visits.home.address}/tasks/")
    assert answer.status == 403, "an auditor sees no business data"
    page.goto(f"{visits.home.address}/journal/seals/")
    page.click(".page-acts form button")
    page.wait_for_url("**/seals/verify/*/")
    until(page, lambda: "未发现改动" in words(page) or "处问题" in words(page))
    assert "未发现改动" in words(page)
    visits.picture(page, "28-verified")
    done = visits.home.run("journal", "verify")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "完好" in done.stdout


def code_of(secret: str) -> str:
    """The one-time password of now (RFC 6238: 30 seconds, six digits)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
