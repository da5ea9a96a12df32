"""Which lines of a web page are the document and which the web site around it.

No site's template is known here. The container that holds nearly all prose and table text is the document; lines
beside it stay when they are its title, its particulars (发布日期, 来源, 索引号) or follow it directly (signature, date,
annexes). Losing a line of a policy is worse than keeping one of the site: in doubt a line stays.
"""

from __future__ import annotations

import re

from luoshi.texts.reading.contents import Grid, Paragraph
from luoshi.texts.reading.html_page import Item, Node, Page, descends_into
from luoshi.texts.reading.html_tables import LABELS, label_of

HOLDS = 0.8
"""Share of the page's prose that the container must hold."""

_CHROME = re.compile(
    r"[\W_]*(?:分享(?:到|至|本文|[:：])|(?:打印|关闭|收藏)(?:本页|此页|本文|文章|窗口|页面)?(?:[\W_]|打印|关闭|收藏)*$"
    r"|(?:字体|字号)(?:大小)?[\s:：\[【(（]|[上下]一[篇条页][\s:：]|扫一扫|扫描(?:下方)?二维码|返回(?:顶部|首页|列表|上页)"
    r"|加入收藏|设为首页|(?:[您你](?:现在|当前|目前)?(?:所在)?的?|当前|现在|所在)位置\s*(?:[:：是]|$)"
    r"|无障碍(?:浏览|阅读|版)|手机(?:版|浏览)|网站地图|版权(?:所有|声明)|保护视力色|我要纠错|(?:政府)?网站标识码|\S{0,8}ICP备|\S{0,6}公网安备"
    r"|Copyright|[Aa]ll [Rr]ights|(?:今天是|现在是)?[\s:：]*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日[\s,，(（]*(?:星期|周)[一二三四五六日天])"
)
_CRUMBS = re.compile(r"[\W_]*(?:网站)?首\s*页\s*(?:[>＞»›/→\\]|-)")
_FOOTER = re.compile(
    r"版权所有|主办(?:单位)?[:：]|承办(?:单位)?[:：]|协办(?:单位)?[:：]|ICP备|公网安备|网站标识码|技术支持|网站地图|联系我们|关于我们"
    r"|浏览器|分辨率|Copyright|All Rights Reserved|友情链接|政府网站找错|建议使用|不良信息举报|举报(?:邮箱|电话)|政府服务热线"
)
_ANNEX = re.compile(r"附(?:件|表|录)\s*[\d一二三四五六七八九十]{0,3}\s*(?:[:：]|$)")
_SITE = re.compile(r"ICP备|公网安备|版权所有|网站标识码|网站地图|Copyright|All Rights Reserved")
_RELATED = re.compile(
    r"[\W_]*(?:相关(?:链接|阅读|新闻|文章|稿件|解读|政策|文件|信息|文档|报道|附件下载)?|推荐阅读|延伸阅读|热点\S{0,4}|最新\S{0,4}|猜你喜欢|友情链接"
    r"|网友(?:评论|留言)|图解\S{0,4}|政策解读|解读\S{0,4}|热门\S{0,4}|排行\S{0,3})[\s:：>＞更多+]*$"
)
_PARTICULAR = re.compile(rf"[\W_]*{LABELS.pattern}\s*[\]】]?\s*[:：]")
_HINTS = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|\w*breadcrumbs?|crumbs?|share\w*|bdshare\w*|related|relate|copyright|toolbar|pagination|pager"
    r"|friendlink\w*)(?=$|[\s_-])"
)
_HINTS_OUTSIDE = re.compile(r"(?:^|[\s_-])(?:footer|foot|sidebar|side|links?|position|location)(?=$|[\s_-])")


def main_items(page: Page) -> list[Item]:
    """The items that are the document, in order."""
    total = page.root.mass
    first, last = _container(page.root, total)
    dropped = _hinted(page.root, first, last, total)
    for runs in _link_runs(page.items):
        dropped.update(runs)
    items = page.items
    inside = [i for i in range(first, last) if i not in dropped and not _is_chrome(items[i])]
    inside = inside[: len(inside) - _footer_lines(items, inside, last)]
    before = _before(page, first, dropped)
    after = _after(items, last, dropped)
    kept = [items[i] for i in (*before, *inside, *after)]
    return _joined(kept or items)  # a page that is nothing but links is kept whole


def _container(root: Node, total: float) -> tuple[int, int]:
    node = root
    if total < 100:  # too little to judge by
        return root.first, root.last
    while True:
        inner = [child for child in node.children if descends_into(child)]
        best = max(inner, key=lambda child: child.mass, default=None)
        if best is None or best.mass < HOLDS * total:
            return node.first, node.last
        node = best


