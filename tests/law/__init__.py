"""What must hold of the code as such, whatever it does."""
