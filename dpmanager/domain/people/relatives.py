"""Family at work: when the council has to agree, and when no insurance is asked for. It warns only.

Sources: Care and Support (Direct Payments) Regulations 2014, regulation 3 (England); Care and
Support (Direct Payments) (Wales) Regulations 2015, regulation 6; Self-directed Support (Direct
Payments) (Scotland) Regulations 2014, regulations 7 to 9; for Northern Ireland SR 2004/120,
regulation 7.
"""

from dataclasses import dataclass
from enum import StrEnum

from dpmanager.domain.deadlines.rules import Nation
from dpmanager.words import _


class Relation(StrEnum):
    """What a worker is to the person whose care it is. The values are the words of the book."""

    NONE = ""
    SPOUSE = "spouse"
    PARTNER = "partner"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"
    IN_LAW = "in-law"
    AUNT_OR_UNCLE = "aunt-or-uncle"
    NIECE_OR_NEPHEW = "niece-or-nephew"
    COUSIN = "cousin"
    FRIEND = "friend"


FAMILY = frozenset(Relation) - {Relation.NONE, Relation.FRIEND}
COUPLE = frozenset({Relation.SPOUSE, Relation.PARTNER})
CLOSE = FAMILY - {Relation.COUSIN, Relation.NIECE_OR_NEPHEW}
"""Those whom the rules of Wales and Northern Ireland name."""
NOT_INSURED = frozenset(
    {
        Relation.SPOUSE,
        Relation.PARENT,
        Relation.CHILD,
        Relation.SIBLING,
        Relation.GRANDPARENT,
        Relation.GRANDCHILD,
    }
)
"""Family of the employer for whom no employers' liability insurance is asked for.

Source: Employers' Liability (Compulsory Insurance) Act 1969, section 2(2)(a); GOV.UK,
https://www.gov.uk/employers-liability-insurance.
"""

_SOURCES: dict[str, str] = {
    "england": (
        "Care and Support (Direct Payments) Regulations 2014, regulation 3: "
        "https://www.legislation.gov.uk/uksi/2014/2871/regulation/3"
    ),
    "wales": (
        "Care and Support (Direct Payments) (Wales) Regulations 2015, regulation 6: "
        "https://www.legislation.gov.uk/wsi/2015/1815"
    ),
    "scotland": (
        "Self-directed Support (Direct Payments) (Scotland) Regulations 2014, regulations 7 to 9: "
        "https://www.legislation.gov.uk/ssi/2014/25"
    ),
    "northern-ireland": "SR 2004/120, regulation 7: https://www.legislation.gov.uk/nisr/2004/120",
}


@dataclass(frozen=True, slots=True)
class ConsentWanted:
    """Why the council has to agree, in a sentence, and where that is written."""

    why: str
    source: str


def consent_wanted(relation: Relation, *, lives_here: bool, nation: Nation) -> ConsentWanted | None:
    """Why the council (in Northern Ireland the Trust) must agree first; None where it need not.

    lives_here: the worker lives in the home of the person whose care it is.
    """
    why = _why(relation, lives_here=lives_here, nation=nation)
    return ConsentWanted(why, _SOURCES[nation]) if why else None


def _why(relation: Relation, *, lives_here: bool, nation: Nation) -> str:
    if relation not in FAMILY:
        return ""
    if nation == "scotland":
        return _("In Scotland the council must agree before a direct payment pays family.")
    if nation == "wales":
        if lives_here and relation in CLOSE:
            return _("In Wales the council must agree to pay a relative in the same home.")
        return ""
    if relation in COUPLE:
        return _("A husband, wife or partner may be paid only if the council agrees it is needed.")
    if lives_here and (nation == "england" or relation in CLOSE):
        return _("Close family in the same home may be paid only if the council agrees.")
    return ""


def relation_words() -> dict[Relation, str]:
    """Each relation in words, as said of the worker."""
    return {
        Relation.NONE: _("No relation"),
        Relation.SPOUSE: _("Husband, wife or civil partner"),
        Relation.PARTNER: _("Partner, living as a couple"),
        Relation.PARENT: _("Parent or step-parent"),
        Relation.CHILD: _("Son, daughter or stepchild"),
        Relation.SIBLING: _("Brother or sister"),
        Relation.GRANDPARENT: _("Grandparent"),
        Relation.GRANDCHILD: _("Grandchild"),
        Relation.IN_LAW: _("Family by marriage"),
        Relation.AUNT_OR_UNCLE: _("Aunt or uncle"),
        Relation.NIECE_OR_NEPHEW: _("Niece or nephew"),
        Relation.COUSIN: _("Cousin"),
        Relation.FRIEND: _("Friend"),
    }
