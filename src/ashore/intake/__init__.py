"""From what a person can say to a case: typed figures, answers, pasted texts, what stays open."""
