"""What shoppers need from the world: who names a segment."""

from balcao.domains.customers.ports.naming import SegmentNamer, named_by, use_segment_namers

__all__ = ["SegmentNamer", "named_by", "use_segment_namers"]
