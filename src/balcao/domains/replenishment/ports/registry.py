"""Which forecaster there is; filled by the composition root, loaded when first asked for."""

from __future__ import annotations

from collections.abc import Callable

from balcao.domains.replenishment.errors import NoForecaster
from balcao.domains.replenishment.ports.forecaster import Forecaster

_LOADERS: list[Callable[[], Forecaster]] = []
_LOADED: list[Forecaster] = []


def use_forecaster(load: Callable[[], Forecaster]) -> None:
    """Ask this function for the forecaster, once, when it is first needed."""
    _LOADERS[:] = [load]
    _LOADED.clear()


def forecaster() -> Forecaster:
    """The forecaster of this installation.

    :raises NoForecaster: none is installed.
    """
    if not _LOADED:
        if not _LOADERS:
            raise NoForecaster
        _LOADED.append(_LOADERS[0]())
    return _LOADED[0]
