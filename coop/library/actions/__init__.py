"""Every deed that changes the library."""
