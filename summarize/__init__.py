"""News articles in, one brief per meeting out, every sentence cited to source lines."""
