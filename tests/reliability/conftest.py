from window_fixtures import household, lived_in

__all__ = ["household", "lived_in"]
