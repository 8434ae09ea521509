"""Figures for docs/performance.md, each made by one command."""
