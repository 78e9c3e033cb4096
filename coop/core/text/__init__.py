"""What is done with words that people wrote, whatever slice they stand in: how they sound, how they are laid out."""
