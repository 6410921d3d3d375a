"""First names that tell whether "he" or "she" can mean somebody. Who bears none of them stays open.

Common first names of many countries in their usual English spelling; names that men and women bear
alike are left out.
"""

from __future__ import annotations

from functools import lru_cache

from analysis.attribution.grammar import word_set
from analysis.attribution.spellings import consonants, fold

MALE, FEMALE = "male", "female"
_MEN = word_set(
    "aaron abdel abdul abdullah abe abraham adam adolfo adrian ahmad ahmed akbar akira alan"
    " albert alberto aldo alec alejandro aleksandar aleksander aleksandr aleksei aleksey"
    " alessandro alex alexander alexandre alexei alexey alexis alfred ali aliaksandr alistair"
    " allan allen alvaro amir anatol anatoliy anatoly anders andre andreas andrei andrej"
    " andres andrew andrey andrii andriy andrzej angelo anthony antoine anton antonio antonis"
    " antony antti arkady armando arnold arsen arseniy artem arthur artur asif askar august"
    " augusto aydin aziz barack barry bart bartosz bashar bela ben benedict benito benjamin"
    " benny bernard bernardo bernd bernie bert bill bjorn bob bogdan bohdan boris borys boyko"
    " brad brandon brendan brent brett brian bruce bruno bryan byron carl carlo carlos cem"
    " cesar charles charlie chris christian christoph christophe christopher chuck claude"
    " claudio clemens clement colin conor craig cristiano cyril dale damian damien dan daniel"
    " daniele danilo danny dario darren dave david davide dean denis denys derek dick didier"
    " diego dieter dirk dmitri dmitriy dmitry dmytro dominic dominik dominique don donald"
    " douglas duncan dwight ed eddie eduard eduardo edward edwin elijah elon emanuele emil"
    " emilio emmanuel emomali enrico eric erich erik ernest ernesto ernst eugene evan evgeniy"
    " evgeny fabio fabrizio faisal felipe felix ferdinand fernando filip filippo florian"
    " francesco francis francisco franco francois frank franz fred frederic frederick"
    " frederik fredrik friedrich fumio gabriel gareth garry gary gavin gennady geoff geoffrey"
    " georg george georges georgi georgy gerald gerard gerhard giacomo gianni gilbert giorgi"
    " giorgio giovanni giulio giuseppe glenn gonzalo gordon graham greg gregor gregory guido"
    " guillaume guillermo gunter gustav gustavo guy hamid hans harald harold harry hasan"
    " hassan heiko heinrich helmut henri henrik henry herbert herman hermann hossein howard"
    " hubert hugh hugo hussein ian ibrahim ignacio ignazio igor ihor ilham illia ilya imran"
    " ioannis isaac ismail itamar ivan ivo jacek jack jackson jacob jacques jaime jair jake"
    " jakob jakub james jamie jan jared jaroslav jaroslaw jason javier jay jeff jeffrey jens"
    " jeremy jerome jerry jerzy jesse jesus jim jimmy joachim joao joaquin joe joel johan"
    " johann johannes john johnny jon jonas jonathan jorge jose josef josep joseph joshua"
    " juan jukka julian julien julio jurgen justin kamal karel karl karol kassym keith kemal"
    " ken kenneth kevin khalid kirill klaus kofi konrad konstantin krzysztof kurt kyle"
    " kyriakos kyrylo larry lars laurent lawrence lech leo leon leonard leonardo leonid"
    " leopold leszek lewis liam lindsey lloyd lorenzo louis luc luca lucas luciano luigi luis"
    " luiz luka lukas luke maciej mahmoud maksim maksym malcolm manfred manuel marc marcel"
    " marcello marcin marco marcos marcus marek mariano mario mariusz mark marko markus"
    " martin mateusz matt matteo matthew matthias matthieu maurice mauricio max maxim"
    " maximilian mehmet michael michal michel miguel mihai mike mikhail mikheil miklos mikola"
    " milan milorad milos miloš mirek mitch mohamad mohamed mohammad mohammed moise moses"
    " muhammad muhammadu mustafa mykhailo mykola narendra nathan nathaniel neil nelson"
    " neville nicholas nick nicola nicolae nicolas nigel nikita niklas nikol nikolai nikolay"
    " nikos noah noel norbert norman olaf oleg oleh oleksandr oleksii oleksij oleksiy oliver"
    " olivier omar oscar oskar osman otto owen pablo paolo pascal patrick paul paulo pavel"
    " pavlo pawel pedro per pete peter petr petro petros petteri phil philip philipp philippe"
    " piero pierre piotr rafael rainer rajiv ralf ralph ramon ramzan randy raphael rashid ray"
    " raymond recep reinhard reza ricardo riccardo richard rick rishi rob robert roberto"
    " robin rodrigo roger roland rolf roman romano ron ronald rory ross roy rudolf ruslan"
    " rustam ryan salvatore sam samuel santiago scott sean sebastian serge sergei sergey"
    " sergii sergio serhii serhiy seth shavkat sherzod shinzo sigmar silvio simon slawomir"
    " spencer stanislav stanislaw stefan stefano stefanos stephane stephen steve steven"
    " stewart stuart sven taras ted tedros terry theodore theresio thierry thomas tiago tim"
    " timothy timur toby todd tom tomas tomasz tommaso tommy tony trevor tucker umberto uwe"
    " vaclav vadim vadym valentin valerii valeriy valery vasily vasyl viacheslav victor"
    " viktor vincent vincenzo vitali vitaliy vitaly vito vittorio vlad vladimir vladislav"
    " vladyslav volker volodymyr vyacheslav waldemar walter warren wayne werner wilhelm will"
    " william willy witold wladimir wladyslaw wojciech wolfgang yair yaroslav yasuo yehor"
    " yevgeny yevhen yevhenii yitzhak yoav yoshihide yoshimasa yuri yurii yuriy yury yves zac"
    " zachary zbigniew zdzislaw zoran"
)
_WOMEN = word_set(
    "abigail ada adele agata agnes agnieszka aiko aisha alexandra alexandria alice alicia"
    " alina alison allison amanda amber amelia amelie amy ana anastasia anastasiia andree"
    " angela angelina angelique anita ann anna annalena anne annegret anneliese annette annie"
    " antonia ariel astrid audrey aung ayesha barbara beata beate beatrice beatriz bella"
    " benita bernadette beth bettina betty beverly birgit bonnie brenda bridget brigitte"
    " britta camille carla carmen carol carole carolin carolina caroline cassandra catherine"
    " cathy cecile cecilia celine charlotte cheryl chiara chloe christina christine chrystia"
    " cindy claire clara claudia condoleezza constance cora corinne courtney cristina cynthia"
    " dagmar daniela danielle daria deborah debra delphine denise diana diane dina dolores"
    " dominika donna dora doris dorothy edith ekaterina elaine eleanor elena eliana elina"
    " elisa elisabeth elise eliza elizabeth ella ellen elly elodie elsa elvira emily emine"
    " emma erika erin erna estelle esther eva eve evelyn ewa fatima federica felicity fiona"
    " florence frances francesca francoise frederica freya gabriela gabriele gabriella"
    " gabrielle galina genevieve georgia georgina geraldine gerda giorgia gisele giulia"
    " gloria grace greta gretchen gwen hana hanna hannah harriet heather heidi helen helena"
    " helene helga henrietta hilary hilda hillary ida inga ingrid inna irena irene irina iris"
    " iryna isabel isabella isabelle ivana iwona jacinda jacqueline jana jane janet janice"
    " janine jeanette jeanne jeannette jen jenna jennifer jenny jessica jill joan joanna"
    " joanne johanna josefa josephine joyce juanita judith judy julia juliana julie juliet"
    " june justine kaja kamala karen karin karina karine karoline kasia katarina katarzyna"
    " kate katerina katharina katherine kathleen kathryn kathy katie katja katrin kayleigh"
    " kelly kerstin kirsten krista kristalina kristin kristina krystyna ksenia larisa larissa"
    " laura lauren leah leila lena leonie lesia leslie leyla lidia lilian liliana lily linda"
    " lindsay lisa liudmyla liz liza lois loretta lori louisa louise lucia lucie lucy ludmila"
    " luisa lydia lyudmila madeleine madeline magda magdalena maia maja malala malgorzata"
    " manuela margaret margarita margot margrethe maria mariana marianne marie marija marina"
    " marion marta martha martina mary maryna matilda maureen maya meghan melania melanie"
    " melinda melissa mercedes mia michaela michele michelle mika mila mildred mina miranda"
    " miriam moira molly mona monica monika monique muriel nadezhda nadia nadine naftali"
    " nancy naomi natalia natalie nataliia natalya natasha nele nicole nina nora norma oana"
    " odile oksana oleksandra olena olga olha olivia olivie ophelia paloma pamela paola"
    " patricia patrizia paula pauline penelope penny petra philippa phoebe phyllis polina"
    " priscilla priti priyanka rachel ramona rebecca rebekah regina renata renate rhonda rita"
    " roberta rosa rosalind rose rosemary roxana ruth sabina sabine sahra samantha sandra"
    " sanna sara sarah selma serena sharon sheila shirley silvia simona simone sofia sofie"
    " solomiia sonia sophia sophie stacey stefania stefanie stella stephanie sue susan"
    " susanna susanne suzanne svenja svetlana sviatlana svitlana sybille sylvia sylvie tamara"
    " tania tanya tatiana tatyana teresa tessa tetiana thea theresa therese tiffany tina"
    " tracy tulsi ulrike ursula uta valentina valeria valerie vanessa vera veronica veronika"
    " victoria viktoria viktorija viola violeta virginia vivian viviane wanda wendy wilma"
    " xenia yana yekaterina yelena yevgenia yulia yuliia yuliya yvette yvonne zelda zinaida"
    " zita zoe zofia zuzana"
) - {"aung", "naftali", "kelly", "leslie", "michele", "ariel", "gabriele", "mika"}
_FEMALE_SURNAMES = ("ova", "eva", "owa", "skaya", "skaia", "ska", "cka")


def gender_of(name: str) -> str | None:
    """MALE or FEMALE by the first name in any spelling, or by a surname that only women bear.

    None when neither tells.
    """
    parts = fold(name.casefold()).split()
    if len(parts) < 2:
        return None
    first = parts[0].split("-")[0]
    if (first in _MEN) != (first in _WOMEN):
        return MALE if first in _MEN else FEMALE
    if first.endswith("a") and parts[-1].endswith(_FEMALE_SURNAMES):
        return FEMALE
    men, women = _spelt(first) in _spellings(_MEN), _spelt(first) in _spellings(_WOMEN)
    if men != women:
        return MALE if men else FEMALE
    return None


def _spelt(first: str) -> tuple[str, bool]:
    return consonants(first), first.endswith("a")


@lru_cache(maxsize=2)
def _spellings(names: frozenset[str]) -> frozenset[tuple[str, bool]]:
    return frozenset(_spelt(name) for name in names if len(consonants(name)) > 1)
