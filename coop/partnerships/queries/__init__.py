"""Every read of partnerships and their parties."""
