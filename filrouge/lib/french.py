"""French words reduced to what they share: 'je dors', 'dormir' and 'elle a dormi' become one stem.

A light stemmer of our own, for searching short texts: it is never shown to anybody. It works on normalised words
(`lib.text`), so that a forgotten accent changes nothing, and takes off, longest first, one ending of a noun or an
adjective, then one of a verb or of the plural and feminine, as long as three letters stay. Two words that have nothing
in common may share a stem ('port', 'porte'): whoever searches with stems weighs several of them. The verbs of every day
whose stem itself changes stand in a table.
"""

import re

from filrouge.lib.text import words

SHORTEST = 3  # letters that a stem keeps
# What carries no meaning by itself in a short phrase; negations too: 'je ne sors plus' is about going out.
_SILENT = """
    ah ai aie aimeraient aimerais aimerait aimerions ainsi alors apres as au aucun aucune aujourd auquel aurais
    aurait aussi autant autre aux avaient avais avait avant avec avez avoir avons ayant bah beaucoup ben bien
    bon bonne bref ca car ce ceci cela celle celles celui ces cet cette ceux chaque ci comme comment dans de
    deja depuis des devant dois doit doivent donc dont du elle elles en encore entre es est et etaient etais
    etait etant ete etes etre eu euh eux facon fois hein heu hui il ils jamais je jusqu jusque juste la le les
    leur leurs lorsque lui ma madame mais me meme memes mes messieurs mlle mme moi moins mon monsieur mr ne ni
    non nos notre nous on ont ou par parce parfois partout pas pendant peu peut peuvent peux plait plus plutot
    pour pourquoi pourraient pourrais pourrait pourriez pouvoir presque puis puisse puissent puissions qu quand
    que quel quelle quelles quelqu quelque quelques quels qui quoi rien sa sans se sera serait ses si soi soient
    sois soit somme sommes son sont souvent stp suis sur svp ta te tellement tes toi ton toujours tous tout
    toute toutes tres trop tu un une va vais vers veulent veut veux vient voila vont vos votre voudraient
    voudrais voudrait voudrions voulais voulait vouloir voulu vous vraiment
"""
STOP_WORDS = frozenset(_SILENT.split())
# What goes around the matter: courtesy, how hard it is, who reports it. Alone, such a word may still be the matter.
_FAINT = """
    accident accompagnement accompagner actuel actuelle actuellement aide aidee aident aider an annee annees ans
    arrivais arrivait arrive arriver autonome autonomes autonomie avance besoin besoins bonjour chose choses
    clair complique compliquee concernant constate constatent constatons continuer demande demandent demander
    difficile difficiles difficulte difficultes dur dure encadre enfin envie envies equipe espere evoque
    evoquent exprime expriment fallu faudra faudrait faut franchement habitude handicap idee important
    importante marre merci mieux mois moment objectif objectifs plusieurs possibilite possible prevoir
    prioritaire priorite probleme problemes prochain prochaine projet quotidien quotidienne quotidiennement
    rencontre repere reperees reperes reussir reve rever situation solution solutions souci soucis souhait
    souhaite souhaitent souhaiterais souhaiterait souhaits surtout systematiquement usager verbalise verbalisent
"""
FAINT_WORDS = frozenset(_FAINT.split())
_KIN = "mere|pere|maman|papa|fille|fils|soeur|frere|femme|mari|conjointe?|voisine?|tante|oncle|niece|neveu"
_SOMEBODY = "homme|femme|fille|garcon|enfant|adulte|ado|adolescente?|personne|dame|monsieur"
# Turns of phrase that lead to the matter or take leave of it, as `lib.text` normalises them.
_AROUND = re.compile(
    r"\b(?:"
    r"merci(?: beaucoup| d avance| bien)*|s il (?:vous|te) plait|(?:bien )?cordialement|par avance"
    r"|(?:je|nous) (?:vous|te|t) (?:ecri[st]|ecrivons|contacte|contactons|sollicite|appelle)"
    rf"|(?:je suis|c est|il est|elle est) (?:la|le|sa|son|l) (?:{_KIN}) (?:de|d|du)"
    rf"|(?:un |une |jeune )+(?:{_SOMEBODY})(?= (?:de|agee?) )|(?:agee? )?de \w+(?: \w+)? ans"
    rf"|ma (?:{_KIN}) (?:de|a) \w+ ans"
    r"|(?:je|j|il|elle|on|nous|ils|elles) (?:me |se |nous )?"
    r"(?:demande|pense|crois|croit|trouve|sais pas|sait pas|espere)(?: bien| souvent)?"
    r" (?:que|qu|si|comment|ou|quand|pourquoi|qui)(?: faire pour)?"
    r"|(?:me|nous|m|lui|leur) (?:dit|disent|a dit|ont dit|repete) (?:souvent |toujours )?(?:que|qu)"
    r"|dit (?:que|qu)|comment faire(?: pour)?|avoir quelqu un pour"
    r"|qui (?:peut|pourrait) (?:me |m |nous )?(?:aider|conseiller|dire|renseigner)"
    r"|en ce moment|en fait|par exemple|a cause d(?:e|u|es)?|tu vois|vous voyez|il y a|tout le temps|du tout"
    r"|personne ne m (?:a repondu|aide|ecoute)|la vie (?:difficile|dure|impossible)"
    r"|(?:du|trop de|beaucoup de|tant de) mal (?:a|pour)"
    r"|de facon autonome|en (?:toute )?autonomie|de maniere \w+|chaque jour|tous les jours|au quotidien"
    r")\b"
)
# 'j'ai mal', 'ça fait mal': one of the few turns whose words, taken one by one, do not say what they say together
_HURTS = re.compile(
    r"\b(ai|as|a|ont|avoir|avait|avais|fait|faire|font|faisait)((?: tres| trop| si| plus| encore| toujours)?) mal"
    r"(?= (?:au?|aux|partout|quand|dans|en|et|la|le|depuis|tout|toute|tous|des|chaque|apres)\b|$)(?! a l aise)"
)
_FORMS = {
    "aller": "aille ailles allait allais allee alle allez",
    "faire": "fais fait font faisait faisais faite faites ferait fera fasse faisant",
    "dormir": "dors dort dorment dormi dormait",
    "sortir": "sors sort sortent sorti sortie sorties",
    "voir": "vois voit voient vu vue voyait verrai revoir",
    "prendre": "prends prend prennent pris prise prenait prenne prenez prenant",
    "apprendre": "apprends apprend apprennent appris apprise apprenait apprenne",
    "comprendre": "comprends comprend comprennent compris comprise comprenait comprenne",
    "reprendre": "reprends reprend repris",
    "mettre": "mets met mettent mis mise remettre remis",
    "perdre": "perds perd perdent perdu perdue perdus perdait perte pertes",
    "vivre": "vis vit vivent vecu vivait vive vivant",
    "lire": "lis lisent lu lisait",
    "ecrire": "ecris ecrit ecrivent ecrivait ecrite",
    "dire": "dis dit disent disait dite",
    "boire": "bois boit boivent bu buvait buvant",
    "savoir": "sais sait savent su savait sache",
    "conduire": "conduis conduit conduisent conduisait",
    "tenir": "tiens tient tiennent tenu tenait",
    "venir": "viens viennent venu venue revenir revient",
    "devenir": "deviens devient deviennent devenu",
    "sentir": "sens sent sentent senti sentait",
    "suivre": "suit suivent suivi suivie suivis",
    "entendre": "entends entend entendent entendu",
    "repondre": "reponds repond repondent repondu",
    "defendre": "defends defend defendu",
    "vendre": "vends vend vendu",
    "craindre": "crains craint",
    "peindre": "peins peint peinture peintures",
    "connaitre": "connais connait connaissent connu connaissait",
    "reconnaitre": "reconnais reconnait reconnu",
    "naitre": "nait ne nes naissance",
    "mourir": "meurs meurt meurent mort morte mourait deces decede",
    "courir": "cours court courent couru",
    "ouvrir": "ouvre ouvres ouvrent ouvert ouverte ouvrait",
    "souffrir": "souffre souffres souffrent souffert souffrance souffrances",
    "partir": "pars part partent parti partie partait depart",
    "servir": "sers sert servent servi",
    "rire": "ris rit rient",
    "cuire": "cuis cuit cuisent cuisson",
    "payer": "paie paies paient paye payes paiement",
    "lever": "leve leves levent levee releve relever",
    "nettoyer": "nettoie nettoies nettoient nettoyage",
    "envoyer": "envoie envoies envoient",
    "essayer": "essaie essaies essaient",
    "ennuyer": "ennuie ennuies ennuient ennui",
    "jeter": "jette jettes jettent",
    "acheter": "achete achetes achetent achat achats",
    "appeler": "appelle appelles appellent appel appels",
    "travail": "travaux boulot bosser bosse taf job",
    "oeil": "yeux",
    "choisir": "choix choisis choisit choisissent choisi choisie",
    "mal": "maux",
    "maman": "mamans mere meres",
    "papa": "papas pere peres",
    "ecole": "ecoles scolaire scolaires scolarite scolarise scolarisee scolarisation ecolier descolarise descolarisee",
    "medecin": "medecins docteur docteurs toubib medical medicaux medicale medicales medecine",
    "argent": "fric thune thunes",
    "curatelle": "curatelles curateur curateurs curatrice curatrices",
    "tutelle": "tutelles tuteur tuteurs tutrice tutrices",
    "aliment": "aliments alimentaire alimentaires",
    "sous": "sou",
    "voiture": "voitures bagnole bagnoles",
    "enfant": "enfants gamin gamine gamins gosse gosses mome momes",
    "copain": "copains pote potes camarade camarades",
    "copine": "copines",
    "dent": "dents dentaire dentaires",
    "coeur": "coeurs cardiaque cardiaques",
    "peau": "peaux cutane cutanee cutanees",
    "rein": "reins renal renale",
    "main": "mains manuel manuelle manuels",
    "douleur": "douleurs douloureux douloureuse douloureuses",
}  # fmt: skip
_LEMMAS = {form: lemma for lemma, forms in _FORMS.items() for form in (lemma, *forms.split())}
_PLURAL = re.compile(r"(?<=...)s$|(?<=[aeo]u)x$")
_NOUNS = re.compile(
    r"(?<=...)(?:issement|issante|abilite|ibilite|atrice|ateur|ation|ition|ement|ment|euse|rice|ance|ence|ique|iste|isme|able|ible|iere)$"
    r"|(?<=....)(?:eu|eur|ite|ive|if|age|ure|ion|ier)$"
)
_VERBS = re.compile(
    r"(?<=...)(?:eraient|erait|erai|eront|era|issent|issait|issai|aient|eait|eon|eant|ait|ai|ant|on|ent"
    r"|ee|ie|ue|ir|it|er|ez|e|i|u|a)$"
)
_TWICE = re.compile(r"([bcdfglmnprst])\1$")
# 'jai', 'jprends', 'cest', 'quelle': the apostrophe that a thumb leaves out; 'zamis': the s that an ear joins
_ELIDED = re.compile(r"^(?:j|(?:[cdlmnstz]|qu)(?=[aeiouyh]))")
# From letters to what is heard of them, in this order; a capital is one sound that is written with several letters.
_HEARD = [
    (re.compile(letters), sound)
    for letters, sound in (
        (r"(?<=..)(?:er|ez|es|ee)$", "e"),
        (r"(?<=..)[sxtdpz]+$|(?<=n)g$", ""),
        (r"ien(?![aeiouyn])", "iI"),
        (r"ti(?=on)", "si"),
        (r"sth(?=m)", "s"),
        (r"ph", "f"),
        (r"s?ch|sh", "C"),
        (r"gu(?=[eiy])|gh", "G"),
        (r"ge(?=[ao])|g(?=[eiy])", "j"),
        (r"c(?=[eiy])|ss|z", "s"),
        (r"qu|[ckq]", "k"),
        (r"oeu|oe", "eu"),
        (r"ou|oo", "U"),
        (r"([aeuU])(?:il+|y(?=[aeo]))", r"\1Y"),
        (r"([aeiouyU][iu]?[nm])(?=[nm]?[aeiouyAUhY])", r"\1_"),
        (r"eau|au", "o"),
        (r"(?:[ae]i|[iuy])[nm](?!_)", "I"),
        (r"[ae][nm](?!_)", "A"),
        (r"o[nm](?!_)", "O"),
        (r"oi|oy", "W"),
        (r"ai|ei|ay|ey", "e"),
        (r"[h_]", ""),
        (r"y", "i"),
        (r"x", "ks"),
        (r"(.)\1", r"\1"),
        (r"(?<=..)e$", ""),
    )
]


