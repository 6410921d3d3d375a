"""Words that tell what somebody or something is: titles, experts, bodies, documents."""

from __future__ import annotations

from analysis.attribution.grammar import word_set

OFFICIAL = word_set(
    "president vice prime minister premier chancellor secretary undersecretary deputy foreign"
    " defense defence finance interior state general spokesman spokeswoman spokesperson"
    " ambassador envoy commissioner representative negotiator adviser advisor aide chief"
    " commander admiral colonel senator congressman congresswoman lawmaker mep mp governor"
    " mayor king queen pope leader head diplomat official chair chairman chairwoman speaker"
    " attorney judge prosecutor general gen lt marshal captain captain sergeant press acting"
    " first senior national security special military high permanent assistant economy trade"
    " energy culture health environment justice home affairs former ex current incumbent"
    " outgoing interim director-general major brigadier col adm maj sen rep gov sir lord lady"
    " dame baroness prince princess emperor emir sheikh ayatollah crown supreme counsellor"
    " counselor councillor politician pm dictator strongman ruler autocrat army navy force"
    " police officer secretary-general"
)
EXPERT = word_set(
    "analyst expert fellow researcher professor scholar economist scientist historian"
    " director lecturer academic strategist strategy consultant specialist doctor engineer"
    " lawyer observer political senior associate commentator dr prof pundit columnist think-"
    " tank research studies epidemiologist climatologist physicist biologist sociologist"
)
HONORIFICS = word_set("mr mrs ms miss dr prof sir lord lady dame mr. mrs. ms. dr. prof.")
TITLES = (
    OFFICIAL
    | EXPERT
    | HONORIFICS
    | word_set(
        "journalist correspondent reporter editor author writer activist founder ceo executive"
        " manager coach captain striker player trader farmer teacher student nobel laureate"
        " resident owner coordinator member co-chair"
    )
)
BODIES = word_set(
    "ministry institute institution council university group party agency center centre"
    " department bank union commission house times news post committee foundation association"
    " organization organisation court parliament senate congress federation office corporation"
    " company school college board authority service services force forces army navy command"
    " fund forum league club network administration government cabinet street kingdom states"
    " republic ocean sea policy affairs studies security treaty agreement alliance pact summit"
    " conference street journal tribune herald guardian telegraph tv radio channel press"
    " report square front bloc staff brigade corps battalion regiment division war day games"
    " world cup international society trust ltd inc plc airlines energy technologies"
    " industries"
)
# Words for people who speak as one, none of which stands in the name of a body.
COLLECTIVES = word_set(
    "community team crew staff opposition coalition majority minority panel jury leadership regime"
    " side city town village museum gallery firm airline operator regulator watchdog charity"
    " newspaper magazine broadcaster outlet embassy prosecution defence defense militia faction"
    " hospital family public world electorate neighbour neighbor ally rival critic opponent host"
    " organiser organizer pair duo couple protester campaigner survivor victim author man woman"
    " capital country nation region industry sector movement church"
)
# What stands in front of the name of a body ("the grid operator NAME").
NAMED_BODIES = word_set(
    "operator regulator firm company airline newspaper daily magazine broadcaster outlet portal"
    " website station channel tabloid charity watchdog agency militia group party giant maker"
    " manufacturer retailer bank carrier supplier bureau"
)
DOCUMENTS = word_set(
    "statement report letter document study survey poll declaration communique communiqué"
    " text resolution agreement memo memorandum article paper analysis survey assessment"
    " release bulletin indictment lawsuit complaint filing transcript email message post tweet"
    " website data figures statistics update dispatch editorial draft treaty proposal plan"
    " note petition release reports documents records files statements letters constitution"
    " dossier polling investigation inquiry review audit findings poll census"
)
# Words that tell one office from another.
OFFICES = word_set(
    "president premier prime chancellor foreign finance defense interior deputy secretary"
    " spokesman spokesperson spokeswoman ambassador king queen minister leader former speaker"
    " chief governor commissioner trade energy"
)
BODY_OF_ROLE = {"mep": "European Parliament"}
PARTICLES = word_set("de von van der den la le di da del bin al el ter ten zu of") - {"of"}


def role_of(words: frozenset[str]) -> str:
    """The role that the words of a description tell."""
    if words & _BODY_EXPERT and not words & _GOVERNMENT:
        return "expert"
    strong_expert = words & _STRONG_EXPERT
    if strong_expert and not words & _STRONG_OFFICIAL:
        return "expert"
    if words & _STRONG_OFFICIAL:
        return "official"
    if words & _BODY_EXPERT:
        return "expert"
    return "official" if words & {"chief", "leader", "head", "officer", "chairman"} else "other"


_STRONG_EXPERT = word_set(
    "analyst expert fellow researcher professor scholar economist scientist historian"
    " lecturer academic strategist strategy specialist research think-tank commentator"
    " columnist"
)
_STRONG_OFFICIAL = word_set(
    "president minister premier chancellor spokesman spokeswoman spokesperson ambassador"
    " envoy commissioner representative negotiator senator congressman congresswoman lawmaker"
    " mep mp governor mayor king queen diplomat official commander admiral general colonel"
    " secretary undersecretary adviser advisor aide prosecutor judge politician rep sen gov gen"
    " adm col lt maj secretary-general"
)
_BODY_EXPERT = word_set(
    "institute university center centre foundation college studies policy endowment think- tank"
)
_GOVERNMENT = word_set(
    "minister ministry government embassy ambassador parliament senate congress"
    " commission security spokesman spokeswoman spokesperson deputy secretary army military"
)
