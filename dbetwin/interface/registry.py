"""Which hypotheses exist for which phenomenon, in the order in which a cell's chain runs through them."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from dbetwin.celldesign.design import Product
from dbetwin.documents import Record
from dbetwin.interface.cathode import charge_transfer as cathode_charge_transfer
from dbetwin.interface.cathode import contact as cathode_contact
from dbetwin.interface.cathode import electronic_path as cathode_electronic_path
from dbetwin.interface.cathode import ionic_path as cathode_ionic_path
from dbetwin.interface.cathode import utilisation as cathode_utilisation
from dbetwin.interface.face import constriction, contact, contact_in_use, open_contact, surface_film, wetting
from dbetwin.interface.face import resistance as anode_resistance
from dbetwin.interface.hypothesis import Hypothesis
from dbetwin.interface.lithium import crack_limit, critical_current, leak_limit, void_limit
from dbetwin.interface.own_models import with_own_models
from dbetwin.interface.separator import ceramic_fracture, grain_boundary, pinholes
from dbetwin.interface.separator import resistance as separator_resistance
from dbetwin.interface.silicon import capacity as silicon_capacity
from dbetwin.interface.silicon import confinement as silicon_confinement
from dbetwin.interface.silicon import cracking as silicon_cracking
from dbetwin.interface.silicon import delamination, plating
from dbetwin.interface.silicon import ionic_path as anode_ionic_path
from dbetwin.interface.silicon import kinetics as silicon_kinetics
from dbetwin.interface.verdict import failure, life, quality_index

PHENOMENA: Mapping[str, Mapping[str, Hypothesis]] = with_own_models(
    {
        "surface_film": surface_film.HYPOTHESES,
        "contact": contact.HYPOTHESES,
        "wetting": wetting.HYPOTHESES,
        "separator_resistance": separator_resistance.HYPOTHESES,
        "grain_boundary": grain_boundary.HYPOTHESES,
        "void_limit": void_limit.HYPOTHESES,
        "contact_in_use": contact_in_use.HYPOTHESES,
        "constriction": constriction.HYPOTHESES,
        "anode_resistance": anode_resistance.HYPOTHESES,
        "anode_ionic_path": anode_ionic_path.HYPOTHESES,
        "cathode_contact": cathode_contact.HYPOTHESES,
        "cathode_charge_transfer": cathode_charge_transfer.HYPOTHESES,
        "cathode_ionic_path": cathode_ionic_path.HYPOTHESES,
        "cathode_electronic_path": cathode_electronic_path.HYPOTHESES,
        "cathode_utilisation": cathode_utilisation.HYPOTHESES,
        "silicon_confinement": silicon_confinement.HYPOTHESES,
        "silicon_kinetics": silicon_kinetics.HYPOTHESES,
        "silicon_cracking": silicon_cracking.HYPOTHESES,
        "silicon_capacity": silicon_capacity.HYPOTHESES,
        "plating": plating.HYPOTHESES,
        "delamination": delamination.HYPOTHESES,
        "ceramic_fracture": ceramic_fracture.HYPOTHESES,
        "crack_limit": crack_limit.HYPOTHESES,
        "leak_limit": leak_limit.HYPOTHESES,
        "critical_current": critical_current.HYPOTHESES,
        "pinholes": pinholes.HYPOTHESES,
        "open_contact": open_contact.HYPOTHESES,
        "failure": failure.HYPOTHESES,
        "quality_index": quality_index.HYPOTHESES,
        "life": life.HYPOTHESES,
    }
)
"""Phenomenon to its hypotheses by name, those of installed packages included, in the order of the chain."""


def phenomena() -> tuple[str, ...]:
    """Names of the phenomena that a layout answers, in the order of the chain.

    Returns
    -------
    tuple of str
        Names.

    Notes
    -----
    Each needs one hypothesis; a null model is among those of most.

    References
    ----------
    .. [1] Definition.

    Examples
    --------
    >>> phenomena()[:2]
    ('surface_film', 'contact')
    """
    return tuple(PHENOMENA)


def hypotheses(phenomenon: str) -> tuple[str, ...]:
    """Names of the hypotheses about a phenomenon.

    Parameters
    ----------
    phenomenon : str
        One of :func:`phenomena`.

    Returns
    -------
    tuple of str
        Names.

    Notes
    -----
    Null models included.

    References
    ----------
    .. [1] Definition.

    Examples
    --------
    >>> hypotheses("pinholes")
    ('poisson', 'clustered', 'none')
    """
    return tuple(PHENOMENA[phenomenon])


def constants_of(phenomenon: str, name: str) -> type[Record]:
    """The settings of a hypothesis, with the source of each default.

    Parameters
    ----------
    phenomenon, name : str
        Phenomenon and hypothesis.

    Returns
    -------
    type
        The record; without fields for one that has no constants of its own.

    Notes
    -----
    Properties of materials are not among them: they stand with the material.

    References
    ----------
    .. [1] Definition.

    Examples
    --------
    >>> list(constants_of("open_contact", "threshold").model_fields)
    ['least_contact']
    """
    return PHENOMENA[phenomenon][name].constants


def cautions(interface: Mapping[str, str]) -> list[str]:
    """What a reader must know of the hypotheses that a layout chose.

    Parameters
    ----------
    interface : mapping of str to str
        Phenomenon (-) to the name of its hypothesis (-).

    Returns
    -------
    list of str
        Sentences, each with its phenomenon (-).

    Notes
    -----
    In the order of the chain.

    References
    ----------
    .. [1] Definition.

    Examples
    --------
    >>> cautions({"contact": "composite"})[0][:8]
    'contact:'
    """
    chosen = [(phenomenon, interface.get(phenomenon)) for phenomenon in phenomena()]
    known = [(phenomenon, PHENOMENA[phenomenon][name].caution) for phenomenon, name in chosen if name]
    return [f"{phenomenon}: {caution}" for phenomenon, caution in known if caution]


def problems(interface: Mapping[str, str], product: Product) -> list[str]:
    """What is wrong with a choice of hypotheses for a product.

    Parameters
    ----------
    interface : mapping
        Phenomenon to the name of the chosen hypothesis.
    product : Product
        Its anode and separator decide which hypotheses may be applied.

    Returns
    -------
    list of str
        One sentence per problem; empty when all is well.

    Notes
    -----
    Every phenomenon needs an answer; a hypothesis applies only to the materials on its list.

    References
    ----------
    .. [1] Definition.
    """
    found = [_unknown("phenomenon", name, phenomena()) for name in interface if name not in PHENOMENA]
    for phenomenon, known in PHENOMENA.items():
        if phenomenon not in interface:
            found.append(f"{phenomenon}: no hypothesis is named; choose one of {', '.join(known)}")
        elif interface[phenomenon] not in known:
            found.append(f"{phenomenon}: " + _unknown("hypothesis", interface[phenomenon], tuple(known)))
        else:
            found.extend(_misapplied(phenomenon, interface, product))
    return found


def _misapplied(phenomenon: str, interface: Mapping[str, str], product: Product) -> list[str]:
    name = interface[phenomenon]
    hypothesis, found = PHENOMENA[phenomenon][name], []
    for part, accepted in (("anode", hypothesis.anodes), ("separator", hypothesis.separators)):
        if getattr(product, part) not in accepted:
            others = f"'{name}' is a model for the {part} {' or '.join(accepted)}, not {getattr(product, part)}"
            found.append(f"{phenomenon}: {others}; {_instead(phenomenon, product)}")
    for other, accepted in hypothesis.needs.items():
        if interface.get(other) not in accepted:
            found.append(f"{phenomenon}: '{name}' needs {other}: {' or '.join(map(repr, accepted))}")
    return found


def _instead(phenomenon: str, product: Product) -> str:
    models = PHENOMENA[phenomenon].items()
    fitting = [name for name, each in models if product.anode in each.anodes and product.separator in each.separators]
    return f"choose {' or '.join(fitting)}" if fitting else "no model of it is for such a cell"


def _unknown(what: str, got: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(got, known, n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(known)}"
    return f"'{got}' is no known {what}; {hint}"
