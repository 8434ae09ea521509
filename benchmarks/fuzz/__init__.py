"""Throws generated and mutated HTTP requests at the app in the local stack, and judges its answers.

Every request follows from a seed and its number, so that a finding can be had again.
"""
