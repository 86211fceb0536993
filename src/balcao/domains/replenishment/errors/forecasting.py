"""What can be wrong about looking ahead."""

from __future__ import annotations

from balcao.kernel.errors import Invalid, NotFound


class BadHistory(Invalid):
    """A demand history contradicts itself; ``field`` says where."""

    code = "bad_demand_history"


class NoForecaster(NotFound):
    """No forecaster is installed; install Balcao with its dependencies."""

    code = "no_forecaster"


class BadSalesFile(Invalid):
    """A file of past sales cannot be read; ``row`` and ``column`` say where."""

    code = "bad_sales_file"


class TooLittleHistory(Invalid):
    """The sales history is too short to hold that many periods out."""

    code = "too_little_sales_history"


class BadPolicy(Invalid):
    """A replenishment setting is out of its range; ``field`` says which."""

    code = "bad_replenishment_policy"
