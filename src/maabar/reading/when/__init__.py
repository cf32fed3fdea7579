"""Which day it is said for."""
