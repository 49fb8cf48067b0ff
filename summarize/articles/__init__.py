"""Reading: from paths to everything that stands in each article."""
