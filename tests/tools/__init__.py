"""The scripts that set a machine up."""
