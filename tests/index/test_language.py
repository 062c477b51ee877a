"""The language of texts and questions: right, or silent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import detect
from index.language_words import SCRIPTS, SMALL_WORDS

SENTENCES = {
    "en": "The museum is open on Sundays from ten to five, and children under six do not have to pay.",
    "de": "Das Museum ist sonntags von zehn bis fünf geöffnet, und Kinder unter sechs müssen nicht zahlen.",
    "fr": "Le musée est ouvert le dimanche de dix heures à dix-sept heures et les enfants ne doivent pas payer.",
    "es": "El museo está abierto los domingos de diez a cinco y los niños menores de seis años no tienen que pagar.",
    "it": "Il museo è aperto la domenica dalle dieci alle cinque e i bambini sotto i sei anni non devono pagare.",
    "pt": "O museu está aberto aos domingos das dez às cinco e as crianças com menos de seis anos não pagam.",
    "nl": "Het museum is op zondag open van tien tot vijf en kinderen onder de zes hoeven niet te betalen.",
    "sv": "Museet är öppet på söndagar från tio till fem och barn under sex år behöver inte betala.",
    "pl": "Muzeum jest otwarte w niedziele od dziesiątej do piątej, a dzieci nie muszą za to płacić.",
    "cs": "Muzeum je otevřeno v neděli od deseti do pěti a děti, které ještě nechodí do školy, se neplatí.",
    "fi": "Museo on auki sunnuntaisin, ja lapset eivät maksa, mutta se on suljettu kun on juhlapäivä.",
    "tr": "Müze pazar günleri açık ve çocuklar için ücretsiz, ama bu gün daha erken kapanır.",
    "ru": "Музей открыт по воскресеньям, и для детей это ничего не стоит, но только до пяти часов.",
    "uk": "Музей відкритий у неділю з десятої до п'ятої, а діти до шести років не платять, але це не так.",
    "el": "Το μουσείο είναι ανοιχτό τις Κυριακές.",
    "ar": "المتحف مفتوح في أيام الأحد من الساعة العاشرة إلى الخامسة و لا يدفع الأطفال",
    "he": "המוזיאון פתוח בימי ראשון.",
    "hi": "संग्रहालय रविवार को खुला है और बच्चों के लिए मुफ्त है",
    "zh": "博物馆星期天十点到五点开放。",
    "ja": "博物館は日曜日の十時から五時まで開いています。",
    "ko": "박물관은 일요일에 열려 있습니다.",
    "th": "พิพิธภัณฑ์เปิดวันอาทิตย์",
}


@pytest.mark.parametrize(("code", "sentence"), SENTENCES.items())
def test_a_sentence_is_enough(code: str, sentence: str) -> None:
    assert detect(sentence) == code


@pytest.mark.parametrize(
    "question",
    [
        "When does the museum open on Sundays?",
        "who won the tour de france in 2017",
        "How much is the rent?",
        "what is a café au lait",
        "Is die casting used?",
        "Who wrote Les Misérables?",
        "do children have to pay",
        "What did the man in the van die of?",
    ],
)
def test_an_english_question_is_never_called_foreign(question: str) -> None:
    assert detect(question) in ("en", "")


@pytest.mark.parametrize("text", ["", "   ", "2024", "opening hours", "Kündigungsfrist", "R2-D2", "!?"])
def test_too_little_is_left_open(text: str) -> None:
    assert detect(text) == ""


def test_names_in_another_script_do_not_decide() -> None:
    assert detect(SENTENCES["en"] * 3 + " Музей 博物馆") == "en"


def test_a_long_text_counts_by_its_middle() -> None:
    assert detect("Inhalt " * 3_000 + (SENTENCES["en"] + " ") * 1_000 + "Anhang " * 3_000) == "en"


@given(st.text(max_size=200))
def test_any_text_has_a_known_language_or_none(text: str) -> None:
    assert detect(text) in {"", *(language for _, _, languages in SCRIPTS for language in languages)}


def test_every_language_of_a_shared_script_has_its_words() -> None:
    for _, _, languages in SCRIPTS:
        assert len(languages) == 1 or set(languages) <= set(SMALL_WORDS)
    assert all(word == word.casefold() for words in SMALL_WORDS.values() for word in words)
