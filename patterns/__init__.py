"""The centre: what Chinese statistical prose and tables mean. Imports nothing of ours, opens no PDF."""
