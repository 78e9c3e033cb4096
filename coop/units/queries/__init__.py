"""Every read of units, branches and memberships."""
