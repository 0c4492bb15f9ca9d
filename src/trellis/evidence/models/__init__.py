"""The rows of evidence: publications and their lease, frozen findings."""

from trellis.evidence.models.findings import Finding
from trellis.evidence.models.publications import Lattice, Lease, Publication

__all__ = ["Finding", "Lattice", "Lease", "Publication"]
