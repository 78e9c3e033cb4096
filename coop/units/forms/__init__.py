"""What people type about units, branches and members, as typed values with a sentence at each field."""
