"""Knows the verbs that change within: who asks "when did it begin?" is answered by "it began on 1 September"."""

from __future__ import annotations

from functools import cache

from index.analysis import stem

_VERBS = tuple(
    forms.split()
    for forms in (
        "arise arose arisen; awake awoke; bear bore borne born; beat beaten; become became; begin began begun; "
        "bend bent; bind bound; bite bit bitten; bleed bled; blow blew blown; break broke broken; breed bred; "
        "bring brought; build built; burn burnt; buy bought; catch caught; choose chose chosen; come came; creep "
        "crept; deal dealt; dig dug; draw drew drawn; drink drank drunk; drive drove driven; eat ate eaten; fall "
        "fell fallen; feed fed; feel felt; fight fought; find found; flee fled; fly flew flown; forbid forbade "
        "forbidden; forget forgot forgotten; freeze froze frozen; get got gotten; give gave given; go went gone; "
        "grow grew grown; hang hung; hear heard; hide hid hidden; hold held; keep kept; know knew known; lay laid; "
        "lead led; learn learnt; leave left; lend lent; lose lost; make made; mean meant; meet met; pay paid; ride "
        "rode ridden; ring rang rung; rise rose risen; run ran; see saw seen; seek sought; sell sold; send sent; "
        "shake shook shaken; shine shone; shoot shot; show shown; shrink shrank shrunk; sing sang sung; sink sank "
        "sunk; sit sat; sleep slept; slide slid; speak spoke spoken; spend spent; spill spilt; spoil spoilt; stand "
        "stood; steal stole stolen; stick stuck; strike struck; swear swore sworn; sweep swept; swim swam swum; "
        "swing swung; take took taken; teach taught; tear tore torn; tell told; think thought; throw threw thrown; "
        "understand understood; undertake undertook undertaken; wake woke woken; wear wore worn; weave wove woven; "
        "win won; withdraw withdrew withdrawn; write wrote written"
    ).split("; ")
)


def forms(stem_of_word: str) -> frozenset[str]:
    """The stems of all forms of a verb, the given one among them; of any other word only that.

    >>> sorted(forms("began"))
    ['began', 'begin', 'begun']
    """
    return _families().get(stem_of_word, frozenset((stem_of_word,)))


@cache
def _families() -> dict[str, frozenset[str]]:
    families = [frozenset(map(stem, verb)) for verb in _VERBS]
    return {form: family for family in families for form in family}
