"""Time limits that bind a service or procedure: ``自受理之日起20个工作日内作出决定``."""

from luoshi.compiler.time_limits.reading import read_time_limits

__all__ = ["read_time_limits"]
