"""Decks for a meeting: slides that are views, their code, what they say in a release."""

from atlas.deck.model import Deck, Read, Slide, decode, encode
from atlas.deck.shown import Shown, deck_path, shown, slide_of

__all__ = ["Deck", "Read", "Shown", "Slide", "deck_path", "decode", "encode", "shown", "slide_of"]
