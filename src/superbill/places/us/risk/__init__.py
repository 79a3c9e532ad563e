"""Risk adjustment of Medicare: condition categories (HCC) of diagnoses, and lasting conditions of last year that nobody has coded this year."""
