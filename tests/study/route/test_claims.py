"""What is published: every claim says by whom, where, how well it is known, and what becomes of it."""

from __future__ import annotations

import pytest

from dbetwin.study.route.claims import Claim, claims
from dbetwin.study.route.figures import KEY_FIGURES, OWN

FIGURES = {*KEY_FIGURES, *(each.name for each in OWN)}


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: f"{claim.who.split()[0]} {claim.claim}")
def test_a_claim_is_complete(claim: Claim) -> None:
    assert all((claim.claim, claim.who, claim.source, claim.note))
    assert claim.known in ("verified", "second-hand", "memory")
    assert claim.direction in ("less", "more", "share", "none")
    assert (claim.published is None) == (claim.direction == "none")
    if claim.published:
        low, high = claim.published
        assert -100 <= low <= high <= 100
        assert {"less": high <= 0, "more": low >= 0, "share": low >= 0}[claim.direction]
    if claim.quantity:
        assert claim.quantity in FIGURES
        assert claim.published


def test_all_who_have_published_are_there() -> None:
    told = " ".join(claim.who for claim in claims())
    for who in ("LEAD", "PowerCo", "Koenig & Bauer", "Duerr", "LiCAP", "Fraunhofer IWS", "LG Energy", "Tesla",
                "AM Batteries", "ProZell"):  # fmt: skip
        assert who in told
    assert len({(each.claim, each.who) for each in claims()}) == len(claims())
    assert sum(bool(each.quantity) for each in claims()) >= 3
