"""Words, amounts and days in a template."""
