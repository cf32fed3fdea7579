"""Crossings, actors, outlets and places: data in packs, one folder per theatre, and one registry over them."""

from maabar.registry.registry import INDEPENDENT, Registry, alias_key, domain_of, load_registry

__all__ = ["INDEPENDENT", "Registry", "alias_key", "domain_of", "load_registry"]
