"""Looking ahead, and checking how well that would have gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from balcao.domains.replenishment.errors import TooLittleHistory
from balcao.domains.replenishment.ports import Forecaster, Progress
from balcao.domains.replenishment.ports.forecaster import QUIET
from balcao.domains.replenishment.rules import backtest
from balcao.domains.replenishment.rules.demand import cleaned
from balcao.domains.replenishment.values.backtest import BackTest, Score
from balcao.domains.replenishment.values.demand import (
    DemandForecast,
    DemandHistory,
    Pattern,
    Rhythm,
)


def forecast_demand(
    histories: Sequence[DemandHistory],
    *,
    rhythm: Rhythm,
    horizon: int,
    by: Forecaster,
    on_progress: Progress = QUIET,
) -> list[DemandForecast]:
    """What is expected of each item over the next ``horizon`` periods, in the same order.

    :raises BadHistory: a history contradicts itself.
    """
    demands = [cleaned(history, season=rhythm.season) for history in histories]
    return by.forecast(demands, horizon=horizon, season=rhythm.season, on_progress=on_progress)


def back_test(
    histories: Sequence[DemandHistory],
    *,
    rhythm: Rhythm,
    held_out: int,
    horizon: int,
    every: int,
    by: Forecaster,
    on_progress: Progress = QUIET,
) -> BackTest:
    """Forecast the last ``held_out`` periods from what came before, again and again.

    At each origin an item counts that had been sold before; all contestants are asked for the same
    items. The histories must have the same first period and length.

    :raises TooLittleHistory: too few periods, or nothing was sold before they end.
    """
    periods = min((len(history.units) for history in histories), default=0)
    cuts = backtest.origins(periods, held_out=held_out, horizon=horizon, every=every)
    split = periods - held_out
    contest = _Contest(rhythm, split, by)
    for nr, cut in enumerate(cuts):
        contest.hold(histories, cut, horizon, _part(on_progress, nr, len(cuts)))
    if not contest.ours.demand:
        raise TooLittleHistory("Nothing that was sold before the split was sold after it.")
    starts_on = histories[0].starts_on
    return BackTest(
        starts_on=starts_on,
        split_on=rhythm.after(starts_on, split),
        ends_on=rhythm.after(starts_on, periods),
        rhythm=rhythm,
        horizon=horizon,
        origins=tuple(rhythm.after(starts_on, cut) for cut in cuts),
        items=len(contest.ours.squares),
        units=sum(max(0, n) for history in histories for n in history.units),
        patterns=tuple(Counter(one.pattern for one in contest.first).most_common()),
        methods=tuple(dict.fromkeys(_method(one) for one in contest.first)),
        scores=contest.scores(histories),
        kept=sum(contest.kept) / len(contest.kept),
        left_out=contest.left_out,
    )


class _Contest:
    """Our forecaster and the naive ones, asked the same questions."""

    def __init__(self, rhythm: Rhythm, split: int, by: Forecaster) -> None:
        self._rhythm, self._split, self._by = rhythm, split, by
        self._usable = [one for one in backtest.YARDSTICKS[rhythm] if one.needs <= split]
        self.ours = backtest.Tally(by.code)
        self._naive = [
            backtest.Tally(one.name, is_seasonal_naive=one.is_seasonal) for one in self._usable
        ]
        self.first: list[DemandForecast] = []
        self.kept: list[bool] = []

    def hold(
        self, histories: Sequence[DemandHistory], cut: int, horizon: int, on_progress: Progress
    ) -> None:
        """Ask all of them, of the items sold before ``cut``, for the periods from there on."""
        known = [history for history in histories if any(n > 0 for n in history.units[:cut])]
        told = forecast_demand(
            [one.until(cut) for one in known],
            rhythm=self._rhythm,
            horizon=horizon,
            by=self._by,
            on_progress=on_progress,
        )
        self.first = self.first or told
        for history, forecast in zip(known, told, strict=True):
            self.ours.add(history, cut, forecast.path)
            self.kept.append(backtest.is_kept(history, cut, forecast))
            for yardstick, tally in zip(self._usable, self._naive, strict=True):
                tally.add(history, cut, yardstick.path(history, cut, horizon))

    def scores(self, histories: Sequence[DemandHistory]) -> tuple[Score, ...]:
        """Ours first, then the naive ones."""
        scales = {
            one.item: backtest.scale_of(backtest.sold_until(one, self._split), one.weight)
            for one in histories
        }
        return tuple(tally.score(scales) for tally in (self.ours, *self._naive))

    @property
    def left_out(self) -> tuple[str, ...]:
        """The yardsticks that need more history than there is."""
        return tuple(
            f"{one.name}: needs {one.needs} {self._rhythm.value}s before the split, "
            f"there are {self._split}"
            for one in backtest.YARDSTICKS[self._rhythm]
            if one not in self._usable
        )


def _part(whole: Progress, nr: int, of: int) -> Progress:
    """Progress of one of several equal parts."""
    return lambda done, total: whole(nr * total + done, of * total)


def _method(one: DemandForecast) -> tuple[Pattern, str, str]:
    why = one.why if one.pattern not in {Pattern.NEW, Pattern.NONE} else "too little to compare"
    return one.pattern, one.method, why
