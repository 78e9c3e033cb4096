"""What a branch learned is written once here, checked, shared as widely as its owners wish, and found again."""
