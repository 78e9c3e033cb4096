"""Who runs the platform decides which units are on it, and leaves a trace of everything they do."""
