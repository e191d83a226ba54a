from window_fixtures import desk, empty_desk, household, lived_in

__all__ = ["desk", "empty_desk", "household", "lived_in"]
