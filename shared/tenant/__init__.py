"""The tenant's set-up as code: what the flight plan wants, compared with what is there.

Only the command line uses it; the deployed app never imports it, and neither do
Graph's adapter, the stores and the readers of the flight plan.
"""
