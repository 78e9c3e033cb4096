"""Who may do what and who sees what, proven over the whole house at once."""
