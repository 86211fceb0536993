"""The embedded PostgreSQL server: made, tuned, started, shared and stopped by our own commands.

``Cluster`` is one data folder and its server; ``lease`` keeps it up while any of our processes
needs it. ``database_from_url`` selects a server of yours instead.
"""

from balcao.plumbing.postgres.cluster import DATABASE, ROLE, SUPERUSER, Cluster, Status
from balcao.plumbing.postgres.errors import ClusterError
from balcao.plumbing.postgres.lease import Lease
from balcao.plumbing.postgres.places import socket_folder
from balcao.plumbing.postgres.url import BACKEND, database_from_url

__all__ = [
    "BACKEND",
    "DATABASE",
    "ROLE",
    "SUPERUSER",
    "Cluster",
    "ClusterError",
    "Lease",
    "Status",
    "database_from_url",
    "socket_folder",
]
