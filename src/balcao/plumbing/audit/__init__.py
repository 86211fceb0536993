"""Who changed what: the database writes the trail, the code only says who is acting."""

from balcao.plumbing.audit.acting import acting, is_acting
from balcao.plumbing.audit.tracking import tracked

__all__ = ["acting", "is_acting", "tracked"]
