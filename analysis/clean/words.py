"""General words that set prompts, captions and notes on authors apart from the text of articles."""

from __future__ import annotations


def listed(text: str) -> tuple[str, ...]:
    """The words of a text with blanks between them."""
    return tuple(text.split())


FUNCTION = frozenset(
    listed(
        "the of and to in a that is was for on with as by at from it be are were has have had not"
        " but this which who an or will would their its his her they he she after been about when"
        " there more if than into out over"
    )
)
READER = frozenset(listed("you your yours our us we"))
ACTIONS = frozenset(
    listed(
        "subscribe subscriber subscribers subscription sign signed register registered newsletter"
        " newsletters follow click share comment comments join donate support download app inbox"
        " email emails account login log read browse visit check offers unlimited access exclusive"
        " free premium membership member members privacy policy terms advertise contact tap view"
        " watch listen bookmark enjoy enjoyed choose google facebook twitter instagram whatsapp"
        " youtube telegram podcast updates alerts story stories article articles website site"
        " online icon indicates"
    )
)
PICTURE = frozenset(
    listed(
        "photo photos photograph photographed picture pictured image images video left right centre"
        " center getty reuters ap afp caption credit file illustration handout supplied screenshot"
        " seen shown attends arrives speaks poses walks stands looks gestures holds"
    )
)
WRITER = frozenset(
    listed(
        "reporter correspondent editor journalist writer author columnist producer professor"
        " lecturer fellow researcher director contributor freelance covers reported writes based"
        " reports book books"
    )
)
SPEECH = frozenset(listed("said says told added was were had did according"))
TELLING = READER | ACTIONS | PICTURE | WRITER | SPEECH
