"""A text as a secretary brings it (.txt, .md, .docx) becomes a title and Markdown; all else is refused."""
