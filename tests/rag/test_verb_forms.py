from __future__ import annotations

from index.analysis import stem
from rag.evidence import coverage
from rag.verb_forms import forms


def test_all_forms_of_a_verb_are_one_family_and_other_words_alone() -> None:
    assert forms(stem("began")) == forms(stem("begins")) == {stem("begin"), stem("began"), stem("begun")}
    assert forms(stem("music")) == {stem("music")}


def test_a_question_is_covered_by_another_form_of_its_verb() -> None:
    assert coverage((stem("lose"), stem("key")), frozenset((stem("lost"), stem("key"))), lambda stem: 1.0) == 1.0
