"""What every slice stands on, and what knows no slice: who is looking, what they see, what they may do, what happened."""