def _hinted(root: Node, first: int, last: int, total: float) -> set[int]:
    """Items in elements named as site furniture that hold next to no prose."""
    dropped: set[int] = set()
    stack = [root]
    while stack:
        node = stack.pop()
        outside = node.last <= first or node.first >= last
        named = _HINTS.search(node.hints) or (outside and _HINTS_OUTSIDE.search(node.hints))
        if named and node.mass < (0.1 if outside else 0.01) * total:
            dropped.update(range(node.first, node.last))
        else:
            stack.extend(node.children)
    return dropped


def _is_links(item: Item) -> bool:
    """A line made of links, but not an annex to download or a sentence somebody linked whole."""
    text = item.text
    if not item.anchors or item.files or isinstance(item.content, Grid):
        return isinstance(item.content, Grid) and item.links > 0.7 * len(text) and not item.files
    long_sentence = len(text) > 60 and text[-1] in "。;；" and item.anchors == 1
    return item.links > 0.6 * len(text) and not text.startswith("附件") and not long_sentence


def _link_runs(items: list[Item]) -> list[set[int]]:
    """Runs of three lines of links or more, and lines of three links or more, with the heading above them."""
    found: list[set[int]] = []
    run: list[int] = []
    for index, item in enumerate([*items, None]):
        if item is not None and _is_links(item):
            run.append(index)
            continue
        if run and (len(run) >= 3 or sum(items[i].anchors for i in run) >= 3 or _heads(items, run[0])):
            above = run[0] - 1
            found.append({*run, above} if _heads(items, run[0]) else set(run))
        run = []
    return found


def _heads(items: list[Item], index: int) -> bool:
    above = items[index - 1] if index else None
    return above is not None and isinstance(above.content, Paragraph) and bool(_RELATED.match(above.text))


def _is_chrome(item: Item) -> bool:
    text = item.text
    return (
        isinstance(item.content, Paragraph)
        and len(text) <= 120
        and not text.endswith("。")
        and bool(_CHROME.match(text) or _CRUMBS.match(text))
    )


def _before(page: Page, first: int, dropped: set[int]) -> list[int]:
    """Title and particulars above the container, and what stands between them and it."""
    kept: list[int] = []
    near = True
    for index in range(first - 1, max(first - 60, -1), -1):
        item = page.items[index]
        text = item.text
        if _PARTICULAR.match(text) or label_of(text):
            kept.append(index)
        elif index in dropped or _is_chrome(item) or _is_links(item):
            near = False
        elif isinstance(item.content, Grid):
            if near:
                kept.append(index)
        elif (near and not _FOOTER.search(text)) or _is_title(item, page.title):
            kept.append(index)
    return kept[::-1]


def _is_title(item: Item, title: str | None) -> bool:
    text = item.text
    paragraph = item.content
    marked = isinstance(paragraph, Paragraph) and paragraph.level in (1, 2) and len(text) >= 8
    return marked or bool(title and len(text) >= 8 and (text in title or title in text))


def _after(items: list[Item], last: int, dropped: set[int]) -> list[int]:
    """Signature, date and annexes below the container, up to where the site begins again."""
    kept: list[int] = []
    ended = False
    for index in range(last, len(items)):
        item = items[index]
        text = item.text
        ended = ended and not _ANNEX.match(text)
        if item.files and not _FOOTER.search(text):
            kept.append(index)
        elif index in dropped or _is_links(item) or _is_chrome(item) or _is_boundary(text):
            ended = True
        elif not ended or (len(text) >= 60 and (isinstance(item.content, Grid) or text.endswith("。"))):
            kept.append(index)
    return kept


def _footer_lines(items: list[Item], inside: list[int], last: int) -> int:
    """How many lines at the container's end are the site's footer; none without a mark that only sites carry."""
    weak = 0
    while weak < len(inside) and _is_boundary(items[inside[-1 - weak]].text):
        weak += 1
    start = inside[-1 - weak] if weak < len(inside) else 0
    return weak if any(_SITE.search(items[i].text) for i in range(start, last)) else 0


def _is_boundary(text: str) -> bool:
    """A heading over related pages, or a footer's line."""
    return bool(_RELATED.match(text) or (len(text) < 200 and _FOOTER.search(text)))


def _joined(items: list[Item]) -> list[Item]:
    """A particular's label on a line of its own with its value on the next becomes one line."""
    out: list[Item] = []
    for item in items:
        above = out[-1] if out else None
        if (
            above is not None
            and isinstance(above.content, Paragraph)
            and isinstance(item.content, Paragraph)
            and above.text.endswith((":", "："))
            and label_of(above.text)
            and len(item.text) <= 60
            and not _PARTICULAR.match(item.text)
        ):
            out[-1] = Item(Paragraph(above.text + item.text))
        else:
            out.append(item)
    return out
