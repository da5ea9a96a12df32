"""Django settings: ``base`` for every installation; ``LUOSHI_*`` variables change it, none is required."""
