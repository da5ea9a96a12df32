"""``luoshi workdays``: count working days from a date, back from a date, or between two dates."""

from __future__ import annotations

import argparse
import json
import re
from datetime import date
from typing import TYPE_CHECKING

from luoshi.cli.arguments import Parser
from luoshi.cli.terminal import CommandError, Terminal
from luoshi.kernel.speech import Language, Phrase

if TYPE_CHECKING:
    from luoshi.kernel.workdays import DayRemark, Explanation, Stretch

MORE = Phrase(
    "起始日不计,结果日计入;按国务院办公厅的放假通知计,调休上班日算工作日。\n"
    "尚未公布放假安排的年份只按周末计,并在标准错误上注明“暂定”。\n\n"
    "例:\n"
    "  luoshi workdays add 2018-09-28 5                 5 个工作日之后:2018-10-10\n"
    "  luoshi workdays add 2018-09-28 5 --explain       并列出跳过的日子和原因\n"
    "  luoshi workdays subtract 2018-10-10 5            5 个工作日之前\n"
    "  luoshi workdays between 2018-09-28 2018-10-10    两日之间有几个工作日\n",
    "the first date is not counted, the last one is; holidays and make-up days are those of the State Council's\n"
    "notices. Years without a published notice know only weekends; standard error then says provisional.\n\n"
    "examples:\n"
    "  luoshi workdays add 2018-09-28 5                 five working days later: 2018-10-10\n"
    "  luoshi workdays add 2018-09-28 5 --explain       with the days skipped and why\n"
    "  luoshi workdays subtract 2018-10-10 5            five working days earlier\n"
    "  luoshi workdays between 2018-09-28 2018-10-10    how many working days lie between\n",
)
ACTION = Phrase(
    "add 往后数,subtract 往前数,between 数两日之间",
    "add counts forward, subtract back, between counts from one date to another",
)
START = Phrase("起始日,如 2018-09-28 或 2018年9月28日", "the date to count from, such as 2018-09-28")
OTHER = Phrase("工作日数(add、subtract)或另一日期(between)", "a number of working days, or the other date (between)")
EXPLAIN = Phrase("列出跳过的休息日和计入的调休上班日", "list the days of rest skipped and the make-up days counted")
AS_JSON = Phrase("以 JSON 给出结果,含跳过的日子", "give the result as JSON, with the days skipped")

NO_DATE = Phrase("“{text}”不是日期,请写成 2018-09-28 这样", '"{text}" is no date; write it like 2018-09-28')
NO_SUCH_DAY = Phrase("没有“{text}”这一天", 'there is no day "{text}"')
NO_COUNT = Phrase(
    "“{text}”不是工作日数,请写整数,如 5", '"{text}" is no number of working days; write a whole number like 5'
)
TOO_FAR = {
    "add": Phrase(
        "从 {day} 数 {count} 个工作日超出了公元 1 至 9999 年",
        "{count} working days after {day} leave the years 1 to 9999",
    ),
    "subtract": Phrase(
        "从 {day} 往前数 {count} 个工作日超出了公元 1 至 9999 年",
        "{count} working days before {day} leave the years 1 to 9999",
    ),
}
PROVISIONAL = Phrase(
    "暂定:有的日子尚无国务院办公厅的放假通知(已有:{first} 至 {last}),只按周末计",
    "provisional: some of these days have no published holiday notice (there are: {first} to {last}); only weekends count",
)
SKIPPED = Phrase("跳过", "skipped")
COUNTED = Phrase("计入", "counted")
NONE = Phrase("没有跳过的休息日", "no day of rest was skipped")

_DATE = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]|(\d{2})(\d{2}))")


def arguments(parser: Parser) -> None:
    parser.option("action", about=ACTION, choices=("add", "subtract", "between"))
    parser.option("start", about=START, metavar="DATE")
    parser.option("other", about=OTHER, metavar="COUNT|DATE")
    parser.option("--explain", about=EXPLAIN, action="store_true")
    parser.option("--json", about=AS_JSON, action="store_true")


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    from luoshi.kernel.workdays import NATIONAL

    start = date_of(options.start)
    counted: dict[str, object]
    if options.action == "between":
        end = date_of(options.other)
        number = NATIONAL.between(start, end)
        answer, provisional = str(number.value), number.provisional
        counted = {"start": start.isoformat(), "end": end.isoformat(), "count": number.value}
    else:
        count = count_of(options.other)
        try:
            due = (NATIONAL.add if options.action == "add" else NATIONAL.subtract)(start, count)
        except OverflowError:
            raise CommandError(TOO_FAR[options.action], day=start, count=count) from None
        end, answer, provisional = due.value, due.value.isoformat(), due.provisional
        counted = {"start": start.isoformat(), "count": count, "date": answer}
    if options.json:
        told = {"action": options.action, **counted, **as_data(NATIONAL.explain(*_way(options.action, start, end)))}
        terminal.write(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        terminal.write(answer)
        if options.explain:
            for line in lines(NATIONAL.explain(*_way(options.action, start, end)), terminal.language):
                terminal.write(line)
    if provisional:
        first, last = (date.fromordinal(day) for day in NATIONAL.settled)
        terminal.remark(terminal.say(PROVISIONAL, first=first, last=last))
    return 0


def _way(action: str, start: date, end: date) -> tuple[date, date]:
    """The dates whose days between explain the answer: a count backwards counts what lies after the earlier date."""
    return (min(start, end), max(start, end)) if action == "between" else (start, end)


def date_of(text: str) -> date:
    """The date somebody typed. Raises ``CommandError`` for anything else, and for days no calendar has."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        raise CommandError(NO_DATE, text=text)
    year, month, day = (int(part) for part in found.groups() if part and part.isdigit())
    try:
        return date(year, month, day)
    except ValueError:
        raise CommandError(NO_SUCH_DAY, text=text) from None


def count_of(text: str) -> int:
    """The number of working days somebody typed. Raises ``CommandError`` for anything else."""
    if not re.fullmatch(r"[-+]?\d{1,9}", text.strip()):
        raise CommandError(NO_COUNT, text=text)
    return int(text)


def lines(explanation: Explanation, language: Language) -> list[str]:
    """The days skipped, neighbours with one reason on one line, and the make-up days counted, in order of date."""
    rows = [(each.first, SKIPPED, each) for each in explanation.stretches]
    rows += [(each.first, COUNTED, each) for each in explanation.counted]
    told = [
        f"  {word.say(language)} {_span(row)}  {row.reason.say(language)}"
        for _, word, row in sorted(rows, key=lambda r: r[0])
    ]
    return told or [f"  {NONE.say(language)}"]


def _span(row: Stretch) -> str:
    return row.first.isoformat() if row.first == row.last else f"{row.first} – {row.last}"


def as_data(explanation: Explanation) -> dict[str, object]:
    """The explanation as JSON knows it, every reason in both languages."""
    return {
        "provisional": explanation.provisional,
        "skipped": [_datum(each) for each in explanation.skipped],
        "made_up": [_datum(each) for each in explanation.made_up],
    }


def _datum(each: DayRemark) -> dict[str, str]:
    return {
        "date": each.day.isoformat(), "kind": each.kind, "reason": each.reason.say("zh"),
        "reason_en": each.reason.say("en"),
    }  # fmt: skip
