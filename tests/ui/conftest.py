from window_fixtures import desk, empty_desk, household, lived_in, own_folders

__all__ = ["desk", "empty_desk", "household", "lived_in", "own_folders"]
