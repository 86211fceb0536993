"""Every address of the site."""

from __future__ import annotations

urlpatterns: list[object] = []
handler500 = "balcao.plumbing.observability.failure.server_error"
