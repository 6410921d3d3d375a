"""Words around a name that tell how it is meant; see `rules`."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


DIRECTIONS = _set(
    "Eastern Western Central Northern Southern Southeast Southeastern Northeastern Northwestern "
    "Southwestern East North South eastern western central northern southern"
)
PLACE_PREPOSITIONS = _set("in at near outside around within inside downtown via")
EXTENT = _set("across throughout")
RESIDENCE = _set("based born")
BETWEEN = _set("of between with")
DETERMINERS = _set("the this that our their its")
PREFIXES = _set("pro anti non")
MOTION = _set(
    "travel travels travelled traveled travelling traveling trip trips visit visits visited "
    "visiting fly flies flew flying flight flights go goes went going gone come comes came coming "
    "return returns returned returning arrive arrives arrived arriving arrival leave leaves left "
    "leaving depart departs departed drive drove head heads headed heading journey move moved "
    "tour stop stopover capital city route summit streets suburb suburbs outskirts mayor road "
    "airport square invited invite"
)
DIRECTED = _set("to from of for toward towards through")
ACTS = _set(
    "said says say announced accused accuses wants want warned warns insists insisted denies "
    "denied claims claimed believes believed has had have is was will would could should may might "
    "must can does did do refuses refused rejected rejects demands demanded hopes hoped sees saw "
    "seeks sought plans planned called calls considers considered agreed agrees responded "
    "responds continues continued needs fears feared knows tried tries supports supported "
    "expects expected imposed pledged promised threatened threatens urged urges argues argued "
    "remains remained"
)
RELATED = _set("against between with by and to toward towards from")
# Heads whose evaluation does not fall on the actor that only names which one is meant.
THINGS = _set(
    "accord accords agreement agreements airspace ambassador ambassadors analyst analysts area "
    "border borders capital channel charter citizen citizens coast conference conflict consulate "
    "correspondent council crises crisis currency descent deal dialogue dollar dollars economy "
    "embassy envoy event events expert experts font framework friendship front frontier gas "
    "history interaction issue issues language literature map market markets media mediation "
    "meeting meetings membership minority national nationals negotiation negotiations newspaper "
    "newspapers occasion origin passport passports people population problem programme program "
    "question region regions relation relations relationship rouble rounds scholar scholars "
    "school sea session site situation soil speaker speakers stocks studies summit summits talks "
    "team television territory theatre ties time topic treaty treaties tv university visa visas "
    "visit voters website winter yuan"
)
# Words that may stand between a country's name and such a head without being its verb.
ATTRIBUTES = _set(
    "arms bilateral border defence defense diplomatic economic energy foreign free gas high "
    "humanitarian internal joint maritime military ministerial mutual naval nuclear oil peace "
    "political security strategic summit trade"
)
BODIES = _set(
    "Academy Bank Center Centre Chronicle College Courier Daily Foundation Gazette Herald House "
    "Institute Institution Journal Library Magazine Monitor Museum News Observer Post Press Radio "
    "Review School Society Sun Symphony Telegraph Theatre Times Today Tribune University Airlines "
    "Airways Watch Weekly Airport Avenue Bay Canal Cup Desert Exchange Gulf Hotel Island Islands "
    "Mountains Ocean Peninsula Prize River Sea Square Stadium Strait Street Valley"
)
OCCASIONS = _set(
    "Accord Accords Agreement Agreements Act Charter Conference Convention Conventions Dialogue "
    "Format Games Memorandum Pact Process Protocol Summit Talks Treaty War Wars Week World Cup"
)
GROUPS = _set("Assembly Commission Council Forum Group Initiative Partnership")
EVENTS = OCCASIONS | GROUPS
AFFIXED = _set("led backed born speaking made controlled occupied held funded friendly")
TITLES = _set(
    "president minister prime foreign defence defense deputy vice first secretary general chief "
    "of state chancellor premier leader spokesman spokeswoman spokesperson ambassador envoy "
    "counterpart mr mrs ms dr sir lady king queen prince general-secretary high representative "
    "commissioner chairman chairwoman head interior finance economy security adviser advisor "
    "council press for to affairs and official senator then the"
)
ADMINISTRATIONS = _set("administration government regime cabinet team")
FORMER = _set("former ex late")
FORMS_OF_ADDRESS = _set(
    "president minister chancellor premier secretary general mr mrs ms dr chairman commissioner "
    "king queen prince ambassador senator spokesman spokeswoman"
)
CALENDAR = _set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept "
    "Oct Nov Dec"
)
FUNCTION_WORDS = _set(
    "and or but nor of in on at to for with by from as that which who whom whose than then through "
    "into over under about after before during against between among the a an its his her their "
    "our not no are were been be being"
)
OPENERS = _set(
    "again also although besides both earlier either even here how however if instead last later "
    "like maybe meanwhile moreover neither now only perhaps since so still then there though thus "
    "today tomorrow unless unlike until what when where whether while why yesterday yet because "
    "despite"
)
BEFORE_SUBJECTS = _set("and or but , ; : while that as because whether if when where although")
