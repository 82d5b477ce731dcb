"""The web app: it asks, guards and shows. What is owed, allowed and next comes from below."""
