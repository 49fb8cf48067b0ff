"""The page: drop articles in, read briefs beside their sources. The only door of gradio."""
