"""Writing: from ranked sentences to a checked, cited brief."""
