"""Money: what the bank says, what each payment was for, and whether the two agree."""
