"""Pure statistics: numbers in, numbers out. No SQL, no words, no pictures."""

from atlas.measure.order import class_of, own_breaks, ranks

__all__ = ["class_of", "own_breaks", "ranks"]
