"""Policy text to policy pack: an ordered tuple of passes, each ``Draft -> Draft``."""
