__version__ = "6.3.1"