def stem(word: str) -> str:
    """The stem of one normalised word; a word of three letters or fewer is its own."""
    if word in _LEMMAS:
        return _stripped(_LEMMAS[word])
    return _stripped(word)


def _stripped(word: str) -> str:
    if len(word) <= SHORTEST:
        return word
    bare = _VERBS.sub("", _NOUNS.sub("", _PLURAL.sub("", word)))
    return _TWICE.sub(r"\1", bare).replace("y", "i")


def is_telling(word: str) -> bool:
    """Whether a normalised word carries meaning by itself: no stop word, and more than one letter."""
    return len(word) > 1 and word not in STOP_WORDS


def matter(text: str) -> str:
    """A text, normalised, without the turns of phrase around what it is about, unless it is made of them alone.

    'J'ai mal' speaks of a pain; 'j'ai du mal à' of none.
    """
    said = _HURTS.sub(r"\1\2 mal douleur", " ".join(words(text)))
    bare = _AROUND.sub(" ", said)
    return bare if any(is_telling(word) for word in words(bare)) else said


def stems(text: str) -> list[str]:
    """The stems of a text that carry meaning, in its order; stop words are left out."""
    return [stem(word) for word in words(text) if is_telling(word)]


def without_elision(word: str) -> str:
    """A word without the elided one that was typed with it: 'jarrive' gives 'arrive'."""
    return _ELIDED.sub("", word)


def heard(word: str) -> str:
    """What an ear keeps of a normalised word, for one that was written as it sounds: 'sinéma', 'fotteuil', 'lé zami'.

    Two words may sound alike ('dan' is 'dent' and 'dans'): it is asked only of a word that nobody knows.
    """
    said = word
    for letters, sound in _HEARD:
        said = letters.sub(sound, said)
    return said or word
