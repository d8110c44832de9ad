"""Small numbers in words: cardinals and ordinals."""

from __future__ import annotations

_ONES = (
    "one first", "two second", "three third", "four fourth", "five fifth", "six sixth", "seven seventh", "eight eighth",
    "nine ninth", "ten tenth", "eleven eleventh", "twelve twelfth", "thirteen thirteenth", "fourteen fourteenth",
    "fifteen fifteenth", "sixteen sixteenth", "seventeen seventeenth", "eighteen eighteenth", "nineteen nineteenth",
)  # fmt: skip
_TENS = ("twenty twentieth", "thirty thirtieth", "forty fortieth", "fifty fiftieth", "sixty sixtieth", "seventy seventieth")
#: Number by word.
WORDS = {word: number for number, words in enumerate(_ONES, 1) for word in words.split()} | {
    word: tens for tens, words in zip(range(20, 80, 10), _TENS, strict=True) for word in words.split()
}


def count(word: str) -> int | None:
    """The number of "10th", "10", "tenth", "ten" or "twenty-fifth"; None for other words and for more than three digits."""
    word = word.lower()
    digits = word.removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    if digits.isdecimal():
        return int(digits) if len(digits) <= 3 else None
    if word in WORDS:
        return WORDS[word]
    tens, _, ones = word.partition("-")
    return WORDS[tens] + WORDS[ones] if tens in WORDS and WORDS.get(ones, 10) < 10 else None
