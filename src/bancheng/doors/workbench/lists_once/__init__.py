"""一次办妥 in the workbench: modes, negative list, batches and inbox, candidates, stars, coverage, self-check, 跨省通办."""
