"""The report's HTML page: one file, no connections. Every word of documents, questions and sheets is text in it."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from string import Template

from evals.markup import Html, escaped, joined, tag
from evals.plots_frame import per_cent
from evals.plots_interval import interval_mark
from evals.report_changes import Changes, Turned
from evals.report_question import NOT_FOUND, link, question, verdict
from evals.report_rows import Report, ShownQuestion
from evals.scoring import Score, Scores
from evals.statistics import Difference, Estimate

_TEMPLATE = Path(__file__).with_name("report_page.html")
_HEADLINES = {
    "right": "Right",
    "right when answered": "Right when it answers",
    "refusal recall": "Refused, of what the documents don't say",
    "false refusals": "Refused, though the documents say",
    "verbatim rate": "Quotes word for word",
}
_ABOUT_P = (
    "p is the chance of a difference at least as large if the two were equally good; below 0.05 the row is bold. Of "
    "twenty measures about one is bold by chance alone."
)


def page(report: Report) -> str:
    """The whole page."""
    template = _TEMPLATE.read_text(encoding="utf-8")
    turned = {one.id: "right" if one.right_now else "wrong" for one in report.changes.turned} if report.changes else {}
    return Template(template).substitute(
        policy=_policy(template),
        title=escaped(report.title),
        facts=_definitions(report.facts),
        settings=_definitions(report.settings),
        headlines=joined(*_headlines(report.scores)),
        verdicts=joined(*_verdicts(report.questions)),
        plots=joined(*(_figure(one.picture, one.caption) for one in report.plots)),
        measures=joined(*map(_measure, report.scores.scores)),
        types=joined(*(_row(one.type or "(no type)", one.right) for one in report.scores.by_type)),
        changes=_changes(report.changes) if report.changes else "",
        changed_choice=_changed_choice() if report.changes else "",
        verdict_choices=_choices(one.verdict for one in report.questions),
        type_choices=_choices(one.type for one in report.questions if one.type),
        failures=str(sum(one.failed for one in report.questions)),
        questions="\n".join(question(one, turned.get(one.id, "")) for one in report.questions),
    )


def _policy(template: str) -> str:
    """What the browser may do: only the page's own style and script, known by their hashes, and no connection."""
    style, script = (
        base64.b64encode(hashlib.sha256(_inside(template, name).encode()).digest()).decode()
        for name in ("style", "script")
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _inside(template: str, name: str) -> str:
    return template.split(f"<{name}>", 1)[1].split(f"</{name}>", 1)[0]


def _definitions(facts: Iterable[tuple[str, str]]) -> Html:
    return joined(*(part for name, value in facts for part in (tag("dt", name), tag("dd", value))))


def _headlines(scores: Scores) -> Iterable[Html]:
    for one in scores.scores:
        if one.name in _HEADLINES:
            found = one.estimate
            about = f"{per_cent(found.low)} to {per_cent(found.high)}, n {found.n}"
            yield tag(
                "li", tag("strong", per_cent(found.value)), tag("span", _HEADLINES[one.name]), tag("small", about)
            )


def _verdicts(questions: Sequence[ShownQuestion]) -> Iterable[Html]:
    failed = {one.verdict: one.failed for one in questions}
    for name, count in Counter(one.verdict for one in questions).most_common():
        yield tag(
            "li", tag("button", tag("b", str(count)), " ", verdict(name, failed[name]), type="button", data_pick=name)
        )


def _figure(picture: str, caption: str) -> Html:
    return tag("figure", Html(picture), tag("figcaption", caption))


def _measure(one: Score) -> Html:
    return _row(one.name, one.estimate, one.meaning)


def _row(name: str, found: Estimate, meaning: str = "") -> Html:
    return tag(
        "tr",
        tag("th", tag("bdi", name), tag("small", meaning) if meaning else "", scope="row"),
        tag("td", f"{found.value:.3f}"),
        tag("td", f"{found.low:.3f} to {found.high:.3f}", class_="interval"),
        tag("td", Html(interval_mark(found)), class_="range"),
        tag("td", str(found.n)),
    )


def _choices(values: Iterable[str]) -> Html:
    return joined(*(tag("option", f"{name} ({count})", value=name) for name, count in Counter(values).most_common()))


def _changed_choice() -> Html:
    options = (
        tag("option", name, value=value) for name, value in (("any", ""), ("right", "right"), ("wrong", "wrong"))
    )
    return tag("label", "Turned ", tag("select", *options, id="turned"))


def _changes(changes: Changes) -> Html:
    found = changes.comparison
    alone = f"; only in the earlier run: {found.only_first}, only in this one: {found.only_second}"
    counted = f"{found.in_common} questions are in both runs" + (alone if found.only_first or found.only_second else "")
    if found.other_gold:
        counted += f"; left out because their gold is another one: {len(found.other_gold)}"
    head = (tag("th", name, scope="col") for name in ("Measure", "Before", "Now", "Change", "p", "n"))
    return tag(
        "section",
        tag("h2", "What changed since ", tag("bdi", changes.before)),
        tag("p", f"{counted}. {_ABOUT_P}"),
        tag(
            "div",
            tag(
                "table", tag("thead", tag("tr", *head)), tag("tbody", *(_difference(*one) for one in found.differences))
            ),
            class_="scroll",
        ),
        *_turned("Turned wrong", [one for one in changes.turned if not one.right_now]),
        *_turned("Turned right", [one for one in changes.turned if one.right_now]),
        class_="changes",
    )


def _difference(name: str, found: Difference) -> Html:
    cells = (f"{found.first:.3f}", f"{found.second:.3f}", f"{found.change:+.3f}", f"{found.p:.4f}", str(found.n))
    surely = found.p < 0.05
    return tag(
        "tr", tag("th", name, scope="row"), *(tag("td", cell) for cell in cells), class_="sure" if surely else ""
    )


def _turned(name: str, rows: Sequence[Turned]) -> Iterable[Html]:
    yield tag("h3", f"{name} ({len(rows)})")
    if rows:
        yield tag("ul", *map(_turned_row, rows), class_="plain")


def _turned_row(one: Turned) -> Html:
    return tag(
        "li",
        link(one.id, one.question),
        tag("small", "before: ", verdict(one.verdict_before, one.right_now), " — ", _said(one.answer_before)),
        tag("small", "now: ", verdict(one.verdict_now, not one.right_now), " — ", _said(one.answer_now)),
    )


def _said(answer: str) -> Html:
    return tag("bdi", answer or NOT_FOUND)
