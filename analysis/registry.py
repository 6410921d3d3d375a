"""The registry of measures: no number stands on a screen without an entry here.

The Methods page, tooltips and exports all read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """What a number means, in plain words.

    Attributes:
        name: name in the column `measure` of the comparison table.
        title: heading on screen.
        question: the question that it answers.
        definition: how it comes about.
        unit: what it counts in.
        low: lowest possible value; None without a limit.
        high: highest possible value; None without a limit.
        more_means: what a higher value says.
        caveat: what it does not say.
        method: the method behind it, and how far it can be trusted.
    """

    name: str
    title: str
    question: str
    definition: str
    unit: str
    low: float | None
    high: float | None
    more_means: str
    caveat: str
    method: str


_ATTRIBUTIONS = (
    "Who speaks is found by rules and a small trained network together; a missed or wrong "
    "speaker shifts the numbers."
)
_MEASURES = (
    Measure(
        name="stance",
        title="Stance",
        question="How favourably does a voice portray an actor?",
        definition=(
            "For each mention of an actor: the probability that it is portrayed favourably, minus "
            "the probability that it is portrayed unfavourably. A group's value is the mean over "
            "its mentions."
        ),
        unit="difference of two probabilities",
        low=-1,
        high=1,
        more_means="portrayed more favourably",
        caveat=(
            "Not whether the news is good or bad for the actor, and not support for its policy. A "
            "mean near zero may hide favourable and unfavourable mentions that cancel out: read "
            "the three counts first. Irony and blame between the lines are often missed."
        ),
        method=(
            "A small language model reads the text around the mention. Its judgement is joined "
            "with what the article says elsewhere of the same actor and in the same voice, and "
            "calibrated on articles that it had not seen. The counts are of classes, weighted for "
            "the best mean F1 there; they call a few more mentions favourable or unfavourable "
            "than are. It was trained on news labelled by language models, and on sentences "
            "labelled by people. The Stance page can hide all names from it. Mentions that only "
            "say which thing is meant ('the border crisis') count as neutral."
        ),
    ),
    Measure(
        name="tone_around",
        title="Tone of the sentences around an actor",
        question="How does the wording sound where an actor is named?",
        definition=(
            "For each mention of an actor: the tone of the whole sentence it stands in. A group's "
            "value is the mean over the same mentions as those of its stance."
        ),
        unit="VADER compound score",
        low=-1,
        high=1,
        more_means="named in sentences of more positive wording",
        caveat=(
            "Not how the actor is portrayed: in 'A attacked B' both have the same tone. It is "
            "shown beside stance as a baseline that everybody knows; in annotated news about "
            "states it agrees far less with the annotators than stance does."
        ),
        method=(
            "VADER (Hutto and Gilbert 2014) on the sentence. All actors of a sentence, and "
            "mentions that only say which thing is meant, get its tone alike."
        ),
    ),
    Measure(
        name="sentiment",
        title="Sentiment",
        question="How positive or negative is the wording?",
        definition=(
            "For each sentence: the sum of the good and bad values that a word list gives its "
            "words, brought to the range from −1 to 1. A group's value is the mean over its "
            "sentences."
        ),
        unit="VADER compound score",
        low=-1,
        high=1,
        more_means="more positive wording",
        caveat=(
            "Tone, not opinion: words of war score negative whoever is meant, and words such as "
            "'security' or 'allies' score positive. It says nothing about a single actor."
        ),
        method=(
            "VADER (Hutto and Gilbert 2014), a list of rated English words with rules for "
            "negation and emphasis, made for short posts. Not computed for other languages."
        ),
    ),
    Measure(
        name="sentiment_course",
        title="Sentiment through the article",
        question="Where does the wording turn?",
        definition="Sentiment as above, for each tenth of an article from its first sentence on.",
        unit="VADER compound score",
        low=-1,
        high=1,
        more_means="more positive wording in that tenth",
        caveat="A tenth of a short article is one or two sentences: look at the counts.",
        method="VADER on each sentence; tenths are cut by the number of sentences.",
    ),
    Measure(
        name="topic_share",
        title="Topics",
        question="What do the texts write about?",
        definition=(
            "The share of a group's sentences that stand in a paragraph of that topic. A "
            "paragraph belongs to the topic that has the largest part in it, if that is a third "
            "or more; else it counts as 'other'."
        ),
        unit="share of sentences",
        low=0,
        high=1,
        more_means="more of the text is about it",
        caveat=(
            "Topics are found in these texts alone and named by their most typical words; a "
            "topic of low stability is a hint, not a finding. Very short paragraphs count as "
            "'other', and so does what three articles or more print alike."
        ),
        method=(
            "Paragraphs as weighted word counts (TF-IDF), names and verbs left out, split into "
            "topics by non-negative matrix factorisation. When asked for, and where articles fall "
            "into clear groups: k-means over all-MiniLM-L6-v2 directions and latent semantic "
            "analysis. The number is the one from 3 to 10 at which ten random parts are divided "
            "most alike (adjusted Rand index); under .6 the structure is weak, and there are 6."
        ),
    ),
    Measure(
        name="voice_share",
        title="Share of voice",
        question="Who gets to speak?",
        definition=(
            "The share of a group's sentences in the outlet's own words, or spoken by the "
            "quoted people of each perspective."
        ),
        unit="share of sentences",
        low=0,
        high=1,
        more_means="speaks more",
        caveat="Space is not approval: a speaker may be quoted at length to be refuted.",
        method=_ATTRIBUTIONS,
    ),
    Measure(
        name="voice_words",
        title="Share of voice, in words",
        question="Who gets how many of the words?",
        definition=(
            "Every sentence is cut where the voice changes, and the words of each piece are "
            "counted. The value is the share of a group's words in the outlet's own words, or "
            "spoken by the quoted people of each perspective."
        ),
        unit="share of words",
        low=0,
        high=1,
        more_means="speaks more",
        caveat=(
            "The words that introduce a speaker are the outlet's own. Space is not approval: a "
            "speaker may be quoted at length to be refuted."
        ),
        method="Counts of words, that is of what stands between blanks. " + _ATTRIBUTIONS,
    ),
    Measure(
        name="voice_statements",
        title="Share of voice, in statements",
        question="Who is quoted or paraphrased how often?",
        definition=(
            "The share of a group's statements by speakers of each perspective, whatever their "
            "length. What is quoted within a statement is no statement of its own."
        ),
        unit="share of statements",
        low=0,
        high=1,
        more_means="more of the statements are theirs",
        caveat="A statement may be three words or three sentences long.",
        method=_ATTRIBUTIONS,
    ),
    Measure(
        name="printed_share",
        title="Where it is printed",
        question="Which outlets carry these voices?",
        definition="The share of a group's sentences that each outlet published.",
        unit="share of sentences",
        low=0,
        high=1,
        more_means="more of what this group says stands in that outlet",
        caveat=(
            "It depends on which articles were collected and how long they are, and says nothing "
            "of the outlet in general."
        ),
        method="Counts of sentences; the outlet is read from the article or its source.",
    ),
    Measure(
        name="framing",
        title="How speakers are introduced",
        question="Do the words around a quotation lend or take away trust?",
        definition=(
            "The share of a group's statements with an introducing word whose word belongs to each "
            "class: neutral ('said'), claiming, conceding, accusing, warning and so on."
        ),
        unit="share of statements",
        low=0,
        high=1,
        more_means="more statements are introduced in this way",
        caveat=(
            "A cue says how the outlet presents the words, not whether they are true. In a "
            "translation the verb may be the translator's."
        ),
        method="The class of each verb stands in the table of attribution verbs. " + _ATTRIBUTIONS,
    ),
    Measure(
        name="cue_words",
        title="Words that introduce speakers",
        question="With which words are statements introduced?",
        definition=(
            "The share of a group's statements with an introducing word that are introduced by "
            "this one, as printed."
        ),
        unit="share of statements",
        low=0,
        high=1,
        more_means="more statements are introduced by this word",
        caveat=(
            "Forms of one verb are counted apart, because 'says' and 'said' differ in tone too. In "
            "a translation the word may be the translator's."
        ),
        method="The cue as the text prints it. " + _ATTRIBUTIONS,
    ),
    Measure(
        name="role_share",
        title="Roles of speakers",
        question="What kind of speaker is heard?",
        definition=(
            "The share of a group's statements by officials, experts, collectives such as 'the "
            "government', documents and others."
        ),
        unit="share of statements",
        low=0,
        high=1,
        more_means="this kind of speaker is quoted more",
        caveat="A role is read from title and affiliation as printed; who has neither is 'other'.",
        method=_ATTRIBUTIONS,
    ),
    Measure(
        name="speech_act",
        title="What is said to whom",
        question="Who accuses, demands, warns or praises whom?",
        definition=(
            "A statement with a pointed word (accusing, demanding, warning, praising and so on) is "
            "counted once for every actor that it mentions, except the one that the speaker speaks "
            "for. The value is the share in all these counts of a group."
        ),
        unit="share of pairs of a statement and an actor in it",
        low=0,
        high=1,
        more_means="more of the group's pointed words are of this kind and mention this actor",
        caveat=(
            "An actor that is mentioned in an accusation need not be the accused, and a statement "
            "with many actors weighs more than one with few: open the sentences."
        ),
        method="The class of the cue, and the actors mentioned in the words. " + _ATTRIBUTIONS,
    ),
    Measure(
        name="wording",
        title="Typical words",
        question="Which words does a group use more than the others?",
        definition=(
            "The log-odds ratio of a word or phrase: how much likelier it is in the group's words "
            "than in the words of all other groups, on a logarithmic scale. Before they are "
            "compared, 500 words of common usage (that of everything selected) are added to both "
            "sides, so that rare words need much evidence. z is this ratio in its standard "
            "deviations, and words are ordered by it."
        ),
        unit="natural logarithm of a ratio of odds",
        low=None,
        high=None,
        more_means="more typical of the group",
        caveat=(
            "Words are taken as if each were chosen alone, but an article repeats its own words, "
            "so intervals are too narrow: look in how many articles a word stands. In a "
            "translation the word may be the translator's. It says nothing of what is meant by "
            "the word: read the lines."
        ),
        method=(
            "Monroe, Colaresi and Quinn (2008), with an informative Dirichlet prior. Forms of a "
            "word are counted apart; phrases are two or three words that recur and neither begin "
            "nor end with a small word such as 'of'. G² (Dunning 1993) stands in the tables. "
            "Near an actor means within eight words of its name, in one sentence and voice. A "
            "difference is called sure when its z survives the correction of Benjamini and "
            "Hochberg (1995) at .05 over all words shown, and two articles use the word: between "
            "random halves of news on one subject fewer than one word in fifty is called so."
        ),
    ),
    Measure(
        name="agreement",
        title="Agreement with a person's coding",
        question="How far does the program judge these sentences as a person does?",
        definition=(
            "Agreement is the share of the coded units that both judge alike, with Wilson's 95 % "
            "interval. Kappa (Cohen 1960) is agreement beyond what chance would give. Macro-F1 is "
            "the mean F1 of the classes, the person's coding taken as right. A unit is a sentence, "
            "for stance a sentence and an actor in it."
        ),
        unit="share, and agreement beyond chance",
        low=-1,
        high=1,
        more_means="judged more nearly as the person does",
        caveat=(
            "It holds for the sentences that were coded: whoever codes only what looks wrong will "
            "find low agreement. One person's coding is no truth; two people agree less than "
            "perfectly as well. Under 30 units the figures are a first look."
        ),
        method=(
            "What the program finds by itself, the reader's own corrections of speakers, targets "
            "and stance left out. Of several mentions of an actor in a sentence the likeliest "
            "class of all together counts."
        ),
    ),
    Measure(
        name="statements",
        title="Attributed statements",
        question="How often is somebody quoted?",
        definition=(
            "The number of stretches of text that an article ascribes to a source, quoted or in "
            "other words. What is quoted within a statement is no statement of its own."
        ),
        unit="statements",
        low=0,
        high=None,
        more_means="quoted or paraphrased more often",
        caveat="A statement may be three words or three sentences long.",
        method=_ATTRIBUTIONS,
    ),
    Measure(
        name="confidence",
        title="Certainty of an attribution",
        question="How sure is the program that somebody is quoted?",
        definition=(
            "How probable the trained network finds the word that introduces the statement; where "
            "only a rule found it, the part of that rule's findings that annotators confirm. Lower "
            "where the speaker's state is only presumed."
        ),
        unit="probability",
        low=0,
        high=1,
        more_means="found with less doubt",
        caveat=(
            "It tells that something is said there, and not by whom; that of a rule was counted on "
            "other texts than these."
        ),
        method="The network's output, or counted on annotated articles; changes no other number.",
    ),
    Measure(
        name="stability",
        title="Stability of a topic",
        question="Would this topic be found again in slightly different texts?",
        definition=(
            "The topics are looked for ten times more, each time in a random four fifths of the "
            "paragraphs. The value is the mean likeness of the words of a topic to those of the "
            "topic that resembles it most in each repetition. Beside it stands what part of its "
            "paragraphs stay together when an article is left out: the mean over the articles."
        ),
        unit="mean cosine of the topics' words",
        low=0,
        high=1,
        more_means="found again more nearly the same",
        caveat=(
            "A stable topic is not yet a sensible one: read its paragraphs. Of very large corpora "
            "smaller parts are drawn."
        ),
        method=("Resampling of paragraphs. Too little text to test it leaves the value undefined."),
    ),
    Measure(
        name="mentions",
        title="Mentions",
        question="Which actors are talked about?",
        definition=(
            "The number of times an actor is named, by its own name or by that of its government, "
            "seat of power, leaders or institutions. The Kremlin and the Russian president count "
            "for Russia, and so does 'Moscow' where it acts as a state ('Moscow demands'); 'the "
            "alliance' counts for the alliance named last."
        ),
        unit="mentions",
        low=0,
        high=None,
        more_means="named more often",
        caveat=(
            "Pronouns ('it', 'they', 'the country') are not counted, nor a city where it is only a "
            "place ('in Moscow')."
        ),
        method="Names from the reference tables, told apart by the words around them.",
    ),
)

MEASURES: Mapping[str, Measure] = {measure.name: measure for measure in _MEASURES}


def measure_of(name: str) -> Measure:
    """The entry of a measure.

    Raises:
        KeyError: there is none of that name; the known ones are listed.
    """
    if name not in MEASURES:
        raise KeyError(f"no measure {name!r} in the registry; known are {', '.join(MEASURES)}")
    return MEASURES[name]
