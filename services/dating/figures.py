"""Figures that tell a year: what a sum of one money is in another, prices of oil and gold, and numbered sessions and games."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from services.dating.evidence import Clue, Counted, Rated
from services.dating.lang.en.numbers import WORDS
from services.dating.shapes import load
from services.knowledge import editions, prices
from services.knowledge.editions import Series
from services.knowledge.prices import Means

#: How many sums, and how many prices, of a text are weighed.
_MOST = 3
_SCALES: Final = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9, "m": 1e6, "mn": 1e6}
_AMOUNT: Final = r"(\d[\d,]{0,14}(?:\.\d{1,4})?|" + "|".join(word for word, number in WORDS.items() if number < 13) + ")"
_SCALE: Final = r"(?:[ -]?(thousand|million|billion|trillion|bn|mn|m)\b)?"
_ROUGHLY: Final = r"(?:(?:about|around|some|approximately|nearly|almost|over|more than|roughly|or) )*"
_DOLLARS: Final = r"(?:US |U\.S\. |American )?dollars?(?: US)?|USD|U\.?S\.? ?\$"
#: The dollar at so many yen, and the like; two digits and a fraction keep index points and shares out.
_QUOTED: Final = re.compile(r"\bdollar\b[^.\n]{0,60}? (\d{2,3}\.\d\d)(?:[-/–]\d\d)? yen\b")
_EURO: Final = re.compile(r"\beuro\b[^.\n]{0,60}? (?:\$(\d\.\d{2,4})\b|(\d\.\d{2,4}) dollars\b)")
#: By the unit that a price is for.
_PRICES: Final = {
    "oil": re.compile(r"(?:\$(\d{1,3}(?:\.\d\d?)?)|\b(\d{1,3}(?:\.\d\d?)?) (?:U\.?S\.? )?dollars) (?:a|per) barrel"),
    "gold": re.compile(
        r"(?:\$([\d,]{3,6}(?:\.\d\d?)?)|\b([\d,]{3,6}(?:\.\d\d?)?) (?:U\.?S\.? )?dollars) (?:an|per) (?:troy )?ounce"
    ),
}
_ORDINAL: Final = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th) ")


@cache
def _sums() -> re.Pattern[str]:
    """A sum and, in brackets behind it, the same in dollars or euros; or a sum in dollars and the same in another money."""
    words = "|".join(sorted(prices.load().currencies, key=len, reverse=True))
    inner = rf"(?:(?:US|U\.S\.)?\$ ?{_AMOUNT}{_SCALE}|{_AMOUNT}{_SCALE} ({_DOLLARS}|euros))"
    return re.compile(
        rf"\b{_AMOUNT}{_SCALE} (?:({words})\b,? \({_ROUGHLY}{inner}|(?:{_DOLLARS}) \({_ROUGHLY}{_AMOUNT}{_SCALE} ({words})\b)"
    )


def find_figures(text: str) -> list[Clue]:
    """Clues of all kinds of figures, the first few of each. What a text has no word for is not looked for."""
    money = [*_rates(text), *_quotes(text)] if "dollar" in text or "$" in text or "euro" in text else []
    return [*money, *_prices(text), *_numbered(text)]


def _value(digits: str, scale: str | None) -> float:
    number = float(WORDS.get(digits) or digits.replace(",", "") or 0)
    return number * _SCALES.get(scale or "", 1.0)


def _rates(text: str) -> Iterator[Clue]:
    found = 0
    for one in _sums().finditer(text):
        outer = _value(one[1], one[2])
        money = one[3] or one[11]
        inner = _value(one[4] or one[6] or one[9], one[5] or one[7] or one[10])
        per = outer / inner if one[3] and inner else inner / outer if outer else 0.0
        other = "EUR" if one[8] == "euros" else None
        if per > 0 and money and not (other and money.startswith("euro")):
            yield _rated(one, money, per, other)
            found += 1
        if found == _MOST:
            return


def _rated(one: re.Match[str], money: str, per: float, other: str | None) -> Clue:
    known = prices.load()
    tables = [known.per_dollar[code] for code in known.currencies[money]]
    if other:
        tables = [_against(table, known.per_dollar[other]) for table in tables]
    return Rated(
        "figure.exchange_rate",
        one.start(),
        one.end(),
        per,
        tables,
        load().rate_spread,
        f"{money} to one {'euro' if other else 'dollar'}",
    )


def _against(table: Means, base: Means) -> Means:
    """Units for one of another money, over the years that both have."""
    since = max(table.since, base.since)
    years = range(since, min(table.since + len(table.means), base.since + len(base.means)))
    return Means(since, tuple(table.means[year - table.since] / base.means[year - base.since] for year in years))


def _quotes(text: str) -> Iterator[Clue]:
    rates, spread = prices.load().per_dollar, load().rate_spread
    if yen := _QUOTED.search(text):
        yield Rated("figure.exchange_rate", yen.start(), yen.end(), float(yen[1]), [rates["JPY"]], spread, "yen to one dollar")
    if euro := _EURO.search(text):
        per = 1 / max(float(euro[1] or euro[2]), 0.01)
        yield Rated("figure.exchange_rate", euro.start(), euro.end(), per, [rates["EUR"]], spread, "euros to one dollar")


def _prices(text: str) -> Iterator[Clue]:
    for name, unit in (("oil", " barrel"), ("gold", " ounce")):
        one = _PRICES[name].search(text) if unit in text else None
        value = float((one[1] or one[2]).replace(",", "") or 0) if one else 0.0
        if one and value > 0:
            yield Rated("figure.price", one.start(), one.end(), value, [prices.load().goods[name]], load().price_spread, name)


def _numbered(text: str) -> Iterator[Clue]:
    """The ordinal, at most two words, and the name of what is counted."""
    for one in _ORDINAL.finditer(text):
        words = text[one.end() : one.end() + 100].lower().split()
        for skip in range(min(3, len(words))):
            series = _series(words[skip:])
            years = series.years(int(one[1])) if series else None
            if years:
                yield Counted("figure.edition", one.start(), one.end() - 1, *years)
                break


def _series(words: list[str]) -> Series | None:
    said = " ".join(words)
    return next((series for name, series in _by_word().get(words[0].rstrip(",."), ()) if said.startswith(name)), None)


@cache
def _by_word() -> dict[str, list[tuple[str, Series]]]:
    """Series by the first word of their names."""
    found: dict[str, list[tuple[str, Series]]] = {}
    for name, series in editions.load().items():
        found.setdefault(name.split()[0], []).append((name, series))
    return found
