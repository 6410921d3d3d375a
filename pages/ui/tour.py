"""A tour of two minutes, in plain words, for whoever comes for the first time."""

from __future__ import annotations

import streamlit as st

FIRST = (
    "**Parallax shows how the same events look from different sides.** Each article is split by "
    "**who speaks** in it: its outlet, or somebody it quotes. **Click any bar, cell or dot** and "
    "the sentences behind it open next to the chart."
)
TOUR = """
1. **See who speaks.** In *Who speaks in whose articles* each bar is an article. Grey is the outlet
   in its own words; colours are the speakers it quotes. Click a coloured part: the quotations
   stand at the right, each with its speaker, outlet and date.
2. **See who portrays whom.** In *Who portrays whom, and how* find an actor at the left and a
   perspective at the top. `2·7·1` means two unfavourable, seven neutral and one favourable mention.
   Orange leans to unfavourable, blue to favourable; a hatched cell has too little evidence for a
   colour. Click a cell and read whether you agree.
3. **Check it in the article.** Under each sentence *in the article* opens the whole text at that
   place, with what was left out and why, who speaks, and how each mention was judged.
4. **Ask your own question.** *Group by* switches between who is speaking and who published;
   *Include* leaves only quotations, paraphrases or the articles’ own words. The filters at the
   left narrow all pages at once; each one that is on stands above the charts and goes at a click.
5. **Look further.** *Voices* shows who is missing and how speakers are introduced, *Topics* what
   the texts are about, *Sentiment* how they sound, *Wording* which words are typical, *Compare* two
   sides beside each other.
6. **Bring your own articles** on *Corpus*; they stay in your session.
7. **Take it away.** Under each chart: an image, its table, and a link to what you see. At the end
   of each page: all charts, and a report that opens anywhere.

How each number comes about, and how far it can be trusted, stands on *Methods*.
"""


def show_tour() -> None:
    """What to do first, in two sentences, and the tour for whoever wants it."""
    with st.container(key="tour", gap="small"):
        st.markdown(FIRST)
        with st.expander("New here? A tour of two minutes", icon=":material/explore:"):
            st.markdown(TOUR)
