"""text/languages"""
