import pytest

from dpmanager.domain.people.relatives import Relation, consent_wanted, relation_words

ENGLAND, WALES, SCOTLAND, NI = "england", "wales", "scotland", "northern-ireland"


@pytest.mark.parametrize(
    ("relation", "lives_here", "nation", "wanted"),
    [
        # Worcestershire: close relatives in the same home; no restriction on those elsewhere
        (Relation.CHILD, True, ENGLAND, True),
        (Relation.CHILD, False, ENGLAND, False),
        # CASCAIDr: a husband or wife, wherever they live
        (Relation.SPOUSE, False, ENGLAND, True),
        (Relation.FRIEND, True, ENGLAND, False),
        (Relation.NONE, True, ENGLAND, False),
        # SI 2015/1815 regulations 1(4) and 6: a relative in the same household; a cousin is none
        (Relation.AUNT_OR_UNCLE, True, WALES, True),
        (Relation.SPOUSE, False, WALES, False),
        (Relation.COUSIN, True, WALES, False),
        # SSI 2014/25 regulations 7 to 9: family wherever they live, cousins too
        (Relation.COUSIN, False, SCOTLAND, True),
        (Relation.FRIEND, True, SCOTLAND, False),
        # SR 2004/120 regulation 7
        (Relation.GRANDPARENT, True, NI, True),
        (Relation.PARTNER, False, NI, True),
        (Relation.COUSIN, True, NI, False),
    ],
)
def test_when_the_council_must_agree(relation, lives_here, nation, wanted):
    found = consent_wanted(relation, lives_here=lives_here, nation=nation)
    assert (found is not None) == wanted
    if found is not None:
        assert found.why and "legislation.gov.uk" in found.source


def test_every_relation_has_its_words():
    words = relation_words()
    assert set(words) == set(Relation)
    assert len(set(words.values())) == len(words)
