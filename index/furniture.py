"""What the furniture of web pages says: notices, prompts, buttons and menus, told by their words alone.

Losing a sentence of an article is worse than leaving a stub, so a line counts only when all of it is furniture: the
whole line fits a known form of words, or every word of it belongs to the small vocabulary of buttons and menus.
"""

from __future__ import annotations

import re

_SITE = (
    r"(facebook|twitter|instagram|linkedin|youtube|pinterest|whats ?app|telegram|tiktok|reddit|tumblr|flipboard|"
    r"we ?chat|weibo|threads|bluesky|mastodon|google( ?\+| news|plus)?|snapchat|viber)"
)
_THING = (
    r"(articles?|story|stories|posts?|pages?|news|content|links?|topics?|videos?|coverage|reading|reads|items?|photos)"
)

# One form of words a line; SITE and THING stand for the lists above.
_FORMS = r"""
# consent
(i )?(agree|accept)|got it|no,? thanks
(accept|allow|reject|decline|deny|manage|refuse) (all|cookies?|all cookies|preferences|settings|cookie settings)
manage (my )?(choices|cookies|consent)
(your |our )?(ad ?choices|do not sell my (personal )?info(rmation)?)

# advertising
advertis?ements?|adverts?|ads?|sponsored( content| by .{1,40})?|promoted( content)?|paid (content|post)|supported by
(article|story) continues (below|after)( (this )?ad(vertisement)?)?|continue reading( below| the main story)?

# sharing and printing
(share|tweet|pin|e-?mail|print|save|bookmark|like|copy)( (this|the|it|via|by|on|to|link|THING|SITE|and))+
(please )?(follow|like|join|find|visit|watch|connect with)\b.{0,60}\bon (SITE|x)\b.{0,80}
share (this )?(on|via|to) (SITE|x|line)
(adjust )?(font|text)[ -]?size.{0,30}|a[ +-]+a[ +-]+a
listen to (this )?(article|story)|(click|tap) (here )?to (share|print|tweet|e-?mail).{0,60}
(get|download) (our|the) .{0,30}\bapp\b.{0,60}|\S{1,30}( \S{1,20})? app download
\d+ ?shares?|sharing is caring|(like )?loading|share (your thoughts|(this|the) entry)|this entry
.{0,80}\b(enable|requires?) javascript\b.{0,120}

# comments
(no|\d+|view|show|hide|see|read|load)( (all|more|the))? ?\(?comments?(\(s\)?)?\)?( yet)?
(add|leave|post|write|submit) (a|your|new)? ?(comments?|reply|response)
be the first to (comment|reply).{0,40}|comments (are|have been) (closed|turned off|disabled).{0,40}
join the (conversation|discussion)|(sign|log) in to (comment|reply|join).{0,40}
your e-?mail address will not be published.{0,80}|save my name, e-?mail,? and website.{0,80}
.{0,80}\bcomments? (may|will) be (removed|deleted|moderated).{0,60}
have a (news )?tip\?.{0,140}|submit (a |your )?tips?|report an? (typo|error|mistake).{0,40}
send (us )?(your|a) (story|stories|tips?|feedback).{0,40}

# stubs that stand over links, and links to other pages
(related|recommended|more|latest|popular|trending|featured|similar|top|recent|read|see) (THING|now|searches|tags)
(most (read|popular|viewed|shared)|recommended|more)( THING)?( for you| from (us|(around )?the web))?
search trends|trending( now)?|(you )?(may|might) (also )?(like|enjoy|be interested in)( these THING)?
read (more|next|also)|up next|editor'?s'? picks?|what to read next|see also|don'?t miss|(around|from) the web
(read|load|show|view|see|learn) (more|all|less)( (articles|stories|posts|news|videos|»|›|>|\+))?
back to (top|main menu|home(page)?)|skip to (main |the )?(content|navigation|footer)|jump to .{1,20}|close|sections
(previous|next|older|newer|prev) THING\s*([:»›>→-]\s*.{0,120})?|post navigation|site ?(index|map)|go to home ?page
(related )?tags?\s*:.{0,120}|(filed|posted) (under|in)\b.{0,100}

# subscriptions
(sign|signing) up (now |today |here )?(for|to) (our|the|free|daily|weekly) .{0,140}
.{0,140}\b(subscribe|sign up|signing up|register) (now |today |here )?(for|to) .{0,80}\b(newsletters?|alerts)\b.{0,80}
subscribe( (now|today|here|to .{1,80}|for .{1,60}))?|already a (subscriber|member)\b.{0,60}
(log|sign) ?(in|out|up)( or (register|subscribe|sign up|create .{1,30}))?|register( now| for free)?
create (a|an|your) (free )?account|(thanks|thank you) for (signing up|subscribing).{0,60}
(get|receive) .{0,100}\b(in|to|into) your (e-?mail )?inbox\b.{0,60}

(real-time )?(stock )?quotes (are )?delayed (by )?at least \d+.{0,300}

# pictures without their words
(photo|image|picture|video|pic|illustration)s? (credit|source|courtesy( of)?|by)\s*[:/|]\s*.{1,60}
(file )?photo(graph)?s?\s*[:/|]\s*.{1,60}
(click|tap) to (enlarge|expand|zoom|play).{0,20}
\(?photo by .{1,50}\)?
"""

