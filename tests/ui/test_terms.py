from __future__ import annotations

from rag.settings import THRESHOLDS, Caution
from ui.terms import CAUTIONS, USUAL, Terms, chosen_names


def test_the_cautions_are_all_there_the_most_cautious_first() -> None:
    assert set(CAUTIONS) == set(Caution)
    assert [THRESHOLDS[each] for each in CAUTIONS] == sorted(THRESHOLDS.values(), reverse=True)


def test_bolder_goes_step_by_step_to_the_end_and_keeps_the_documents() -> None:
    terms = Terms(Caution.CAUTIOUS, ("d1",))
    assert terms.bolder() == Terms(Caution.BALANCED, ("d1",))
    assert Terms(Caution.BALANCED, ("d1",)).bolder() == Terms(Caution.EAGER, ("d1",))
    assert Terms(Caution.EAGER).bolder() is None


def test_removed_documents_leave_the_restriction() -> None:
    terms = Terms(within=("d1", "d2"))
    assert terms.among({"d2", "d3"}).within == ("d2",)
    assert terms.everywhere() == USUAL


def test_documents_are_called_by_name() -> None:
    assert chosen_names(Terms(within=("d2", "d9")), {"d1": "Lease", "d2": "Minutes"}) == ["Minutes"]
