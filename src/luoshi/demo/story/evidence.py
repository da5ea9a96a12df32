"""Small real files that prove what reports say."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from docx import Document
from openpyxl import Workbook

from luoshi.demo.documents import spoken
from luoshi.demo.story import Story
from luoshi.files.models import StoredFile
from luoshi.files.services import store
from luoshi.kernel.actors import Actor
from luoshi.tasks.models import Report, Task


def proof(story: Story, actor: Actor, task: Task, report: Report) -> StoredFile:
    """A sheet of figures or a memorandum about the progress of a task, kept as evidence."""
    if story.chance(0.5):
        return store(actor, _sheet(story, task, report), name=f"进度统计表-{report.period}.xlsx", kinds=("xlsx",))
    return store(actor, _memorandum(story, task, report), name=f"现场核查记录-{report.period}.docx", kinds=("docx",))


def _sheet(story: Story, task: Task, report: Report) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = report.period
    page.append(["地区", "计划数", "完成数", "备注"])
    for county in story.writer.counties:
        planned = story.random.randint(8, 60)
        page.append([county, planned, int(planned * story.random.uniform(0.4, 1.0)), ""])
    page.append(["任务", task.title[:60], "", ""])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _memorandum(story: Story, task: Task, report: Report) -> bytes:
    paper = Document(BytesIO(_blank()))
    paper.add_heading("现场核查记录", level=1)
    paper.add_paragraph(f"核查事项:{task.title}")
    paper.add_paragraph(f"核查时间:{spoken(story.today)}")
    paper.add_paragraph(f"核查地点:{story.random.choice(story.writer.counties)}")
    paper.add_paragraph(report.progress)
    paper.add_paragraph("核查结论:情况属实。")
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


@cache
def _blank() -> bytes:
    out = BytesIO()
    Document().save(out)
    return out.getvalue()
