"""Pay runs and payslips."""
