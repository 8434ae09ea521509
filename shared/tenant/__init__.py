"""A tenant's set-up as code: look, compare, apply, export, check.

The command line uses it; the deployed app never does.
"""
