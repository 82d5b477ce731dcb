"""Forms: what a person typed becomes the raw values of a case file, or a sentence about why not."""
