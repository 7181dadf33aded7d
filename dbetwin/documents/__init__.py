"""YAML to values that know their file, line and source; for materials, plants, scenarios and studies.

A value is written bare (``line_load_N_per_mm: 600``) or with where it comes from::

    line_load_N_per_mm: {value: 600, source: "Meyer 2017, 10.1016/j.jmatprotec.2017.05.031"}
    springback: {value: 0.04, assumed: true, range: [0.01, 0.10], note: "fades with time"}

A ``source`` that is a key of the document's own ``sources:`` mapping stands for the text written there.

A file passes through here in the order of the modules: :mod:`.written` keeps values and lines as they stand,
:mod:`.merging` lays the changes of one file over another, :mod:`.provenance` takes values and sources apart and makes
the :class:`Document`, :mod:`.validating` makes settings (:mod:`.record`) of it.
"""

from dbetwin.documents.document import Document, Provenance
from dbetwin.documents.merging import merged
from dbetwin.documents.provenance import parse, read, unwrapped
from dbetwin.documents.record import Record, provenance_of, sourced
from dbetwin.documents.validating import attempt, validate, with_written
from dbetwin.documents.written import Written, written

__all__ = [
    "Document",
    "Provenance",
    "Record",
    "Written",
    "attempt",
    "merged",
    "parse",
    "provenance_of",
    "read",
    "sourced",
    "unwrapped",
    "validate",
    "with_written",
    "written",
]
