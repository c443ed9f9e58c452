"""Document → Document: what is known about it, which ones are meant, which are twins."""