_LEGAL_FORMS = r"""
(our |your )?(privacy|cookies?|terms)( (of|use|service|and|conditions|policy|statement|notice|settings|preferences))*
(our |your )?(privacy|cookie|terms)\b[a-z ]{0,20}\s*(,|&|\||-|·|•|and)\s*(our )?(privacy|cookies?|terms)\b[a-z ]{0,20}
(©|\(c\)|copyright\b).{0,40}\d{4}.{0,120}|.{0,160}\ball rights? reserved\b.{0,120}
(this|the) material (on this site )?may not be (published|reproduced).{0,240}
.{0,120}\b(this|the) (web)?site constitutes acceptance of\b.{0,160}
"""

_TAIL_FORMS = r"""
(add|leave|post|write|submit) (a|your|new)? ?(comments?|reply)|(user |reader )?comments?( \(\d+\))?
(no|\d+) comments?(\(s\)?)?( yet)?|join the (conversation|discussion)
(related|recommended|more|latest|popular|trending|similar|top|recent) (THING|searches|for you)
search trends|trending( now)?|most (read|popular|viewed)( THING)?|you (may|might) (also )?(like|enjoy)( these THING)?
read (more|next)|up next|editor'?s'? picks?|what to read next|share this( THING)?|newsletter
"""


def _compiled(forms: str) -> re.Pattern[str]:
    lines = [line for line in forms.split("\n") if line and not line.startswith("#")]
    return re.compile("|".join(lines).replace("SITE", _SITE).replace("THING", _THING), re.IGNORECASE)


_FORM = _compiled(_FORMS)
_LEGAL = _compiled(_LEGAL_FORMS)
_TAIL = _compiled(_TAIL_FORMS)
_MAX_FORM_CHARS = 420

