"""What the running program tells about itself: logs, metrics, probes."""
