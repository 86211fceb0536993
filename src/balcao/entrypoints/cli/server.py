"""The PostgreSQL server that this installation uses."""

from __future__ import annotations

from django.conf import settings

from balcao.plumbing.postgres import Cluster


def embedded_cluster() -> Cluster:
    """The cluster in the data folder. Meaningless where DATABASE_URL names a server."""
    return Cluster(settings.CLUSTER_FOLDER)
