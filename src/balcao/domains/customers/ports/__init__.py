"""What shoppers need from the world: who names a segment, and who mails codes."""

from balcao.domains.customers.ports.mailing import CodeMailer, mail_code, use_code_mailer
from balcao.domains.customers.ports.naming import SegmentNamer, named_by, use_segment_namers

__all__ = [
    "CodeMailer",
    "SegmentNamer",
    "mail_code",
    "named_by",
    "use_code_mailer",
    "use_segment_namers",
]
