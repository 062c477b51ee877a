"""What became of an added file, in plain words. Pure."""

from __future__ import annotations

from index.file_reports import FileReport, Outcome
from ui.desk import Receipt
from ui.wording import documents as wording

_MESSAGES = {
    Outcome.ADDED: wording.READY,
    Outcome.UPDATED: wording.REPLACED,
    Outcome.UNCHANGED: wording.WAS_THERE,
    Outcome.REMOVED: wording.GONE_FROM_FOLDER,
}


def receipt(report: FileReport) -> Receipt:
    """What became of a file, with what its reader ought to know of it."""
    document = report.document
    document_id = document.document_id if document else ""
    message = _MESSAGES.get(report.outcome)
    if report.outcome in (Outcome.COPY, Outcome.RENAMED):
        return Receipt(report.name, True, report.reason, unchanged=True, document_id=document_id)
    if message is None:
        return Receipt(report.name, False, f"{report.reason} {report.next_step}".strip(), document_id=document_id)
    if report.outcome is Outcome.REMOVED:
        return Receipt(report.name, True, message, unchanged=True)  # the name of a removed document leads nowhere
    notices = document.notices if document else ()
    partly = any(notice.code.means_loss for notice in notices)
    if partly and report.outcome is Outcome.ADDED:
        message = wording.PARTLY
    return Receipt(
        report.name,
        added=True,
        message=" ".join([message, *(notice.message for notice in notices)]),
        partly=partly,
        unchanged=report.outcome is Outcome.UNCHANGED,
        document_id=document_id,
    )
