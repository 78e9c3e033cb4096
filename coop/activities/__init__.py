"""What branches do together: planned by any host, confirmed by the others, kept in everybody's calendar, never overfull."""
