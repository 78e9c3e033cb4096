"""One way to read Chinese for the index, the query and the highlighter, so that they can never disagree."""