_CONSENT = re.compile(
    r"(?=.*\bcookies?\b)"
    r"(?=.*\b(?:we|our|this (?:web)?site|you|your|wir|nous|notre|nuestr\w+|utilizamos|usiamo|nosso)\b)"
    r".*\b(?:use of|uses?|using|continu\w+|agree\w*|accept\w*|consent\w*|settings|opt.out|experience|"
    r"verwenden|nutzen|zustimm\w+|utilis\w+|accept\w+|utiliz\w+|usamos|acept\w+|usiamo|accett\w+|gebruik\w*)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_CONSENT_MAX_CHARS = 600

_WIDGET_WORDS = """
    share print email mail comment comments reply replies bookmark tweet facebook twitter instagram linkedin pinterest
    whatsapp reddit telegram youtube flipboard tumblr weibo wechat rss newsletter newsletters subscribe
    login signin signup logout register unsubscribe favorites advertise advertisement adchoices sitemap"""
_SMALL_WORDS = """
    a all about add and app apps by contact copy download e font for forum from get go help home in it item link log
    more mobile my no of on our out page policy post privacy read s save search see send sign site size stories story
    terms text the this to top up us use via view with your"""
_MENU_WORDS = """
    home news sport sports politics business world opinion opinions culture lifestyle entertainment technology tech
    science health travel video videos photos podcasts weather economy markets education arts style food auto local
    national international about contact advertise subscribe newsletter newsletters login register search menu more
    help faq faqs sitemap rss archives archive privacy terms careers jobs shop store events magazine blog blogs
    forum forums gallery galleries obituaries classifieds crossword puzzles podcast tv radio live sections section
    account cookies disclaimer feedback press media community"""
_MENU_SMALL_WORDS = "a all and in log map my of on our policy sign site the to u uk up us use your"
_ON_BUTTONS_ONLY = frozenset(_WIDGET_WORDS.split())
_ON_BUTTONS = _ON_BUTTONS_ONLY.union(_SMALL_WORDS.split())
_IN_MENUS_ONLY = _ON_BUTTONS_ONLY.union(_MENU_WORDS.split())
_IN_MENUS = _IN_MENUS_ONLY.union(_MENU_SMALL_WORDS.split())
_GLUED = re.compile(r"(?<=[a-z)\]])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_DOMAIN_OR_NUMBER = re.compile(r"\b(?:[\w-]+\.)+[a-z]{2,}\b|\d+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_CODE_SIGN = re.compile(r"[\"'={};$%\\]")
_BUTTON = re.compile(r"\d+ comments?\(s\)|[^\W\d_]+(?:-[^\W\d_]+)?", re.IGNORECASE)
_TRIM = " #\t\u00a0•·|>»›<«‹-–—*+[](){}…:.!\u200b→←↑↓▶►▼▾"
_MAX_WIDGET_WORDS = 16
_MAX_MENU_CHARS = 200  # four words, domains and numbers apart


def is_furniture(line: str) -> bool:
    """Whether one line, whatever stands around it, is a notice, prompt, button or stub of a web page."""
    if len(line) > _MAX_FORM_CHARS:
        return False
    return _FORM.fullmatch(_trimmed(line)) is not None or is_widget(line)


def is_legal(line: str) -> bool:
    """Whether a line is one of rights or rules as sites have them at their foot; other documents have them too."""
    return len(line) <= _MAX_FORM_CHARS and _LEGAL.fullmatch(_trimmed(line)) is not None


def is_consent(line: str) -> bool:
    """Whether a line asks for consent to cookies; a document about cookies says such things too."""
    return len(line) <= _CONSENT_MAX_CHARS and _CONSENT.fullmatch(line) is not None


def is_widget(line: str) -> bool:
    """Whether every word of a line is on a button and some of them are on buttons only."""
    tokens = _tokens(line)
    if _CODE_SIGN.search(line) or not 2 <= len(tokens) <= _MAX_WIDGET_WORDS or not _ON_BUTTONS.issuperset(tokens):
        return False
    return sum(token in _ON_BUTTONS_ONLY for token in tokens) >= (2 if len(tokens) == 2 else 1)


def is_menu_entry(line: str) -> bool:
    """Whether every word of a line is one that menus of web sites are made of."""
    if len(line) > _MAX_MENU_CHARS:
        return False
    tokens = _tokens(line)
    if not 1 <= len(tokens) <= 4 or not _IN_MENUS.issuperset(tokens):
        return False
    return not _IN_MENUS_ONLY.isdisjoint(tokens)


def widget_prefix(line: str) -> int:
    """How many characters at the start of a line are two or more buttons before something else, 0 if none."""
    glued = _GLUED.sub("\0", line[:_MAX_FORM_CHARS])  # a mark where words run into each other, one character each
    end = buttons = 0
    for match in _BUTTON.finditer(glued):
        parts = [part for part in _WORD.findall(match.group().casefold()) if part not in ("e", "s")]
        if not parts or not _ON_BUTTONS_ONLY.issuperset(parts) or glued[end : match.start()].strip(" \0|·•,/"):
            break
        end = match.end()
        buttons += 1
    return end - glued[:end].count("\0") if buttons >= 2 else 0


def opens_tail(line: str) -> bool:
    """Whether a line stands over comments or links to other pages, so that little of the article can follow it."""
    return len(line) <= _MAX_FORM_CHARS and _TAIL.fullmatch(_trimmed(line)) is not None


def _trimmed(line: str) -> str:
    return " ".join(line.split()).strip(_TRIM)


def _tokens(line: str) -> list[str]:
    """The words of a line in lower case; words that run into each other are parted unless they are one name."""
    tokens: list[str] = []
    for word in _WORD.findall(_DOMAIN_OR_NUMBER.sub(" ", line)):
        known = word.casefold()
        tokens += [known] if known in _ON_BUTTONS_ONLY else _GLUED.sub(" ", word).casefold().split()
    return tokens
