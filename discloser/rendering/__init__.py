"""The words on paper: the bounded template language, filters, context and text rules."""
