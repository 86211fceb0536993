"""What shoppers browse."""

from balcao.domains.search.queries.browsing import (
    PER_PAGE,
    browse,
    browse_category,
    product_page,
)

__all__ = ["PER_PAGE", "browse", "browse_category", "product_page"]
