"""The flows of a year, on Prefect: build, run, serve, and whom they tell."""
