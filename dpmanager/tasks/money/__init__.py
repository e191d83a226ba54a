"""Statements, payments and what they were for."""
