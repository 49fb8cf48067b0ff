"""The recipes that made what stands in ``summarize/weights``, one file per model."""
