"""Grading on a Dask cluster: the same tasks as on one machine, each on a worker that has a fork server of its own."""

from __future__ import annotations

from .cluster import Cluster, opened_cluster

__all__ = ["Cluster", "opened_cluster"]
