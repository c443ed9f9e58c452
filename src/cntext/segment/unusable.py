"""Why the native core cannot be used."""


class Unusable(Exception):
    """The native core cannot be used here; the text says why, in English."""
