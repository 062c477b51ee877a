"""The command ``quotewise``: reads the arguments, calls the rooms, prints. Starts without torch and Streamlit.

Results go to standard output, everything else to standard error. The exit code is 0 when it is done ("your documents
don't say" is done), 1 for a problem told in one line, 2 for a wrong command.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from index.errors import QuotewiseError

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    prepare_environment()
    for stream in (sys.stdout, sys.stderr):
        # quotes hold characters that an old Windows console or a C locale cannot encode
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = parser().parse_args(arguments)
    run: Command = options.run
    try:
        return run(options)
    except QuotewiseError as error:
        sys.stderr.write(f"quotewise: {error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("quotewise: stopped\n")
        return 130
    except BrokenPipeError:
        # whoever read our output, "head" for instance, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def prepare_environment() -> None:
    """Settings that libraries read when they are imported: no hub, no spinning threads, no fork warnings."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


def parser() -> argparse.ArgumentParser:
    """Every command and option of the contract."""
    from ui import commands, listing_commands
    from ui.feedback_commands import write_sheet

    top = argparse.ArgumentParser(
        prog="quotewise",
        description="Answers questions about your own documents with exact quotes, or says that they don’t say.",
        allow_abbrev=False,
    )
    everywhere = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    everywhere.add_argument(
        "--library",
        type=Path,
        metavar="DIR",
        help="the library's folder (default: QUOTEWISE_LIBRARY, else your user data folder)",
    )
    verbs = top.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def verb(name: str, run: Command, words: str) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, parents=[everywhere], help=words, description=words, allow_abbrev=False)
        made.set_defaults(run=run)
        return made

    add = verb("add", commands.add, "read files or folders into the library; a folder is kept in step by sync")
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    verb("sync", commands.sync, "read the folders again: what changed is re-read, what is gone is removed")
    scans = verb("read-scans", commands.read_scans, "recognise the words of pages that are pictures (OCR), slowly")
    scans.add_argument("names", nargs="*", metavar="NAME", help="name, path or document_id; all that wait if none")
    remove = verb("remove", commands.remove, "take documents out of the library, without a trace")
    remove.add_argument("names", nargs="+", metavar="NAME", help="name, path or document_id")
    listed = verb("list", listing_commands.list_documents, "the documents of the library, and what could not be read")
    listed.add_argument("--not-read", action="store_true", help="only the files that could not be read")
    listed.add_argument("--json", action="store_true", help="the documents, or with --not-read those files")
    verb("status", listing_commands.status, "the library as a whole").add_argument("--json", action="store_true")
    show = verb("show", listing_commands.show, "print the text of a document, or a part of it")
    show.add_argument("document", metavar="DOCUMENT", help="name, path or document_id")
    show.add_argument("--start", type=_offset, default=None, metavar="N", help="first character, from 0")
    show.add_argument("--end", type=_offset, default=None, metavar="N", help="character after the last")
    ask = verb("ask", commands.ask, "answer a question, with quotes and their places")
    ask.add_argument("question", nargs="?", metavar="QUESTION")
    ask.add_argument(
        "--from", dest="from_file", type=Path, metavar="FILE.jsonl", help="many questions, one object a line"
    )
    ask.add_argument("--json", action="store_true", help="the answer as JSON")
    ask.add_argument(
        "--caution",
        choices=("eager", "balanced", "cautious"),
        default="balanced",
        help="how sure the documents must say something for it to be answered",
    )
    ask.add_argument(
        "--in",
        dest="within",
        action="append",
        default=[],
        metavar="NAME",
        help="look only in this document (name, path or document_id); may be given several times",
    )
    chat = verb("chat", commands.chat, "open the chat in the browser")
    chat.add_argument("--port", type=_port, default=None, metavar="N")
    chat.add_argument("--address", metavar="IP", help="let other computers in: 0.0.0.0, or one address of this one")
    chat.add_argument("--passphrase-file", type=Path, metavar="FILE", help="holds what others have to sign in with")
    chat.add_argument(
        "--name", dest="names", action="append", default=[], help="what this computer is called by others"
    )
    _add_conversations(chat)
    chat.add_argument("--no-browser", action="store_true", help="only print the address")
    chat.add_argument("--examples", action="store_true", help="use the sample documents, in a library of their own")
    verify = verb("verify", commands.verify, "check that the quotes of an exported file are still word for word")
    verify.add_argument("file", type=Path, metavar="FILE", help="taken away from the chat, or the output of ask --json")
    verb("rebuild", commands.rebuild, "make the search indexes anew from the stored documents")
    export = verb("export", commands.export_library, "write the library to one file")
    export.add_argument("file", type=Path, metavar="FILE")
    import_ = verb("import", commands.import_library, "make a library from an exported file")
    import_.add_argument("file", type=Path, metavar="FILE")
    feedback = verb("feedback", write_sheet, "write what was said of answers in the chat as a question sheet")
    feedback.add_argument("--out", type=Path, required=True, metavar="SHEET.csv")
    _add_conversations(feedback)
    evaluate = verbs.add_parser("eval", help="score answers, quotes and refusals", allow_abbrev=False)
    _add_evaluation(evaluate, everywhere)
    return top


def _add_conversations(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--conversations",
        type=Path,
        metavar="FILE",
        help="where the chat keeps conversations (default: QUOTEWISE_CONVERSATIONS, else your user data folder)",
    )


def _add_evaluation(evaluate: argparse.ArgumentParser, everywhere: argparse.ArgumentParser) -> None:
    from ui import evaluation_commands as commands

    verbs = evaluate.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def verb(name: str, run: Command, words: str) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, parents=[everywhere], help=words, description=words, allow_abbrev=False)
        made.set_defaults(run=run)
        return made

    run = verb("run", commands.run, "ask every question of a set and score the answers")
    run.add_argument("set", metavar="SET", help="a question sheet (CSV) or the name of a dataset")
    run.add_argument("--out", type=Path, required=True, metavar="DIR", help="where run.jsonl and scores.json go")
    run.add_argument("--data", type=Path, default=None, metavar="FOLDER", help="the folder of public datasets")
    run.add_argument("--limit", type=_count, default=None, metavar="N", help="only N questions, always the same ones")
    verb("score", commands.score, "score a saved run again").add_argument("dir", type=Path, metavar="DIR")
    compare = verb("compare", commands.compare, "compare two scored runs, with a paired test")
    compare.add_argument("first", type=Path, metavar="DIR")
    compare.add_argument("second", type=Path, metavar="DIR")
    report = verb("report", commands.report, "write one page with every question of a run")
    report.add_argument("dir", type=Path, metavar="DIR")
    report.add_argument("--before", type=Path, default=None, metavar="DIR", help="an earlier run: says what changed")


def _offset(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"expected a number from 0, got {value}")
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"expected a number from 1, got {value}")
    return value


def _port(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 65535:
        raise argparse.ArgumentTypeError(f"expected a number from 1 to 65535, got {value}")
    return value


if __name__ == "__main__":
    sys.exit(main())
