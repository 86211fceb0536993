"""What cannot be printed."""

from __future__ import annotations

from balcao.kernel.errors import Invalid


class NoSuchFormat(Invalid):
    """There is no such label format. The list of formats names the known ones."""

    code = "no_such_label_format"


class BadLabelCount(Invalid):
    """So many labels cannot be printed at once, or the sheet has no such place. Print fewer."""

    code = "bad_label_count"
