"""Maabar: who said what about which crossing, and how likely it is open."""
