"""Lists that offices keep: proofs, intermediary services and firms, commissions of organs, service standards."""
