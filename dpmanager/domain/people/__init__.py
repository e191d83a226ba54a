"""The people who work: what is checked, who is employed, who is family, what is insured."""
