"""The only package that opens files: case files, law files, presets, imports ⇄ values."""

from __future__ import annotations
