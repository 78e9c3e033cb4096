"""The story of the house, told once through its pages: one file a chapter, each stands on what the one before left behind."""
