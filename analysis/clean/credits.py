"""Who took the picture and who wrote the text: credits in captions, notes on authors."""

from __future__ import annotations

import re

AGENCIES = (
    r"(?:AP|A\.P\.|Associated Press|The Associated Press|AFP|Agence France[- ]Presse|Reuters|Getty"
    r"(?: Images)?|EPA(?:-EFE)?|EFE|Xinhua|TASS|Tass|Sputnik|RIA Novosti|Bloomberg|ANSA|dpa|DPA"
    r"|Anadolu(?: Agency)?|UPI|Shutterstock|Alamy|iStock(?:photo)?|NurPhoto|Zuma Press|Kyodo"
    r"|Yonhap|PTI|ANI|CNA|PA(?: Media| Images| Wire)?|VCG|Adobe Stock|Unsplash|Flickr|Wikimedia"
    r"|Wikipedia|Canadian Press|The Canadian Press|Ukrinform|Unian|LaPresse|ZUMA|AAP|Handout)"
)
# A photo credit at the end of a line: "Jane Doe / Agency", "(AP Photo/Jane Doe)", "Photograph: X".
CREDIT = re.compile(
    rf"(?:^|[\s./|(\[–—-]){AGENCIES}(?: Photo| Images| File)?\s*[)\]]?\.?$(?<!\bby AP)"
    r"|[(\[](?:AP Photo|Photo|Image|Picture|Courtesy|Credit|File photo|Supplied|Handout)"
    r"[^()\[\]]{0,80}[)\]]\.?$"
    r"|\b(?:Photograph|Photo(?: credit)?|Picture|Image(?: credit)?|Credit|Illustration|Foto)"
    r"(?: by)? ?[:©] ?[^.]{1,70}\.?$"
    r"|\b(?:Photo|Photograph|Image|Illustration|Graphic)s? by [^.]{2,50}$"
)
# The same credit makes a caption only beside these: a sentence may well end in "told Reuters".
CREDIT_JOINT = re.compile(
    rf"[/|©(\[]\s?{AGENCIES}\b|{AGENCIES} ?/|\d\.\s?\w[^.]{{3,60}}/|AP Photo|[:©] ?[^.]{{1,70}}$"
    r"|[(\[][^()\[\]]{1,80}[)\]]\.?$|\b(?:Photo|Photograph|Image|Illustration|Graphic)s? by\b"
)
# Every joint holds one of these: looking for them first spares most lines the two above.
_MAY_HOLD_CREDIT = re.compile(r"[/|©(\[:]|AP Photo|s? by ")
# "Jane Doe is a reporter for the Daily": the author's own note, at the end of an article.
_AUTHOR_NOTE = re.compile(
    r"(?:[A-Z][\w.’'-]* ){2,4}(?:is|was|has been) (?:an?|the) (?:[\w’'-]+ ){0,6}(?:reporter"
    r"|correspondent|journalist|columnist|producer|contributor|writer|editor|author|fellow"
    r"|lecturer|professor|analyst|freelancer)\b"
    r"|(?:[A-Z][\w.’'-]* ){1,4}(?:covers|writes (?:about|on|for)|reports (?:on|for|from)"
    r"|reported from)\b"
)


def is_author_note(line: str) -> bool:
    """Whether a line could be the note on its author that closes an article."""
    return _AUTHOR_NOTE.match(line[:300]) is not None


def has_credit(line: str) -> bool:
    """Whether a line ends in a photo credit."""
    tail = line[-160:]
    if _MAY_HOLD_CREDIT.search(tail) is None:
        return False
    return CREDIT.search(tail) is not None and CREDIT_JOINT.search(tail) is not None
