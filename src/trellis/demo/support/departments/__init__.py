"""What does each department offer, and how does its work read? One file a department."""

from trellis.demo.support.departments.academics import ACADEMICS
from trellis.demo.support.departments.assessment import ASSESSMENT
from trellis.demo.support.departments.multilingual import MULTILINGUAL
from trellis.demo.support.departments.networks import NETWORKS
from trellis.demo.support.departments.professional_learning import PROFESSIONAL_LEARNING
from trellis.demo.support.departments.special_education import SPECIAL_EDUCATION
from trellis.demo.support.departments.student_services import STUDENT_SERVICES

DEPARTMENTS = (
    ACADEMICS,
    STUDENT_SERVICES,
    SPECIAL_EDUCATION,
    MULTILINGUAL,
    ASSESSMENT,
    PROFESSIONAL_LEARNING,
)

__all__ = ["DEPARTMENTS", "NETWORKS"]
