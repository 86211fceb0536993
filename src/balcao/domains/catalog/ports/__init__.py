"""What the catalog needs from the world: who names a collection."""

from balcao.domains.catalog.ports.naming import CollectionNamer, named_by, use_collection_namers

__all__ = ["CollectionNamer", "named_by", "use_collection_namers"]
