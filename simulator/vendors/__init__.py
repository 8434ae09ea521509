"""HR systems as they answer whoever asks them: sites for the twin of ``Endpoints``."""
