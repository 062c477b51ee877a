"""The report's HTML page: one file, no connections. Everything that comes from a document or a person is escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from evals.report_rows import ShownQuestion, ShownQuote
from evals.scoring import Scores
from evals.statistics import Estimate

_TEMPLATE = Path(__file__).with_name("report_page.html")


def page(
    manifest: Mapping[str, Any], scores: Scores, times: Mapping[str, float], questions: Sequence[ShownQuestion]
) -> str:
    """The whole page."""
    verdicts = Counter(one.verdict for one in questions)
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        title=escape(f"{scores.dataset}, {manifest['split']}"),
        facts=_facts(manifest, scores, times),
        settings=_definitions(manifest["subject"]),
        measures="".join(_measure(one.name, one.meaning, one.estimate) for one in scores.scores),
        types="".join(_measure(one.type or "(no type)", "", one.right) for one in scores.by_type),
        verdicts="".join(
            f'<option value="{escape(name)}">{escape(name)} ({count})</option>'
            for name, count in verdicts.most_common()
        ),
        failures=str(sum(one.failed for one in questions)),
        questions="".join(_question(one) for one in questions),
    )


def _facts(manifest: Mapping[str, Any], scores: Scores, times: Mapping[str, float]) -> str:
    facts = {
        "Questions": f"{scores.questions}; not scored: {scores.unscored}, without result: {scores.without_result}",
        "Gold that was not found in its document": scores.lost_gold,
        "Seconds for an answer": f"{times['p50_seconds']:.2f} (half), {times['p95_seconds']:.2f} (95 of 100)",
        "Made": manifest["started"],
        "Code": f"{manifest['code']['version']} {manifest['commit'][:12]} ({manifest['code']['sources'][:12]})",
    }
    return _definitions(facts)


def _definitions(facts: Mapping[str, object]) -> str:
    return "".join(f"<dt>{escape(str(name))}</dt><dd>{escape(str(value))}</dd>" for name, value in facts.items())


def _measure(name: str, meaning: str, found: Estimate) -> str:
    note = f"<small>{escape(meaning)}</small>" if meaning else ""
    return (
        f'<tr><th scope="row">{escape(name)}{note}</th><td>{found.value:.3f}</td>'
        f"<td>{found.low:.3f} to {found.high:.3f}</td><td>{found.n}</td></tr>"
    )


def _question(one: ShownQuestion) -> str:
    said = one.answer or "Not in your documents."
    if one.gold is None:
        gold = "<em>nobody has said</em>"
    else:
        gold = _list(one.gold) if one.gold else "<em>the documents don't say</em>"
    parts = [
        ("Asked before", _list(one.history) if one.history else ""),
        ("Searched for", escape(one.searched_for) if one.searched_for != one.question else ""),
        ("Answer", f'<p class="answer">{escape(said)}</p>'),
        ("Gold", gold),
        ("Marked evidence", _list(one.evidence) if one.evidence else ""),
        ("Quotes", "".join(map(_quote, one.quotes))),
        ("Nearest passages, not an answer", "".join(map(_quote, one.nearest))),
    ]
    body = "".join(f"<h3>{name}</h3>{content}" for name, content in parts if content)
    return (
        f'<details data-verdict="{escape(one.verdict)}" data-failed="{int(one.failed)}">'
        f"<summary><span>{escape(one.question)}</span> "
        f'<span class="verdict{" failed" if one.failed else ""}">{escape(one.verdict)}</span> '
        f"<small>{escape(one.type)} · confidence {one.confidence:.2f} · {escape(one.id)}</small></summary>"
        f"{body}</details>\n"
    )


def _quote(quote: ShownQuote) -> str:
    where = quote.document if quote.place == quote.document else f"{quote.document}, {quote.place}"
    return (
        f"<blockquote>…{escape(quote.before)}<mark>{escape(quote.text)}</mark>{escape(quote.after)}…"
        f"<footer>{escape(where)}</footer></blockquote>"
    )


def _list(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"
