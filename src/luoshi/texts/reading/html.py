"""Reader of web pages."""

from __future__ import annotations

import re

from luoshi.kernel.speech import Phrase
from luoshi.texts.model import Source
from luoshi.texts.reading.contents import Grid, linearise
from luoshi.texts.reading.encodings import declared_encoding, decode
from luoshi.texts.reading.refusal import both, refusal, routine

READER = "html/1"

NO_ARTICLE = Phrase(
    "{name} 没有文字:网页是空的,或正文由脚本另行加载。请在浏览器打开后另存为完整网页或复制为文本",
    "{name} holds no text: the page is empty or loads its text by script. Open it in a browser and save the whole page",
)
SHOWN = Phrase("网页把正文设为隐藏,已按显示读取", "the page hides its main text; it was read as if shown")
LEFT_OUT = Phrase(
    "略去网页上的导航、页脚等 {count} 处", "{count} lines of the web site's own navigation and footer were left out"
)


def read_html(name: str, data: bytes, sha256: str) -> Source:
    """The document on a page, without the site around it. Raises ``ReadingError`` for a page without text."""
    from luoshi.texts.reading.html_main import main_items
    from luoshi.texts.reading.html_page import lay_out, parse

    text, remarks = decode(name, data, declared_encoding(data))
    root = parse(name, text)
    if root is None:
        raise refusal(NO_ARTICLE, name=name)
    page = lay_out(root)
    if page.hidden > 200 and page.hidden > 2 * page.root.mass:
        page = lay_out(root, show_hidden=True)
        remarks = (*remarks, both(SHOWN))
    kept = main_items(page)
    if not kept:
        raise refusal(NO_ARTICLE, name=name)
    left_out = len(page.items) - len(kept)
    if left_out > 0:
        remarks = (*remarks, routine(LEFT_OUT, count=left_out))
    contents = [item.content for item in kept if not isinstance(item.content, Grid) or item.content.cells]
    return linearise(contents, name=name, sha256=sha256, reader=READER, title=page.title, remarks=remarks)


_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|table|div|p|span|h[1-6]|br|article|section|font|center)[\s>/]",
    re.IGNORECASE,
)


def looks_like_html(data: bytes) -> bool:
    """Whether a file begins like a web page: markup within the first words, and more than one tag."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\x00", b"")
    found = _MARKUP.search(head)
    return bool(found and head[:1] == b"<" and (found.start() < 2000) and head.count(b">") > 1)
