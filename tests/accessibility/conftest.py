from window_fixtures import cleared_away, desk, empty_desk, household, lived_in

__all__ = ["cleared_away", "desk", "empty_desk", "household", "lived_in"]
