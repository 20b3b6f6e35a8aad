"""What belongs to a country is called after it: Russian, Tajik, French. By rules, and by a list of those that follow none."""

from __future__ import annotations

from collections.abc import Iterator

_OWN = {
    "france": "French", "germany": "German", "netherlands": "Dutch", "spain": "Spanish", "poland": "Polish", "turkey": "Turkish",
    "denmark": "Danish", "sweden": "Swedish", "finland": "Finnish", "ireland": "Irish", "united kingdom": "British",
    "britain": "British", "greece": "Greek", "switzerland": "Swiss", "norway": "Norwegian", "iceland": "Icelandic",
    "united states": "American", "argentina": "Argentine", "peru": "Peruvian", "iraq": "Iraqi", "israel": "Israeli",
    "pakistan": "Pakistani", "bangladesh": "Bangladeshi", "yemen": "Yemeni", "thailand": "Thai", "philippines": "Filipino",
    "china": "Chinese", "japan": "Japanese", "vietnam": "Vietnamese", "portugal": "Portuguese", "lebanon": "Lebanese",
    "czech republic": "Czech", "slovakia": "Slovak", "croatia": "Croatian", "hungary": "Hungarian", "italy": "Italian",
    "canada": "Canadian", "brazil": "Brazilian", "egypt": "Egyptian", "iran": "Iranian", "ukraine": "Ukrainian",
    "belgium": "Belgian", "azerbaijan": "Azerbaijani", "mongolia": "Mongolian", "new zealand": "New Zealand",
    "saudi arabia": "Saudi", "united arab emirates": "Emirati", "serbia": "Serbian", "cyprus": "Cypriot", "wales": "Welsh",
    "scotland": "Scottish", "england": "English", "mexico": "Mexican", "chile": "Chilean", "ecuador": "Ecuadorian",
    "kenya": "Kenyan", "morocco": "Moroccan", "ghana": "Ghanaian", "senegal": "Senegalese", "sudan": "Sudanese",
    "south africa": "South African", "south korea": "South Korean", "north korea": "North Korean", "kyrgyzstan": "Kyrgyz",
    "sri lanka": "Sri Lankan", "palestine": "Palestinian", "jordan": "Jordanian", "luxembourg": "Luxembourgish",
}  # fmt: skip


def demonyms(country: str) -> Iterator[str]:
    """The adjectives of a country's name: those of a list, else *Tajik* of Tajikistan, *Russian* of Russia and the like."""
    own = _OWN.get(country.casefold())
    if own:
        yield own
    elif country.endswith("istan"):
        yield country.removesuffix("istan")
    elif country.endswith("stan"):
        yield country.removesuffix("stan")
    elif country.endswith("a"):
        yield f"{country}n"
