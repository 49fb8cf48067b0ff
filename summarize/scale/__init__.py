"""Many articles: resumable batches."""
